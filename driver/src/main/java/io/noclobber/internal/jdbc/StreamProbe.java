package io.noclobber.internal.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the driver would take a stream that is kept back, and when it reads it, by giving it another one. What it
 * refuses, it refuses at the setter then, as ever; what it takes is replaced by the stream itself before the statement runs,
 * and cannot be read any more should that ever be left out.
 *
 * <p>Setters of large objects are given no value instead, where the driver may store one at once, as pgjdbc does: it would stay
 * in the database.
 */
final class StreamProbe {
    private static final Set<Setter> TELLING_LENGTHS = EnumSet.of(
            Setter.ASCII_STREAM_INT,
            Setter.ASCII_STREAM_LONG,
            Setter.BINARY_STREAM_INT,
            Setter.BINARY_STREAM_LONG,
            Setter.UNICODE_STREAM_INT,
            Setter.CHARACTER_STREAM_INT,
            Setter.CHARACTER_STREAM_LONG,
            Setter.NCHARACTER_STREAM_LONG,
            Setter.BLOB_STREAM_LONG,
            Setter.CLOB_READER_LONG,
            Setter.NCLOB_READER_LONG);

    private static final Set<Setter> OF_LARGE_OBJECTS = EnumSet.of(
            Setter.BLOB_STREAM,
            Setter.BLOB_STREAM_LONG,
            Setter.CLOB_READER,
            Setter.CLOB_READER_LONG,
            Setter.NCLOB_READER,
            Setter.NCLOB_READER_LONG);

    private StreamProbe() {}

    /** What the driver does with a stream. */
    enum Answer {
        /** It has something to say about it at once. */
        REFUSES,
        /** It takes it, and reads it later. */
        KEEPS,
        /** It reads it at once: the application may do with it what it likes thereafter. */
        READS,
        /** It takes one, and was not asked when it reads it. */
        MAY_STORE
    }

    /**
     * What the driver does with {@code value}.
     *
     * @param stores whether it may store a large object as soon as it is given one
     */
    static Answer ask(
            PreparedStatement own, int index, Setter setter, Object value, @Nullable Object detail, boolean stores) {
        Object shortened = TELLING_LENGTHS.contains(setter) ? shortened(detail) : detail;
        boolean storesAtOnce = stores && OF_LARGE_OBJECTS.contains(setter) && !isNegative(shortened);
        if (storesAtOnce && takes(own, index, setter, null, shortened)) {
            return Answer.MAY_STORE;
        }
        if (value instanceof Reader) {
            ShortReader text = new ShortReader();
            boolean taken = takes(own, index, setter, text, shortened);
            text.over = true;
            return answer(taken, text.read);
        }
        if (value instanceof InputStream) {
            ShortStream bytes = new ShortStream();
            boolean taken = takes(own, index, setter, bytes, shortened);
            bytes.over = true;
            return answer(taken, bytes.read);
        }
        return Answer.KEEPS; // there are none of the other kinds
    }

    private static Answer answer(boolean taken, boolean read) {
        if (read) {
            return Answer.READS;
        }
        return taken ? Answer.KEEPS : Answer.REFUSES;
    }

    /** To how much of the stream {@code setter} keeps. */
    static long limit(Setter setter, @Nullable Object detail) {
        return TELLING_LENGTHS.contains(setter) && detail instanceof Number length
                ? length.longValue()
                : Long.MAX_VALUE;
    }

    /** A length that fits a stream of one character; what is wrong with a negative one stays wrong. */
    private static @Nullable Object shortened(@Nullable Object length) {
        if (length instanceof Integer number) {
            return Math.min(number, 1);
        }
        return length instanceof Long number ? (Object) Math.min(number, 1L) : length;
    }

    private static boolean isNegative(@Nullable Object length) {
        return length instanceof Number number && number.longValue() < 0;
    }

    /** Asks twice before it believes a refusal: the stream of the application is not kept back for one that does not last. */
    private static boolean takes(
            PreparedStatement own, int index, Setter setter, @Nullable Object value, @Nullable Object detail) {
        boolean taken = takesNow(own, index, setter, value, detail);
        return taken || takesNow(own, index, setter, value, detail);
    }

    private static boolean takesNow(
            PreparedStatement own, int index, Setter setter, @Nullable Object value, @Nullable Object detail) {
        try {
            setter.bind(own, index, value, detail);
            return true;
        } catch (SQLException | RuntimeException | AbstractMethodError refused) {
            return false; // the application is told by the driver itself, about its own stream
        }
    }

    private static void refuse(boolean over) throws IOException {
        if (over) {
            throw new IOException("noclobber keeps this stream back until it is known which statement runs,"
                    + " and the driver has run this one by itself: execute it by the methods of JDBC");
        }
    }

    /** One byte. */
    private static final class ShortStream extends InputStream {
        private volatile boolean over;
        private boolean read;

        @Override
        public int read() throws IOException {
            refuse(over);
            boolean first = !read;
            read = true;
            return first ? '0' : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int one = read();
            into[from] = (byte) one;
            return one < 0 ? -1 : 1;
        }
    }

    /** One character. */
    private static final class ShortReader extends Reader {
        private volatile boolean over;
        private boolean read;

        @Override
        public int read(char[] into, int from, int length) throws IOException {
            refuse(over);
            if (length == 0) {
                return 0;
            }
            boolean first = !read;
            read = true;
            into[from] = '0';
            return first ? 1 : -1;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
