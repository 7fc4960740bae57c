package io.noclobber.internal.guard;

import java.sql.SQLException;

/** Why a guarded write touched no row, and so what becomes of it. */
sealed interface Verdict {
    /** The bare driver would have touched none either: its answer stands. */
    record BareAnswer() implements Verdict {}

    /** Somebody else changed or deleted the row. */
    record Refused(SQLException conflict) implements Verdict {}

    /** The row is as it was read and the application's condition holds: what the guard compared could not match it. */
    record Unmatched() implements Verdict {}

    /** The row differs by uncommitted work of our own: {@code renewed} knows it. */
    record OwnChange(Intent renewed) implements Verdict {}
}
