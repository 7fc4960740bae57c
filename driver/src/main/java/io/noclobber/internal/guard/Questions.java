package io.noclobber.internal.guard;

import io.noclobber.internal.guard.ConnectionGuard.Call;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Runs what the guard asks of the application's own connection. Confined to the thread that writes or ends a transaction. */
final class Questions {
    private volatile QuestionWatch watch = QuestionWatch.NONE;

    /** Whatever is asked from here on is asked for the write that {@code attempt} runs. */
    void begin(QuestionWatch attempt) {
        watch = attempt;
    }

    /** The write is over. */
    void end() {
        watch = QuestionWatch.NONE;
    }

    <T extends @Nullable Object> T ask(Statement question, Call<T> call) throws SQLException {
        QuestionWatch told = watch;
        told.asks(question);
        try {
            return call.run();
        } finally {
            told.answered();
        }
    }
}
