package io.noclobber.agent.install;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** Texts that are looked for among the constants of classes. Immutable. */
final class WantedConstants {
    private static final byte[][] NONE = {};

    /** By their lengths, which tell nearly all others apart. */
    private final byte[][][] byLength;

    WantedConstants(Collection<String> texts) {
        List<byte[]> all = texts.stream()
                .distinct()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        int longest = all.stream().mapToInt(text -> text.length).max().orElse(0);
        byLength = new byte[longest + 1][][];
        for (int i = 0; i <= longest; i++) {
            int length = i;
            byte[][] found = all.stream().filter(text -> text.length == length).toArray(byte[][]::new);
            byLength[i] = found.length == 0 ? NONE : found;
        }
    }

    /**
     * Whether one of them is a constant of a class, which every descriptor of a method is that it declares or calls. This is asked
     * of every class that is loaded, of hundreds before the JVM has compiled it: so it makes no objects, and calls nothing for a
     * text of another length.
     */
    boolean areIn(byte[] file) {
        if (!ClassOutline.isClass(file)) {
            return false;
        }
        byte[][][] wanted = byLength;
        int count = (file[8] & 0xff) << 8 | file[9] & 0xff;
        int at = 10;
        for (int i = 1; i < count; i++) {
            int tag = file[at];
            if (tag == ClassOutline.TEXT) {
                int length = (file[at + 1] & 0xff) << 8 | file[at + 2] & 0xff;
                at += 3 + length;
                if (length < wanted.length && wanted[length] != NONE && endsWithOne(file, at, wanted[length])) {
                    return true;
                }
            } else {
                int size = ClassOutline.size(tag);
                at += size;
                if (size == ClassOutline.WIDE) {
                    i++;
                }
            }
        }
        return false;
    }

    /** Compared from the end on: many texts of a class begin alike. */
    private static boolean endsWithOne(byte[] file, int end, byte[][] texts) {
        for (byte[] text : texts) {
            int left = text.length;
            int start = end - left;
            while (left > 0 && text[left - 1] == file[start + left - 1]) {
                left--;
            }
            if (left == 0) {
                return true;
            }
        }
        return false;
    }
}
