package io.noclobber.internal.guard;

import io.noclobber.dialect.ColumnType;
import io.noclobber.internal.catalog.Column;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Types;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The family of a key column's type, by which keys that an application spells differently are known
 * as the same: 5, 5L, {@code '5'} and 5.0 address one row of a numeric key.
 */
enum KeyKind {
    NUMBER {
        @Override
        @Nullable Object unify(Object value) {
            if (value instanceof Long) {
                return value;
            }
            if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
                return ((Number) value).longValue();
            }
            if (value instanceof Boolean truth) {
                return truth ? 1L : 0L;
            }
            try {
                return value instanceof Number || value instanceof String
                        ? unify(new BigDecimal(value.toString().strip()))
                        : null;
            } catch (NumberFormatException notANumber) {
                return null;
            }
        }

        private Object unify(BigDecimal number) {
            BigDecimal plain = number.stripTrailingZeros();
            return plain.scale() <= 0 && plain.precision() - plain.scale() <= 18
                    ? (Object) plain.longValueExact()
                    : plain;
        }
    },
    /** Text whose trailing blanks never count: CHAR. */
    PADDED_TEXT {
        @Override
        @Nullable Object unify(Object value) {
            return value instanceof String text ? trimTrailingBlanks(text) : null;
        }
    },
    /** Text, and the bytes that SQLite lets a column hold which its metadata takes for one of text. */
    TEXT {
        @Override
        @Nullable Object unify(Object value) {
            return value instanceof String ? value : BYTES.unify(value);
        }
    },
    DATE {
        @Override
        @Nullable Object unify(Object value) {
            if (value instanceof java.sql.Date date) {
                return date.toLocalDate();
            }
            try {
                return value instanceof String text
                        ? LocalDate.parse(text.strip())
                        : value instanceof LocalDate ? value : null;
            } catch (DateTimeException notADate) {
                return null;
            }
        }
    },
    TIMESTAMP {
        @Override
        @Nullable Object unify(Object value) {
            if (value instanceof java.sql.Timestamp timestamp) {
                return timestamp.toLocalDateTime();
            }
            try {
                return value instanceof String text
                        ? LocalDateTime.parse(text.strip().replace(' ', 'T'))
                        : value instanceof LocalDateTime ? value : null;
            } catch (DateTimeException notATimestamp) {
                return null;
            }
        }
    },
    TIME {
        @Override
        @Nullable Object unify(Object value) {
            if (value instanceof java.sql.Time time) {
                // some drivers send what is less than a second, others do not
                return time.getTime() % MILLIS_OF_A_SECOND == 0 ? time.toLocalTime() : null;
            }
            if (value instanceof Duration time) {
                boolean ofDay = !time.isNegative() && time.compareTo(Duration.ofDays(1)) < 0;
                return ofDay ? LocalTime.MIDNIGHT.plus(time) : time;
            }
            try {
                return value instanceof String text
                        ? LocalTime.parse(text.strip())
                        : value instanceof LocalTime ? value : null;
            } catch (DateTimeException longerThanADay) {
                return value;
            }
        }
    },
    /** A timestamp with a time zone: two texts of one instant address one row. */
    INSTANT {
        @Override
        @Nullable Object unify(Object value) {
            if (value instanceof OffsetDateTime time) {
                return time.toInstant();
            }
            try {
                return value instanceof String text
                        ? OffsetDateTime.parse(text.strip().replace(' ', 'T'), WITH_OFFSET)
                                .toInstant()
                        : value instanceof Instant ? value : null;
            } catch (DateTimeException notATimestamp) {
                return null;
            }
        }
    },
    BOOLEAN {
        @Override
        @Nullable Object unify(Object value) {
            return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
                case "true", "t", "1" -> true;
                case "false", "f", "0" -> false;
                default -> null;
            };
        }
    },
    IDENTIFIER {
        @Override
        @Nullable Object unify(Object value) {
            if (value instanceof byte[] bytes && bytes.length == 16) {
                ByteBuffer halves = ByteBuffer.wrap(bytes);
                return new UUID(halves.getLong(), halves.getLong());
            }
            try {
                return value instanceof String text
                        ? UUID.fromString(text.strip())
                        : value instanceof UUID ? value : null;
            } catch (IllegalArgumentException notAnIdentifier) {
                return null;
            }
        }
    },
    BYTES {
        @Override
        @Nullable Object unify(Object value) {
            return value instanceof byte[] bytes
                    ? ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer()
                    : null;
        }
    };

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final int MILLIS_OF_A_SECOND = 1000;
    private static final DateTimeFormatter WITH_OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .parseLenient()
            .appendOffset("+H:mm:ss", "Z")
            .toFormatter(Locale.ROOT);

    /**
     * The form in which keys of this kind are compared.
     *
     * @param value a captured value, a parameter or a literal
     * @return {@code null} when it cannot be told which row {@code value} addresses
     */
    abstract @Nullable Object unify(Object value);

    /** Whether two different texts may address one row, where the column's own equality is not exact. */
    boolean textual() {
        return this == TEXT || this == PADDED_TEXT;
    }

    /** Whether the database may hold two different texts for the same value of a key column. */
    static boolean spelledInManyWays(Column column) {
        return of(column.type()).textual() && !column.rule().plain();
    }

    /** The value by which a unified key is bound again. */
    static Object bindable(Object unified) {
        if (unified instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        if (unified instanceof LocalDate date) {
            return java.sql.Date.valueOf(date);
        }
        if (unified instanceof LocalTime time) {
            return time.equals(time.truncatedTo(ChronoUnit.SECONDS)) ? java.sql.Time.valueOf(time) : time;
        }
        if (unified instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        return unified instanceof LocalDateTime time ? java.sql.Timestamp.valueOf(time) : unified;
    }

    static KeyKind of(ColumnType type) {
        String name = type.typeName().toUpperCase(Locale.ROOT);
        if (name.equals("UNIQUEIDENTIFIER") || name.equals("UUID") && !isOnlyDeclared(type)) {
            return IDENTIFIER;
        }
        if (name.equals("TIMESTAMPTZ")) {
            return INSTANT;
        }
        return switch (type.jdbcType()) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.NUMERIC,
                    Types.DECIMAL,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE -> NUMBER;
            case Types.CHAR, Types.NCHAR -> PADDED_TEXT;
            case Types.DATE -> DATE;
            case Types.TIME -> name.equals("TIMETZ") ? TEXT : TIME;
            case Types.TIMESTAMP -> TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE -> INSTANT;
            // a tinyint(1), which holds numbers, is reported as one of these
            case Types.BOOLEAN, Types.BIT -> type.trait().startsWith("tinyint") ? NUMBER : BOOLEAN;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BYTES;
            default -> TEXT;
        };
    }

    /** Whether the database takes a UUID for a text or a number like any other, as SQLite does. */
    private static boolean isOnlyDeclared(ColumnType type) {
        return switch (type.jdbcType()) {
            case Types.CHAR, Types.VARCHAR, Types.NUMERIC -> true;
            default -> false;
        };
    }

    private static String trimTrailingBlanks(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return end == text.length() ? text : text.substring(0, end);
    }

    /** The form under which texts that some collation may hold equal meet: only ever a question, never an answer. */
    static String folded(Object unified) {
        String text = trimTrailingBlanks(unified.toString());
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
