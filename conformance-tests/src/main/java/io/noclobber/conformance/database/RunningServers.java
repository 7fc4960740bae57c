package io.noclobber.conformance.database;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/** The servers that this JVM has started, which end with it at the latest. Thread-safe. */
public final class RunningServers {
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Deque<AutoCloseable> SERVERS = new ArrayDeque<>();
    private static boolean hooked;

    private RunningServers() {}

    /** Keeps {@code server} to be closed when this JVM ends. */
    static void add(AutoCloseable server) {
        LOCK.lock();
        try {
            SERVERS.push(server);
            if (!hooked) {
                hooked = true;
                Runtime.getRuntime().addShutdownHook(new Thread(RunningServers::stop, "stop the databases"));
            }
        } finally {
            LOCK.unlock();
        }
    }

    /** Stops them all, sooner than the JVM ends. None can be had again. */
    public static void stop() {
        LOCK.lock();
        try {
            while (!SERVERS.isEmpty()) {
                AutoCloseable server = SERVERS.pop();
                try {
                    server.close();
                } catch (Exception e) {
                    System.err.println(server + " was not stopped: " + e);
                }
            }
        } finally {
            LOCK.unlock();
        }
    }
}
