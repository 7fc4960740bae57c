package io.noclobber.row;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * What an image holds of a value that is too long to be kept, or that no class of Java can hold: two values with the same
 * digest are the same. Immutable.
 *
 * @param length how long the value is
 * @param unit of what it is made
 * @param sha256 its SHA-256 in hexadecimal digits; that of a text is the one of its UTF-16 form
 */
public record ValueDigest(long length, Unit unit, String sha256) {
    /** The longest value that is kept as it is, in characters or bytes. */
    public static final int LONGEST_KEPT = 32_000;

    private static final int SHOWN_DIGITS = 8;

    /** What a value is made of. */
    public enum Unit {
        BYTES,
        /** Of a text that cannot be decoded. */
        BYTES_OF_TEXT,
        /** Of Java: a character beyond the basic plane counts as two. */
        CHARACTERS
    }

    public ValueDigest {
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(sha256, "sha256");
    }

    /** The text itself, or its digest where it is too long. */
    public static Object of(String text) {
        if (text.length() <= LONGEST_KEPT) {
            return text;
        }
        Builder digest = new Builder(Unit.CHARACTERS);
        digest.add(text.toCharArray(), text.length());
        return digest.build();
    }

    /** The bytes themselves, or their digest where they are too many. */
    public static Object of(byte[] bytes) {
        if (bytes.length <= LONGEST_KEPT) {
            return bytes;
        }
        Builder digest = new Builder(Unit.BYTES);
        digest.add(bytes, bytes.length);
        return digest.build();
    }

    /** Of a text of which only its bytes can be told. */
    public static ValueDigest ofEncoded(byte[] text) {
        Builder digest = new Builder(Unit.BYTES_OF_TEXT);
        digest.add(text, text.length);
        return digest.build();
    }

    /** All that the stream still gives, or its digest where it is too long; a longer one never lies in memory as a whole. */
    public static Object of(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(LONGEST_KEPT + 1);
        if (bytes.length <= LONGEST_KEPT) {
            return bytes;
        }
        Builder digest = new Builder(Unit.BYTES);
        for (int count = bytes.length; count > 0; count = stream.readNBytes(bytes, 0, bytes.length)) {
            digest.add(bytes, count);
        }
        return digest.build();
    }

    /** All that the reader still gives, or its digest, as above. */
    public static Object of(Reader reader) throws IOException {
        char[] characters = new char[LONGEST_KEPT + 1];
        int count = fill(reader, characters);
        if (count <= LONGEST_KEPT) {
            return new String(characters, 0, count);
        }
        Builder digest = new Builder(Unit.CHARACTERS);
        for (; count > 0; count = fill(reader, characters)) {
            digest.add(characters, count);
        }
        return digest.build();
    }

    private static int fill(Reader reader, char[] characters) throws IOException {
        int filled = 0;
        while (filled < characters.length) {
            int count = reader.read(characters, filled, characters.length - filled);
            if (count < 0) {
                break;
            }
            filled += count;
        }
        return filled;
    }

    /** As it is shown to people, such as {@code 52428800 bytes (SHA-256 9f86d081…)}. */
    @Override
    public String toString() {
        return length + (unit == Unit.CHARACTERS ? " characters" : " bytes") + " (SHA-256 "
                + sha256.substring(0, Math.min(SHOWN_DIGITS, sha256.length())) + "…)";
    }

    private static final class Builder {
        private final Unit unit;
        private final MessageDigest digest;
        private long length;

        Builder(Unit unit) {
            this.unit = unit;
            try {
                this.digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java platform has SHA-256", impossible);
            }
        }

        void add(byte[] bytes, int count) {
            digest.update(bytes, 0, count);
            length += count;
        }

        void add(char[] characters, int count) {
            // not an encoder's work: half a surrogate pair must count as what it is
            ByteBuffer bytes = ByteBuffer.allocate(2 * count);
            bytes.asCharBuffer().put(characters, 0, count);
            digest.update(bytes);
            length += count;
        }

        ValueDigest build() {
            return new ValueDigest(length, unit, HexFormat.of().formatHex(digest.digest()));
        }
    }
}
