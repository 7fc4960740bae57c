package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;

/** What the application gets for a write that an option refuses, whatever the row holds. Stateless. */
final class Refusal {
    private static final String STATE = "NC003";

    private Refusal() {}

    /** Whether {@code raised} is one of these. */
    static boolean is(SQLException raised) {
        return STATE.equals(raised.getSQLState());
    }

    /** The row was not read. */
    static SQLException withoutImage(Table table) {
        return new SQLNonTransientException(
                "The write to " + table.name()
                        + " was refused because this connection has not read the row: option noImage=refuse. "
                        + "Read the row before you write it, or set noImage=pass.",
                STATE);
    }

    /** The driver could not say what the table consists of. */
    static SQLException catalogFailed() {
        return new SQLNonTransientException(
                "The write was refused because the driver could not say what its table consists of, so it cannot be guarded:"
                        + " option unparsed=refuse. Try again, or set unparsed=warn.",
                STATE);
    }

    /** The row holds a column that nothing can compare. */
    static SQLException inexact(Table table, Column column) {
        return inexact(table, column, "was read and cannot be compared exactly");
    }

    /** The row holds a value of which the driver gives less than there is. */
    static SQLException lossy(Table table, Column column) {
        return inexact(
                table,
                column,
                "cannot be compared exactly: the database holds another value in it than the driver gives, so that a"
                        + " change might not show");
    }

    private static SQLException inexact(Table table, Column column, String why) {
        String name = column.name().name();
        return new SQLNonTransientException(
                "The write to " + table.name() + " was refused because its column " + name + " ("
                        + column.type().typeName()
                        + ") " + why + ": option inexact=refuse. Name the column in the option exclude ("
                        + table.name().name() + "." + name
                        + ") if its changes do not matter, or set inexact=exclude.",
                STATE);
    }
}
