package io.noclobber.internal.guard;

/** What the rows of a result are read for. */
public enum RowUse {
    /** The application shows them, or computes with them. */
    SHOWN,
    /** As {@link #SHOWN}, and the application may write them through the cursor. */
    UPDATED,
    /** The writer of a row set of the JDK compares a row with what the row set shows of it. */
    CHECKED
}
