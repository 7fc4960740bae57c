package io.noclobber.conformance;

import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Lets a contract's test that has failed say so if one of its connections is gone, before its sessions are closed: a failure of an
 * assertion does not. Stateless.
 */
final class LostConnectionsTold implements AfterTestExecutionCallback {
    private static final String CONNECTION_FAILURE = "08006";
    private static final int LINES = 3;

    @Override
    public void afterTestExecution(ExtensionContext context) throws InterruptedException {
        Optional<Throwable> failure =
                context.getExecutionException().filter(thrown -> !(thrown instanceof TestAbortedException));
        if (failure.isPresent() && ((Contract) context.getRequiredTestInstance()).hasLostAConnection()) {
            failure.get().addSuppressed(told(failure.get()));
        }
    }

    private static SQLException told(Throwable failure) {
        String what = String.valueOf(failure.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(LINES)
                .collect(Collectors.joining(" "));
        return new SQLException(
                "It failed, and a connection was gone that the test had not closed: " + what, CONNECTION_FAILURE);
    }
}
