package io.noclobber;

import io.noclobber.internal.sql.CachingSqlAnalyser;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Loads what the first statement would wait for, while the first connection is being made. Once a JVM,
 * on a daemon thread that ends by itself and keeps no class loader of the application.
 */
final class WarmUp {
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private WarmUp() {}

    static void begin() {
        if (BEGUN.compareAndSet(false, true)) {
            Thread thread = new Thread(null, CachingSqlAnalyser::warmUp, "noclobber-warm-up", 0, false);
            thread.setContextClassLoader(WarmUp.class.getClassLoader());
            thread.setDaemon(true);
            thread.start();
        }
    }
}
