package io.noclobber.store;

import io.noclobber.row.RowImage;
import io.noclobber.row.ValueDigest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a value of one class is written as bytes. A number stands before each; numbers are never given anew. */
enum ValueForm {
    NULL(0, (@Nullable Object) null),
    NOT_READ(1, RowImage.NOT_READ),
    FALSE(2, (Object) false),
    TRUE(3, (Object) true),
    BYTE(4, Byte.class) {
        @Override
        void put(ByteWriter out, Object value) {
            out.fixed((Byte) value, Byte.BYTES);
        }

        @Override
        Object get(ByteReader in) {
            return (byte) in.fixed(Byte.BYTES);
        }
    },
    SHORT(5, Short.class) {
        @Override
        void put(ByteWriter out, Object value) {
            out.fixed((Short) value, Short.BYTES);
        }

        @Override
        Object get(ByteReader in) {
            return (short) in.fixed(Short.BYTES);
        }
    },
    INTEGER(6, Integer.class) {
        @Override
        void put(ByteWriter out, Object value) {
            out.fixed((Integer) value, Integer.BYTES);
        }

        @Override
        Object get(ByteReader in) {
            return (int) in.fixed(Integer.BYTES);
        }
    },
    LONG(7, Long.class) {
        @Override
        void put(ByteWriter out, Object value) {
            out.fixed((Long) value, Long.BYTES);
        }

        @Override
        Object get(ByteReader in) {
            return in.fixed(Long.BYTES);
        }
    },
    FLOAT(8, Float.class) {
        @Override
        void put(ByteWriter out, Object value) {
            out.fixed(Float.floatToRawIntBits((Float) value), Float.BYTES);
        }

        @Override
        Object get(ByteReader in) {
            return Float.intBitsToFloat((int) in.fixed(Float.BYTES));
        }
    },
    DOUBLE(9, Double.class) {
        @Override
        void put(ByteWriter out, Object value) {
            out.fixed(Double.doubleToRawLongBits((Double) value), Double.BYTES);
        }

        @Override
        Object get(ByteReader in) {
            return Double.longBitsToDouble(in.fixed(Double.BYTES));
        }
    },
    DECIMAL(10, BigDecimal.class) {
        @Override
        void put(ByteWriter out, Object value) {
            BigDecimal decimal = (BigDecimal) value;
            out.fixed(decimal.scale(), Integer.BYTES);
            out.raw(decimal.unscaledValue().toByteArray());
        }

        @Override
        Object get(ByteReader in) {
            int scale = (int) in.fixed(Integer.BYTES);
            return new BigDecimal(new BigInteger(in.raw()), scale);
        }
    },
    WHOLE(11, BigInteger.class) {
        @Override
        void put(ByteWriter out, Object value) {
            out.raw(((BigInteger) value).toByteArray());
        }

        @Override
        Object get(ByteReader in) {
            return new BigInteger(in.raw());
        }
    },
    TEXT(12, String.class) {
        @Override
        void put(ByteWriter out, Object value) {
            out.text((String) value);
        }

        @Override
        Object get(ByteReader in) {
            return in.text();
        }
    },
    BYTES(13, byte[].class) {
        @Override
        void put(ByteWriter out, Object value) {
            out.raw((byte[]) value);
        }

        @Override
        Object get(ByteReader in) {
            return in.raw();
        }
    },
    DATE(14, LocalDate.class) {
        @Override
        void put(ByteWriter out, Object value) {
            out.fixed(((LocalDate) value).toEpochDay(), Long.BYTES);
        }

        @Override
        Object get(ByteReader in) {
            return LocalDate.ofEpochDay(in.fixed(Long.BYTES));
        }
    },
    TIME(15, LocalTime.class) {
        @Override
        void put(ByteWriter out, Object value) {
            out.fixed(((LocalTime) value).toNanoOfDay(), Long.BYTES);
        }

        @Override
        Object get(ByteReader in) {
            return LocalTime.ofNanoOfDay(in.fixed(Long.BYTES));
        }
    },
    DATE_TIME(16, LocalDateTime.class) {
        @Override
        void put(ByteWriter out, Object value) {
            DATE.put(out, ((LocalDateTime) value).toLocalDate());
            TIME.put(out, ((LocalDateTime) value).toLocalTime());
        }

        @Override
        Object get(ByteReader in) {
            return LocalDateTime.of((LocalDate) DATE.get(in), (LocalTime) TIME.get(in));
        }
    },
    OFFSET_TIME(17, OffsetTime.class) {
        @Override
        void put(ByteWriter out, Object value) {
            TIME.put(out, ((OffsetTime) value).toLocalTime());
            out.fixed(((OffsetTime) value).getOffset().getTotalSeconds(), Integer.BYTES);
        }

        @Override
        Object get(ByteReader in) {
            return OffsetTime.of((LocalTime) TIME.get(in), offset(in));
        }
    },
    OFFSET_DATE_TIME(18, OffsetDateTime.class) {
        @Override
        void put(ByteWriter out, Object value) {
            DATE_TIME.put(out, ((OffsetDateTime) value).toLocalDateTime());
            out.fixed(((OffsetDateTime) value).getOffset().getTotalSeconds(), Integer.BYTES);
        }

        @Override
        Object get(ByteReader in) {
            return OffsetDateTime.of((LocalDateTime) DATE_TIME.get(in), offset(in));
        }
    },
    DURATION(19, Duration.class) {
        @Override
        void put(ByteWriter out, Object value) {
            out.fixed(((Duration) value).toSeconds(), Long.BYTES);
            out.fixed(((Duration) value).toNanosPart(), Integer.BYTES);
        }

        @Override
        Object get(ByteReader in) {
            long seconds = in.fixed(Long.BYTES);
            return Duration.ofSeconds(seconds, in.fixed(Integer.BYTES));
        }
    },
    PERIOD(20, Period.class) {
        @Override
        void put(ByteWriter out, Object value) {
            Period period = (Period) value;
            out.fixed(period.getYears(), Integer.BYTES);
            out.fixed(period.getMonths(), Integer.BYTES);
            out.fixed(period.getDays(), Integer.BYTES);
        }

        @Override
        Object get(ByteReader in) {
            int years = (int) in.fixed(Integer.BYTES);
            int months = (int) in.fixed(Integer.BYTES);
            return Period.of(years, months, (int) in.fixed(Integer.BYTES));
        }
    },
    INSTANT(21, Instant.class) {
        @Override
        void put(ByteWriter out, Object value) {
            Instant instant = (Instant) value;
            out.fixed(instant.getEpochSecond(), Long.BYTES);
            out.fixed(instant.getNano(), Integer.BYTES);
        }

        @Override
        Object get(ByteReader in) {
            long seconds = in.fixed(Long.BYTES);
            return Instant.ofEpochSecond(seconds, in.fixed(Integer.BYTES));
        }
    },
    UNIQUE_ID(22, UUID.class) {
        @Override
        void put(ByteWriter out, Object value) {
            out.fixed(((UUID) value).getMostSignificantBits(), Long.BYTES);
            out.fixed(((UUID) value).getLeastSignificantBits(), Long.BYTES);
        }

        @Override
        Object get(ByteReader in) {
            long high = in.fixed(Long.BYTES);
            return new UUID(high, in.fixed(Long.BYTES));
        }
    },
    DIGEST(23, ValueDigest.class) {
        @Override
        void put(ByteWriter out, Object value) {
            ValueDigest digest = (ValueDigest) value;
            out.fixed(digest.length(), Long.BYTES);
            out.flag(digest.unit() == ValueDigest.Unit.CHARACTERS);
            out.text(digest.sha256());
        }

        @Override
        Object get(ByteReader in) {
            long length = in.fixed(Long.BYTES);
            ValueDigest.Unit unit = in.flag() ? ValueDigest.Unit.CHARACTERS : ValueDigest.Unit.BYTES;
            return new ValueDigest(length, unit, in.text());
        }
    },
    SQL_DATE(24, Date.class) {
        @Override
        void put(ByteWriter out, Object value) {
            out.fixed(((Date) value).getTime(), Long.BYTES);
        }

        @Override
        Object get(ByteReader in) {
            return new Date(in.fixed(Long.BYTES));
        }
    },
    SQL_TIME(25, Time.class) {
        @Override
        void put(ByteWriter out, Object value) {
            out.fixed(((Time) value).getTime(), Long.BYTES);
        }

        @Override
        Object get(ByteReader in) {
            return new Time(in.fixed(Long.BYTES));
        }
    },
    SQL_TIMESTAMP(26, Timestamp.class) {
        @Override
        void put(ByteWriter out, Object value) {
            out.fixed(((Timestamp) value).getTime(), Long.BYTES);
            out.fixed(((Timestamp) value).getNanos(), Integer.BYTES);
        }

        @Override
        Object get(ByteReader in) {
            Timestamp timestamp = new Timestamp(in.fixed(Long.BYTES));
            timestamp.setNanos((int) in.fixed(Integer.BYTES));
            return timestamp;
        }
    };

