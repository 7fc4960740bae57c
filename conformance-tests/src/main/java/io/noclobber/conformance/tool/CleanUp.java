package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.Database;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Drops what a run has made: when it ends, and as a shutdown hook when somebody ends it by Ctrl-C or SIGTERM. */
final class CleanUp extends Thread {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long PAUSE_MILLIS = 500;

    private final OwnObjects own;
    private volatile boolean finished;

    CleanUp(Database database) {
        super("clean up");
        this.own = new OwnObjects(database);
    }

    /** The test that is running may hold locks still, and drops its own tables if it is given the time. */
    @Override
    public void run() {
        if (finished) {
            return;
        }
        ChosenContracts.stop();
        System.err.println("Stopped; dropping what was made.");
        List<String> left = new ArrayList<>();
        long limit = System.nanoTime() + LIMIT_NANOS;
        int quiet = 0;
        while (quiet < 2 && System.nanoTime() < limit) {
            try {
                quiet = own.drop(left).isEmpty() && left.isEmpty() ? quiet + 1 : 0;
                Thread.sleep(PAUSE_MILLIS);
            } catch (SQLException failed) {
                left.add(String.valueOf(failed.getMessage()));
            } catch (InterruptedException ended) {
                break;
            }
        }
        if (!left.isEmpty()) {
            System.err.println("Not everything could be dropped; the command clean does it later.");
        }
    }

    /** At the end of a run, when nobody holds locks any more. */
    void finish(PrintWriter err) {
        if (ChosenContracts.isStopped()) {
            return;
        }
        finished = true;
        List<String> left = new ArrayList<>();
        try {
            own.drop(left);
        } catch (SQLException failed) {
            left.add(String.valueOf(failed.getMessage()));
        }
        if (!left.isEmpty()) {
            err.println("Not everything could be dropped; the command clean does it later: " + left);
        }
    }
}
