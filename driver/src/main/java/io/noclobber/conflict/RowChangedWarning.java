package io.noclobber.conflict;

import java.sql.SQLWarning;

/** Says that a row which is being read is not as the same conversation has read it before. */
public final class RowChangedWarning extends SQLWarning {
    /** The class of warnings, and that something was not done as it was meant to be. */
    private static final String STATE = "01001";

    private static final long serialVersionUID = 1L;

    private final transient RowConflict conflict;

    RowChangedWarning(String message, RowConflict conflict) {
        super(message, STATE);
        this.conflict = conflict;
    }

    /** The row, and what differs: what a refused write would tell; {@code null} only in a copy that was serialised. */
    public RowConflict conflict() {
        return conflict;
    }
}