    private static final ValueForm[] ALL = values();

    private static final ClassValue<Object> OF_CLASS = new ClassValue<>() {
        @Override
        protected Object computeValue(Class<?> type) {
            for (ValueForm form : ALL) {
                if (form.type == type) {
                    return form;
                }
            }
            return NOT_READ; // stands for none: no class has this form
        }
    };

    private final int number;
    private final @Nullable Class<?> type;
    private final @Nullable Object constant;

    ValueForm(int number, Class<?> type) {
        this.number = number;
        this.type = type;
        this.constant = null;
    }

    /** The form of one value, of which nothing but the number is written. */
    ValueForm(int number, @Nullable Object constant) {
        this.number = number;
        this.type = null;
        this.constant = constant;
    }

    int number() {
        return number;
    }

    void put(ByteWriter out, Object value) {}

    @Nullable Object get(ByteReader in) {
        return constant;
    }

    private static ZoneOffset offset(ByteReader in) {
        return ZoneOffset.ofTotalSeconds((int) in.fixed(Integer.BYTES));
    }

    static void write(ByteWriter out, @Nullable Object value) {
        ValueForm form = of(value);
        out.fixed(form.number, 1);
        if (value != null) {
            form.put(out, value);
        }
    }

    private static ValueForm of(@Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        if (value == RowImage.NOT_READ) {
            return NOT_READ;
        }
        if (value instanceof Boolean flag) {
            return flag ? TRUE : FALSE;
        }
        ValueForm form = (ValueForm) OF_CLASS.get(value.getClass());
        if (form == NOT_READ) {
            throw new StoreFormatException("A value of " + value.getClass().getName()
                    + " cannot be kept outside of the JVM: it has no form in bytes");
        }
        return form;
    }

    static @Nullable Object read(ByteReader in) {
        int number = (int) in.fixed(1);
        if (number >= ALL.length) {
            throw new StoreFormatException("A stored row holds a value of the unknown form " + number);
        }
        return ALL[number].get(in);
    }
}
