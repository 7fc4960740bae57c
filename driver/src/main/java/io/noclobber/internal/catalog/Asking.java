package io.noclobber.internal.catalog;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Lets whatever a driver throws when it is asked for metadata be a failure that is handled: old drivers lack methods, and odd ones throw
 * what they like. Stateless.
 */
final class Asking {
    /** Something to ask a driver. */
    interface Question<T extends @Nullable Object> {
        T ask() throws SQLException;
    }

    private Asking() {}

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
