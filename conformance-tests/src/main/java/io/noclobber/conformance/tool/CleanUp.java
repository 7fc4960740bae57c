package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.Database;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Drops what a run has made: when it ends, and as a shutdown hook when somebody ends it by Ctrl-C or SIGTERM. */
final class CleanUp extends Thread {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long PAUSE_MILLIS = 500;
    private static final String LEFT = "Not everything could be dropped; the command clean does it later";

    private final OwnObjects own;

    /** Held by whoever drops, so that a program which is ended while it tidies up waits until it has. */
    private final Lock dropping = new ReentrantLock();

    private boolean finished;
    private volatile boolean abandoned;
    private volatile boolean probing;

    CleanUp(Database database) {
        super("clean up");
        this.own = OwnObjects.ofThisRun(database);
    }

    @Override
    public void run() {
        tidyUp();
        if (ChosenContracts.isStopped()) {
            DerbyLog.shutDown();
        }
    }

    /** The test that is running may hold locks still, and drops its own tables if it is given the time. */
    private void tidyUp() {
        if (abandoned) {
            return;
        }
        try {
            if (!dropping.tryLock(LIMIT_NANOS, TimeUnit.NANOSECONDS)) {
                System.err.println(LEFT + ".");
                return;
            }
        } catch (InterruptedException ended) {
            return;
        }
        try {
            if (!finished) {
                dropUntilQuiet();
            }
        } finally {
            dropping.unlock();
        }
    }

    private void dropUntilQuiet() {
        ChosenContracts.stop();
        System.err.println("Stopped; dropping what was made.");
        boolean left = false;
        long limit = System.nanoTime() + LIMIT_NANOS;
        int quiet = 0;
        while (quiet < 2 && System.nanoTime() < limit) {
            try {
                Removal removal = Removal.of(own, TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime()));
                left = !removal.left().isEmpty();
                quiet = removal.gone().isEmpty() && !left && !probing ? quiet + 1 : 0;
            } catch (SQLException failed) {
                quiet = 0;
                left = true;
            } catch (InterruptedException ended) {
                break;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException ended) {
                break;
            }
        }
        if (left) {
            System.err.println(LEFT + ".");
        }
    }

    /** The run looks what the database does, or has done so: what that makes no test drops, whoever stops it. */
    void probing(boolean goesOn) {
        probing = goesOn;
    }

    /** Drops nothing at the end of the program either: the database does not answer. */
    void abandon() {
        abandoned = true;
    }

    /** At the end of a run, when nobody holds locks any more. */
    void finish(PrintWriter err) {
        if (ChosenContracts.isStopped()) {
            return;
        }
        List<String> left = new ArrayList<>();
        dropping.lock();
        try {
            left.addAll(
                    Removal.of(own, TimeUnit.NANOSECONDS.toMillis(LIMIT_NANOS)).left());
        } catch (SQLException failed) {
            left.add(String.valueOf(failed.getMessage()));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            finished = true;
            dropping.unlock();
        }
        if (!left.isEmpty()) {
            err.println(LEFT + ": " + left);
        }
    }
}
