package io.noclobber.agent.install;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
            byLength[i] = all.stream().filter(text -> text.length == length).toArray(byte[][]::new);
        }
    }

    /** Whether one of them stands in {@code file} from {@code start} on, in that length. */
    boolean have(byte[] file, int start, int length) {
        for (byte[] text : length < byLength.length ? byLength[length] : NONE) {
            if (Arrays.equals(text, 0, length, file, start, start + length)) {
                return true;
            }
        }
        return false;
    }
}
