package io.noclobber.agent.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** One line for each message, with the time and without passwords. Thread-safe. */
public final class ErrorOutput {
    private ErrorOutput() {}

    /**
     * Says {@code message}.
     *
     * @param level such as {@code WARN}
     * @param failure is said with all its frames, or {@code null}
     */
    public static void say(String level, String message, @Nullable Throwable failure) {
        StringWriter text = new StringWriter();
        text.append(Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        text.append(' ').append(level).append(" noclobber agent: ").append(message);
        if (failure != null) {
            text.append(System.lineSeparator());
            failure.printStackTrace(new PrintWriter(text, true));
        }
        // one call, so that lines of several threads do not mix
        System.err.println(SecretMask.hide(text.toString().stripTrailing()));
    }
}
