package io.noclobber.conformance;

import io.noclobber.conformance.database.Engine;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What two threads at one connection run into with the bare driver as well: the rows of the one keep the other from being run. */
final class KeptByRows {
    private static final int MOST_TIMES = 1_000;

    private KeptByRows() {}

    /** Whether nothing was run, because of rows that the other one reads or has just closed. */
    static boolean is(Engine engine, SQLException e) {
        if (engine == Engine.FIREBIRD) {
            // before a statement its driver completes those of the other, whose rows may be closed meanwhile
            return "24000".equals(e.getSQLState())
                    && Stream.of(e.getStackTrace())
                            .anyMatch(frame -> frame.getMethodName().equals("notifyStatementStarted"));
        }
        // cannot write once somebody else has written since the rows were opened, and does not wait for who may
        // wait for them
        return engine == Engine.SQLITE && String.valueOf(e.getMessage()).contains("[SQLITE_BUSY");
    }

    /** Runs {@code work}, again and again while it is kept from being run at all. */
    static <T> T atLast(Engine engine, Callable<T> work) throws Exception {
        return atLast(work, e -> is(engine, e));
    }

    /** The same for one that only reads, whose own rows the other thread may have closed. */
    static <T> T readAtLast(Engine engine, Callable<T> work) throws Exception {
        return atLast(work, e -> is(engine, e) || engine == Engine.FIREBIRD && "24000".equals(e.getSQLState()));
    }

    private static <T> T atLast(Callable<T> work, Predicate<SQLException> kept) throws Exception {
        for (int i = 0; ; i++) {
            try {
                return work.call();
            } catch (SQLException e) {
                if (!kept.test(e) || i == MOST_TIMES) {
                    throw e;
                }
            }
        }
    }
}
