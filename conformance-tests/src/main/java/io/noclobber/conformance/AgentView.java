package io.noclobber.conformance;

import static io.noclobber.conformance.AgentClasses.ask;
import static io.noclobber.conformance.AgentClasses.askForNull;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.noclobber.OpenedConnections;
import io.noclobber.conflict.ColumnDiff;
import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conflict.ConflictKind;
import io.noclobber.conflict.Operation;
import io.noclobber.conflict.RowChangedWarning;
import io.noclobber.conflict.RowConflict;
import io.noclobber.conflict.TransactionState;
import io.noclobber.observe.GuardCounts;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.lang.reflect.Constructor;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the agent throws and counts, in the classes of this class path: the agent has classes of its own, which an application
 * cannot name, and the contracts look at more than an application does.
 */
final class AgentView {
    private static final String CONFLICT = ConcurrencyConflictException.class.getName();
    private static final String WARNING = RowChangedWarning.class.getName();

    private AgentView() {}

    /** Whether this JVM runs with the agent. */
    static boolean isOn() {
        return Boolean.getBoolean("test.agent");
    }

    /** Ends a test that is about what is otherwise with the agent. */
    static void notWithAgent(String why) {
        assumeFalse(isOn(), why);
    }

    /** {@code thrown}, or the same conflict in our own class. */
    static @Nullable Throwable of(@Nullable Throwable thrown) {
        if (thrown == null
                || thrown instanceof ConcurrencyConflictException
                || !thrown.getClass().getName().equals(CONFLICT)) {
            return thrown;
        }
        ConcurrencyConflictException seen = made(
                ConcurrencyConflictException.class,
                thrown.getMessage(),
                ((SQLException) thrown).getSQLState(),
                thrown.getCause(),
                rows((List<?>) ask(thrown, "getConflicts")),
                TransactionState.valueOf(enumName(ask(thrown, "getTransactionState"))),
                ask(thrown, "isDiffRead"));
        seen.setStackTrace(thrown.getStackTrace());
        return seen;
    }

    /** {@code warning}, or the same in our own class. */
    static SQLWarning warning(SQLWarning warning) {
        if (warning instanceof RowChangedWarning
                || !warning.getClass().getName().equals(WARNING)) {
            return warning;
        }
        return made(RowChangedWarning.class, warning.getMessage(), row(ask(warning, "conflict")));
    }

    /** What the agent that guards {@code connection} has counted. */
    static GuardCounts counts(Object connection) {
        try {
            return AgentCounts.of(requireNonNull(AgentClasses.call(
                    AgentClasses.named(OpenedConnections.class.getName(), connection), "counts", null)));
        } catch (Exception e) {
            throw new IllegalStateException("the agent does not tell what it has counted", e);
        }
    }

    private static <T> T made(Class<T> type, @Nullable Object... arguments) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return type.cast(constructor.newInstance(arguments));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a " + type.getSimpleName() + " is made in another way now", e);
        }
    }

    /** These conflicts, in our own class. */
    static List<RowConflict> rows(List<?> conflicts) {
        return conflicts.stream().map(AgentView::row).toList();
    }

    private static RowConflict row(Object row) {
        Object key = ask(row, "key");
        List<ColumnName> keyColumns = new ArrayList<>();
        for (Object column : (List<?>) ask(row, "keyColumns")) {
            keyColumns.add(column(column));
        }
        List<ColumnDiff> columns = new ArrayList<>();
        for (Object diff : (List<?>) ask(row, "columns")) {
            columns.add(diff(diff));
        }
        return new RowConflict(
                RowKey.of(table(ask(key, "table")), ((List<?>) ask(key, "values")).toArray()),
                keyColumns,
                ConflictKind.valueOf(enumName(ask(row, "kind"))),
                (Instant) ask(row, "readAt"),
                (String) ask(row, "readBy"),
                columns,
                Operation.valueOf(enumName(ask(row, "operation"))));
    }

    private static ColumnDiff diff(Object diff) {
        Set<ColumnDiff.Side> sides = EnumSet.noneOf(ColumnDiff.Side.class);
        if ((Boolean) ask(diff, "changedByYou")) {
            sides.add(ColumnDiff.Side.YOU);
        }
        if ((Boolean) ask(diff, "changedByOthers")) {
            sides.add(ColumnDiff.Side.OTHERS);
        }
        boolean written = (Boolean) ask(diff, "isWritten");
        return ColumnDiff.of(
                column(ask(diff, "column")),
                known(diff, "isOriginalKnown", "original"),
                known(diff, "isCurrentKnown", "current"),
                written ? known(diff, "isAttemptedKnown", "attempted") : ColumnDiff.NOT_WRITTEN,
                sides);
    }

    private static @Nullable Object known(Object diff, String asks, String value) {
        return (Boolean) ask(diff, asks) ? askForNull(diff, value) : ColumnDiff.UNKNOWN;
    }

    static ColumnName column(Object column) {
        return new ColumnName(table(ask(column, "table")), (String) ask(column, "name"));
    }

    static TableName table(Object table) {
        return new TableName((String) askForNull(table, "catalog"), (String) askForNull(table, "schema"), (String)
                ask(table, "name"));
    }

    static String enumName(Object constant) {
        return ((Enum<?>) constant).name();
    }
}
