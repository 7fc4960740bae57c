package io.noclobber.internal.guard;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the JDBC layer runs a part of a batch that the guard has prepared. */
public interface BatchAttempt extends QuestionWatch {
    /**
     * Executes consecutive elements as one batch of the driver.
     *
     * @param first position of the first element within the application's batch
     * @param run one prepared text an element; all guarded ones of a run have the same text
     * @return the driver's counts, one an element
     * @throws java.sql.BatchUpdateException or another exception, as the driver throws it
     */
    long[] execute(int first, List<GuardedSql> run) throws SQLException;

    /** Why the driver would not even prepare the text of the last {@link #execute}; {@code null} where it ran. */
    default @Nullable SQLException refusal() {
        return null;
    }
}
