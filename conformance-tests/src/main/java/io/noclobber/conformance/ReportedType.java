package io.noclobber.conformance;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A type as a driver's metadata tells it. Immutable.
 *
 * @param name the name in DDL
 * @param jdbcType the constant of {@link Types}
 * @param parameters what DDL has in parentheses behind it, as words
 */
record ReportedType(String name, int jdbcType, @Nullable String parameters) {

    /** Whether there are samples of it, and it is not one that the database fills by itself. */
    boolean isOrdinary() {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean fillsItself =
                lower.contains("serial") || lower.contains("identity") || lower.contains("auto_increment");
        return !fillsItself && !samples().isEmpty();
    }

    boolean isBinary() {
        return switch (jdbcType) {
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> true;
            default -> false;
        };
    }

    /** As a column of it is declared, short or with two decimals. */
    String declaration() {
        String lengthed = name.replace("()", "(20)");
        if (!lengthed.equals(name) || name.contains("(")) {
            return lengthed;
        }
        return switch (jdbcType) {
            case Types.CHAR, Types.VARCHAR, Types.NCHAR, Types.NVARCHAR, Types.BINARY, Types.VARBINARY ->
                parameters == null || parameters.isEmpty() ? name : name + "(20)";
            case Types.DECIMAL, Types.NUMERIC ->
                parameters == null || !parameters.contains(",") ? name : name + "(12,3)";
            default -> name;
        };
    }

    /** Values that differ as little as is common; those next to each other are changed into one another. */
    List<Object> samples() {
        if (name.equalsIgnoreCase("uuid")) {
            return List.of(new UUID(1, 1), new UUID(1, 2));
        }
        return switch (jdbcType) {
            case Types.BIT, Types.BOOLEAN -> List.of(true, false);
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> List.of(1, 2, 0);
            case Types.BIGINT -> List.of(1L, 2L, 0L);
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> List.of(1.5, 1.25, 0.0);
            case Types.DECIMAL, Types.NUMERIC ->
                List.of(new BigDecimal("10.100"), new BigDecimal("10.101"), BigDecimal.ZERO);
            case Types.CHAR, Types.NCHAR -> List.of("abc", "abC", "abd");
            case Types.VARCHAR, Types.NVARCHAR, Types.LONGVARCHAR, Types.LONGNVARCHAR ->
                List.of("abc", "abC", "abC ", "");
            case Types.CLOB, Types.NCLOB -> List.of("abc", "abC", "abC ");
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                List.of(new byte[] {1, 2}, new byte[] {1, 3});
            case Types.DATE -> List.of(Date.valueOf("2024-02-28"), Date.valueOf("2024-02-29"));
            case Types.TIME -> List.of(Time.valueOf("10:11:12"), Time.valueOf("10:11:13"));
            case Types.TIMESTAMP ->
                List.of(Timestamp.valueOf("2024-02-03 10:11:12"), Timestamp.valueOf("2024-02-03 10:11:13"));
            case Types.TIMESTAMP_WITH_TIMEZONE ->
                List.of(
                        OffsetDateTime.parse("2024-02-03T10:11:12+01:00"),
                        OffsetDateTime.parse("2024-02-03T10:11:13+01:00"));
            default -> List.of();
        };
    }
}
