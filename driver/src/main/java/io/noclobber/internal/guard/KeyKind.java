package io.noclobber.internal.guard;

import io.noclobber.dialect.Capture;
import io.noclobber.dialect.ColumnType;
import io.noclobber.internal.catalog.Column;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.Temporal;
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
    /** Text, and the bytes of which a database makes text. */
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
            } catch (DateTimeException notATime) {
                return null;
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
    },
    /** A column of a database whose values carry their own type: 5 and {@code '5'} may be two rows of it. */
    VARIANT {
        @Override
        @Nullable Object unify(Object value) {
            return value instanceof Number ? NUMBER.unify(value) : TEXT.unify(value);
        }
    };

    private static final Pattern CHARACTERS = Pattern.compile(".*(CHAR|TEXT|CLOB|STRING).*");
    private static final int MILLIS_OF_A_SECOND = 1000;
    private static final DateTimeFormatter WITH_OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .parseLenient()
            .appendOffset("+H:mm:ss", "Z")
            .toFormatter(Locale.ROOT);

    /**
     * The form in which values of this kind meet that are spelled differently. Of two values that the database holds they
     * are the same; of a value that a statement gives, that is only a guess.
     *
     * @return {@code null} for what is no value of this kind
     */
    abstract @Nullable Object unify(Object value);

    /**
     * The form that the key of a stored row has: two rows of one table never have the same.
     *
     * @param captured a captured value
     * @return {@code null} where nothing exact is known of it
     */
    @Nullable Object stored(Object captured) {
        Object unified = unify(captured);
        if (unified != null) {
            return unified;
        }
        if (captured instanceof byte[]) {
            return BYTES.unify(captured);
        }
        // what has no form of its own stands for itself: a year, a NaN, the zero date
        boolean lasts = captured instanceof String
                || captured instanceof Number
                || captured instanceof Boolean
                || captured instanceof Temporal
                || captured instanceof Duration
                || captured instanceof UUID;
        return lasts ? captured : null;
    }

    /** Whether two different values may address one row, where the column's own equality is not exact. */
    boolean textual() {
        return this == TEXT || this == PADDED_TEXT || this == BYTES || this == VARIANT;
    }

    /** Whether the database may hold two different texts, or byte strings, for the same value of a key column. */
    static boolean spelledInManyWays(Column column) {
        KeyKind kind = of(column);
        return kind.textual() && !(column.rule().plain() && (kind != TEXT || isCharacters(column)));
    }

    /** Whether what a text is for the database is the text itself, and not the spelling of something else. */
    static boolean isCharacters(Column column) {
        String type = column.type().typeName().toUpperCase(Locale.ROOT);
        return CHARACTERS.matcher(type).matches();
    }

    /** Whether columns of this kind may be of a type whose values are captured in a form that {@code =} does not take: a YEAR, a BIT(8), an array. */
    boolean hasOtherForms(Column column) {
        return this == DATE || this == BOOLEAN || this == TEXT && !isCharacters(column);
    }

    static KeyKind of(Column column) {
        if (column.rule().capture() == Capture.OBJECT_BEFORE_TEXT) {
            return VARIANT;
        }
        ColumnType type = column.type();
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

    static String trimTrailingBlanks(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return end == text.length() ? text : text.substring(0, end);
    }
}
