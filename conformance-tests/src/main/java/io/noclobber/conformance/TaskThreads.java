package io.noclobber.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What runs the tasks that a request gives away. */
enum TaskThreads {
    /** Threads that run one task after the other. */
    POOLED {
        @Override
        ExecutorService start() {
            return Executors.newFixedThreadPool(2);
        }
    },

    /** A virtual thread for each task. */
    VIRTUAL {
        @Override
        ExecutorService start() throws ReflectiveOperationException {
            assumeTrue(Runtime.version().feature() >= 21, "before JDK 21 there are no virtual threads");
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        }
    };

    abstract ExecutorService start() throws ReflectiveOperationException;
}
