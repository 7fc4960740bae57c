package io.noclobber.conformance.database;

import io.noclobber.config.InvalidOptionException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Failures by which a database or its driver says that a connection is lost, or that none is to be had now: the server was restarted, a
 * session was ended by its administrator, or there are as many connections as it allows. They tell nothing of noclobber. Stateless.
 */
public final class LostConnection {
    private static final String CONNECTION_EXCEPTION = "08";
    private static final String GUARD = "io.noclobber.";
    private static final String SUITE = "io.noclobber.conformance.";

    private static final Set<String> STATES = Set.of(
            // PostgreSQL: ended by its administrator, by a crash, not up yet, too many
            "57P01",
            "57P02",
            "57P03",
            "53300",
            // H2: broken, closed, shutting down
            "90067",
            "90098",
            "90121",
            // Derby: its network protocol broke off, its system is shut down, its database does not start
            "58009",
            "XJ015",
            "XJ040");

    /** Too many, of all or of one user; shutting down; ended by its administrator or for having been idle. */
    private static final Set<Integer> MYSQL_CODES = Set.of(1040, 1053, 1152, 1203, 1226, 1927, 4031);

    /** The network; shutting down; lost, or ended by its administrator. */
    private static final Set<Integer> FIREBIRD_CODES =
            Set.of(335544721, 335544722, 335544726, 335544727, 335544506, 335544528, 335544648, 335544741, 335544856);

    private LostConnection() {}

    /** What the database or its driver said, if that was the reason of a failure, or came along with it. */
    public static Optional<String> in(Throwable thrown, Engine engine) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> left = new ArrayDeque<>();
        left.add(thrown);
        while (!left.isEmpty()) {
            Throwable each = left.remove();
            if (!seen.add(each)) {
                continue;
            }
            if (each instanceof SQLException failed) {
                if (isLost(failed, engine)) {
                    return Optional.of(String.valueOf(failed.getMessage()).strip());
                }
                if (failed.getNextException() != null) {
                    left.add(failed.getNextException());
                }
            }
            if (each.getCause() != null) {
                left.add(each.getCause());
            }
            left.addAll(Arrays.asList(each.getSuppressed()));
        }
        return Optional.empty();
    }

    private static boolean isLost(SQLException failed, Engine engine) {
        String state = String.valueOf(failed.getSQLState());
        return state.startsWith(CONNECTION_EXCEPTION) && !isOfTheGuard(failed) && !isOfAStatement(failed, engine)
                || STATES.contains(state)
                || engine.isMySql() && MYSQL_CODES.contains(failed.getErrorCode())
                || engine == Engine.FIREBIRD && FIREBIRD_CODES.contains(failed.getErrorCode());
    }

    /** What noclobber refuses by itself where it connects, such as an option that is wrong: no database has a part in it. */
    private static boolean isOfTheGuard(SQLException failed) {
        StackTraceElement[] frames = failed.getStackTrace();
        boolean thrown = frames.length > 0
                && frames[0].getClassName().startsWith(GUARD)
                && !frames[0].getClassName().startsWith(SUITE);
        return thrown && (failed.getCause() == null || failed.getCause() instanceof InvalidOptionException);
    }

    /** DuckDB has the same state for statements that are closed, also by a failure, on connections that are there. */
    private static boolean isOfAStatement(SQLException failed, Engine engine) {
        return engine == Engine.DUCKDB
                && !String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT).contains("connection");
    }
}
