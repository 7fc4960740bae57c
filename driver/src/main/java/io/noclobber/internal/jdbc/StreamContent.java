package io.noclobber.internal.jdbc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * What a stream of the application held when the driver would have read it, so that it may be closed thereafter and each
 * statement that it is given to gets the whole of it. What is large lies in a file without a name, which is gone with this
 * object. Immutable.
 */
final class StreamContent {
    private static final int IN_MEMORY = 1 << 20;
    private static final int AT_ONCE = 1 << 13;

    private final boolean text;
    private final byte[] start;
    private final @Nullable FileChannel rest;
    private final @Nullable IOException failure;

    private StreamContent(boolean text, byte[] start, @Nullable FileChannel rest, @Nullable IOException failure) {
        this.text = text;
        this.start = start;
        this.rest = rest;
        this.failure = failure;
    }

    /**
     * Reads {@code stream}, which is an {@link InputStream} or a {@link Reader}, up to its end or {@code limit}. Where that
     * fails, reading what {@link #open} gives fails in the same way.
     */
    static StreamContent of(Object stream, long limit) {
        boolean text = stream instanceof Reader;
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        FileChannel rest = null;
        try {
            byte[] some = new byte[AT_ONCE];
            long left = text && limit < Long.MAX_VALUE / 2 ? limit * 2 : limit;
            for (int count = read(stream, some, left); count > 0; count = read(stream, some, left)) {
                left -= count;
                if (start.size() < IN_MEMORY) {
                    start.write(some, 0, count);
                } else {
                    rest = rest == null ? file() : rest;
                    for (ByteBuffer part = ByteBuffer.wrap(some, 0, count); part.hasRemaining(); ) {
                        rest.write(part);
                    }
                }
            }
            return new StreamContent(text, start.toByteArray(), rest, null);
        } catch (IOException failure) {
            return new StreamContent(text, start.toByteArray(), rest, failure);
        }
    }

    /** Nobody else finds it, and the system deletes it when the channel is closed or nobody can reach it any more. */
    private static FileChannel file() throws IOException {
        Path path = Files.createTempFile("noclobber", null);
        return FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    private static int read(Object stream, byte[] into, long limit) throws IOException {
        int most = (int) Math.min(into.length, limit);
        if (most <= 0) {
            return -1;
        }
        if (stream instanceof InputStream bytes) {
            return bytes.read(into, 0, most);
        }
        char[] chars = new char[most / 2];
        int count = ((Reader) stream).read(chars, 0, chars.length);
        for (int i = 0; i < count; i++) {
            into[2 * i] = (byte) (chars[i] >> 8);
            into[2 * i + 1] = (byte) chars[i];
        }
        return count * 2;
    }

    /** A stream of the same kind, at its beginning. */
    Object open() {
        InputStream bytes = new Bytes();
        return text ? new Chars(bytes) : bytes;
    }

    private final class Bytes extends InputStream {
        private final ByteArrayInputStream memory = new ByteArrayInputStream(start);
        private long position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int count = memory.read(into, from, length);
            if (count < 0 && rest != null) {
                count = rest.read(ByteBuffer.wrap(into, from, length), position);
                position += Math.max(count, 0);
            }
            if (count < 0 && failure != null) {
                throw failure;
            }
            return count;
        }
    }

    private static final class Chars extends Reader {
        private final InputStream bytes;

        private Chars(InputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read(char[] into, int from, int length) throws IOException {
            byte[] some = new byte[Math.min(length, AT_ONCE) * 2];
            int count = bytes.readNBytes(some, 0, some.length) / 2;
            for (int i = 0; i < count; i++) {
                into[from + i] = (char) ((some[2 * i] & 0xff) << 8 | some[2 * i + 1] & 0xff);
            }
            return count == 0 && length > 0 ? -1 : count;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
