package io.noclobber.internal.guard;

import java.sql.SQLException;

/**
 * Puts back what was changed of an object that the application goes on using. It would not know of what is left, so that one
 * failure is not the end of it. Stateless.
 */
public final class Restoring {
    private Restoring() {}

    /** A call of the driver that may be made twice. */
    @FunctionalInterface
    public interface Call {
        void make() throws SQLException;
    }

    /**
     * Makes the call, and once more where it fails.
     *
     * @throws SQLException what the driver throws the first time, if it fails the second time too; that is among the suppressed
     */
    public static void by(Call call) throws SQLException {
        try {
            call.make();
        } catch (SQLException | RuntimeException | Error failure) {
            try {
                call.make();
            } catch (SQLException | RuntimeException | Error again) {
                if (again != failure) { // as some drivers keep theirs
                    failure.addSuppressed(again);
                }
                throw failure;
            }
        }
    }
}
