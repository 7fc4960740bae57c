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
 * Finds out whether the driver would take a stream that is kept back, by giving it an empty one. What it refuses, it
 * refuses at the setter then, as ever; what it takes is replaced by the stream itself before the statement runs, and
 * cannot be read any more should that ever be left out.
 *
 * <p>Setters of large objects are given no value instead, where the driver takes that: pgjdbc stores a large object at
 * once, and an empty one would stay in the database.
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

    /** Whether the driver has something to say about the stream at once. */
    static boolean isRefused(PreparedStatement own, int index, Setter setter, Object value, @Nullable Object detail) {
        Object shortened = TELLING_LENGTHS.contains(setter) ? shortened(detail) : detail;
        boolean storesAtOnce = OF_LARGE_OBJECTS.contains(setter) && !isNegative(shortened);
        if (storesAtOnce && takes(own, index, setter, null, shortened)) {
            return false;
        }
        if (value instanceof Reader) {
            EmptyReader empty = new EmptyReader();
            boolean taken = takes(own, index, setter, empty, shortened);
            empty.over = true;
            return !taken;
        }
        if (value instanceof InputStream) {
            EmptyStream empty = new EmptyStream();
            boolean taken = takes(own, index, setter, empty, shortened);
            empty.over = true;
            return !taken;
        }
        return false; // there are no empty ones of the other kinds
    }

    /** A length that fits an empty stream; what is wrong with a negative one stays wrong. */
    private static @Nullable Object shortened(@Nullable Object length) {
        if (length instanceof Integer number) {
            return Math.min(number, 0);
        }
        return length instanceof Long number ? (Object) Math.min(number, 0L) : length;
    }

    private static boolean isNegative(@Nullable Object length) {
        return length instanceof Number number && number.longValue() < 0;
    }

    private static boolean takes(
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

    private static final class EmptyStream extends InputStream {
        private volatile boolean over;

        @Override
        public int read() throws IOException {
            refuse(over);
            return -1;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            refuse(over);
            return -1;
        }
    }

    private static final class EmptyReader extends Reader {
        private volatile boolean over;

        @Override
        public int read(char[] into, int from, int length) throws IOException {
            refuse(over);
            return -1;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
