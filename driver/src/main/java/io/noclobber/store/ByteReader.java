package io.noclobber.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes apart what {@link ByteWriter} has put together. Confined to one thread. */
final class ByteReader {
    private final byte[] bytes;
    private final int end;
    private int position;

    ByteReader(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    void skip(int count) {
        position += count;
    }

    private void need(int count) {
        if (count < 0 || count > end - position) {
            throw new StoreFormatException("The bytes of a stored row end too early: " + count + " more are needed at "
                    + position + " of " + end);
        }
    }

    /** Nothing may be left. */
    void end() {
        if (position != end) {
            throw new StoreFormatException(
                    "Behind a stored row there are " + (end - position) + " bytes that do not belong to it");
        }
    }

    long fixed(int size) {
        need(size);
        long number = 0;
        for (int i = 0; i < size; i++) {
            number = number << Byte.SIZE | bytes[position++] & 0xFF;
        }
        return number;
    }

    int number() {
        long number = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            long part = fixed(1);
            number |= (part & 0x7F) << shift;
            if ((part & 0x80) == 0) {
                if (number > Integer.MAX_VALUE) {
                    break;
                }
                return (int) number;
            }
        }
        throw new StoreFormatException("A stored row holds a length that no value has");
    }

    /** How many things follow, of which each takes a byte at least. */
    int count() {
        int count = number();
        need(count);
        return count;
    }

    boolean flag() {
        long flag = fixed(1);
        if (flag > 1) {
            throw new StoreFormatException("A stored row says neither yes nor no but " + flag);
        }
        return flag == 1;
    }

    byte[] raw() {
        int count = count();
        byte[] copy = Arrays.copyOfRange(bytes, position, position + count);
        position += count;
        return copy;
    }

    String text() {
        if (flag()) {
            return new String(raw(), StandardCharsets.ISO_8859_1);
        }
        int count = number();
        need(count > end / 2 ? -1 : 2 * count);
        char[] characters = new char[count];
        for (int i = 0; i < count; i++) {
            characters[i] = (char) fixed(2);
        }
        return new String(characters);
    }

    @Nullable String optionalText() {
        return flag() ? text() : null;
    }
}
