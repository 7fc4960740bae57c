package io.noclobber.internal.jdbc;

import java.sql.ResultSet;

/**
 * The writer of the JDK's {@link javax.sql.rowset.CachedRowSet}. Before it writes a row it reads it, to compare it with what
 * the row set shows; for a DELETE it leaves NULLs out of that. So what it reads the application has not seen.
 */
final class RowSetWriter {
    private static final String NAME = "com.sun.rowset.internal.CachedRowSetWriter";
    private static final int FRAMES = 40;

    private RowSetWriter() {}

    /** Whether it prepares a statement of this kind now. Only the kind that it uses costs a look at the stack. */
    static boolean prepares(int type, int concurrency) {
        return type == ResultSet.TYPE_SCROLL_SENSITIVE
                && concurrency == ResultSet.CONCUR_READ_ONLY
                && StackWalker.getInstance()
                        .walk(frames -> frames.limit(FRAMES)
                                .anyMatch(frame -> frame.getClassName().equals(NAME)));
    }
}
