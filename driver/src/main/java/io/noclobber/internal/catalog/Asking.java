package io.noclobber.internal.catalog;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLSyntaxErrorException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets whatever a driver throws when it is asked for metadata be a failure that is handled: old drivers lack methods, and odd ones throw
 * what they like. Stateless.
 */
public final class Asking {
    /** Of SQLStates that say that what was asked for is not understood, not there, not allowed or not supported. */
    private static final Set<String> UNABLE = Set.of("07", "0A", "22", "42", "S0", "S1");

    /** Something to ask a driver. */
    interface Question<T extends @Nullable Object> {
        T ask() throws SQLException;
    }

    private Asking() {}

    /** Whether a driver fails so that it will fail again, and not because the database is busy or away. */
    public static boolean isUnable(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLFeatureNotSupportedException
                || failure instanceof SQLSyntaxErrorException
                || failure.getCause() != null && !(failure.getCause() instanceof Exception)
                || failure.getCause() instanceof RuntimeException
                || state != null && state.length() > 1 && UNABLE.contains(state.substring(0, 2));
    }

    /**
     * The answer.
     *
     * @throws SQLException whatever else the driver threw, as its cause
     */
    static <T extends @Nullable Object> T of(Question<T> question) throws SQLException {
        try {
            return question.ask();
        } catch (VirtualMachineError ofTheJvm) {
            throw ofTheJvm;
        } catch (RuntimeException | Error fault) {
            throw new SQLException("The driver fails when it is asked what tables there are: " + fault, fault);
        }
    }
}
