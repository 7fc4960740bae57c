package io.noclobber.conformance.tool;

import io.noclobber.conformance.Contract;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.platform.engine.TestTag;

/**
 * Tests that were ended by their time limit. That is no verdict about what they ask, as the database may be slow or busy; but where a
 * contract is about waiting itself, it is. Stateless.
 */
final class TimeLimit {
    /** What JUnit says; a wait within a contract says nothing, and its failure is one. */
    private static final Pattern ENDED = Pattern.compile("timed out after (\\d+ \\w+)");

    private TimeLimit() {}

    /**
     * What happened, if it was only that.
     *
     * @param tags those of the test
     */
    static Optional<String> of(Throwable thrown, Set<TestTag> tags) {
        if (!(thrown instanceof TimeoutException) || tags.contains(TestTag.create(Contract.MUST_END))) {
            return Optional.empty();
        }
        Matcher ended = ENDED.matcher(String.valueOf(thrown.getMessage()));
        return ended.find() ? Optional.of("It took longer than " + ended.group(1) + ".") : Optional.empty();
    }
}
