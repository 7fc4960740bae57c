package io.noclobber.conformance.tool;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work on a database that may never answer: it ends within a limit, or is left to a thread for which no program waits. Stateless. */
final class Limited {
    private Limited() {}

    /**
     * Does {@code work} in a thread of its own.
     *
     * @param name that of the thread
     * @throws TimeoutException when it has not ended after {@code millis}
     * @throws ExecutionException when it fails, with the cause
     */
    static <T> T within(long millis, String name, Callable<T> work)
            throws TimeoutException, ExecutionException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return task.get(millis, TimeUnit.MILLISECONDS);
    }
}
