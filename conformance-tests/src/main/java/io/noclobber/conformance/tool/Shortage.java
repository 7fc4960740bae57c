package io.noclobber.conformance.tool;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Failures by which a database says that it has no room left, which tell nothing of noclobber. Stateless. */
final class Shortage {
    private static final String INSUFFICIENT_RESOURCES = "53";
    private static final Pattern FULL = Pattern.compile(
            "(disk|database|tablespace|device|table|file) .{0,80}\\bfull\\b|no space left|out of disk",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Shortage() {}

    /** What the database said, if that was it. */
    static Optional<String> of(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            String message = String.valueOf(each.getMessage());
            if (each instanceof SQLException failed
                    && (String.valueOf(failed.getSQLState()).startsWith(INSUFFICIENT_RESOURCES)
                            || FULL.matcher(message).find())) {
                return Optional.of(message.strip());
            }
        }
        return Optional.empty();
    }
}
