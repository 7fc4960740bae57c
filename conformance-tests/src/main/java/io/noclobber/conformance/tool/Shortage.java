package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.Engine;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A failure by which a database says that it has no room or no memory left, which tells nothing of noclobber. Immutable.
 *
 * @param of what there is none left of
 * @param said what the database said
 */
record Shortage(String of, String said) {
    private static final String ROOM = "room";
    private static final String MEMORY = "memory";

    /** PostgreSQL; the log of Derby. */
    private static final Set<String> DISK_FULL = Set.of("53100", "XSLA4");

    /** PostgreSQL, the standard, H2. */
    private static final Set<String> OUT_OF_MEMORY = Set.of("53200", "HY001", "90108");

    /** Disk full; table full. */
    private static final Set<Integer> MYSQL_FULL = Set.of(1021, 1114);

    /** In the lowest byte of its extended codes. */
    private static final int SQLITE_FULL = 13;

    /** Older releases of MySQL name the error of the system by its number only. */
    private static final Pattern FULL = Pattern.compile(
            "(disk|database|tablespace|device|table|file) .{0,80}\\bfull\\b|no space left|out of disk"
                    + "|\\b(error|errcode:) 28\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** The one that is the reason of a failure, if there is one. Drivers may leave it to the cause of theirs to say so. */
    static Optional<Shortage> in(Throwable thrown, Engine engine) {
        boolean ofDatabase = false;
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            String message = String.valueOf(each.getMessage());
            if (each instanceof SQLException failed) {
                ofDatabase = true;
                String state = String.valueOf(failed.getSQLState());
                if (OUT_OF_MEMORY.contains(state)) {
                    return Optional.of(new Shortage(MEMORY, message.strip()));
                }
                if (DISK_FULL.contains(state) || isFull(failed.getErrorCode(), engine)) {
                    return Optional.of(new Shortage(ROOM, message.strip()));
                }
            }
            if (ofDatabase && FULL.matcher(message).find()) {
                return Optional.of(new Shortage(ROOM, message.strip()));
            }
        }
        return Optional.empty();
    }

    private static boolean isFull(int code, Engine engine) {
        return engine.isMySql() && MYSQL_FULL.contains(code) || engine == Engine.SQLITE && (code & 0xff) == SQLITE_FULL;
    }
}
