package io.noclobber.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts numbers and texts behind each other as bytes. Confined to one thread. */
final class ByteWriter {
    private byte[] bytes = new byte[256];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    private void reserve(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), bytes.length * 2));
        }
    }

    /** The lowest {@code size} bytes of a number, the highest of them first. */
    void fixed(long number, int size) {
        reserve(size);
        for (int shift = (size - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (number >>> shift);
        }
    }

    /** A number that is never negative and most often small. */
    void number(int number) {
        int left = number;
        while ((left & ~0x7F) != 0) {
            fixed(left & 0x7F | 0x80, 1);
            left >>>= 7;
        }
        fixed(left, 1);
    }

    void flag(boolean set) {
        fixed(set ? 1 : 0, 1);
    }

    void raw(byte[] more) {
        number(more.length);
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    /** A text, with half surrogate pairs and all: one byte a character where that is enough, else two. */
    void text(String text) {
        boolean narrow = text.chars().allMatch(character -> character <= 0xFF);
        flag(narrow);
        if (narrow) {
            raw(text.getBytes(StandardCharsets.ISO_8859_1));
        } else {
            number(text.length());
            reserve(2 * text.length());
            text.chars().forEach(character -> fixed(character, 2));
        }
    }

    void optionalText(@Nullable String text) {
        flag(text != null);
        if (text != null) {
            text(text);
        }
    }
}
