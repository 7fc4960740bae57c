package io.noclobber.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ValueDigestTest {
    private static final int LONG = 3 * ValueDigest.LONGEST_KEPT + 17;

    private static String text(int length, char last) {
        return "x".repeat(length - 1) + last;
    }

    private static byte[] bytes(int length, int last) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 7);
        bytes[length - 1] = (byte) last;
        return bytes;
    }

    @Test
    void shortValues_areKept() throws IOException {
        String text = text(ValueDigest.LONGEST_KEPT, 'a');
        byte[] bytes = bytes(ValueDigest.LONGEST_KEPT, 1);

        assertThat(ValueDigest.of(text)).isSameAs(text);
        assertThat(ValueDigest.of(bytes)).isSameAs(bytes);
        assertThat(ValueDigest.of(new StringReader(text))).isEqualTo(text);
        assertThat(ValueDigest.of(new ByteArrayInputStream(bytes))).isEqualTo(bytes);
        assertThat(ValueDigest.of(new StringReader(""))).isEqualTo("");
    }

    @Test
    void longValues_areTheSameOnlyIfEveryCharacterIs() {
        assertThat(ValueDigest.of(text(LONG, 'a')))
                .isInstanceOf(ValueDigest.class)
                .isEqualTo(ValueDigest.of(text(LONG, 'a')))
                .isNotEqualTo(ValueDigest.of(text(LONG, 'b')))
                .isNotEqualTo(ValueDigest.of(text(LONG + 1, 'a')));
        assertThat(ValueDigest.of(bytes(LONG, 1)))
                .isEqualTo(ValueDigest.of(bytes(LONG, 1)))
                .isNotEqualTo(ValueDigest.of(bytes(LONG, 2)));
    }

    @Test
    void halvesOfSurrogatePairs_areToldApart() {
        assertThat(ValueDigest.of(text(LONG, '\ud83d'))).isNotEqualTo(ValueDigest.of(text(LONG, '\ud83e')));
    }

    /** The pieces in which a stream gives its value do not matter. */
    @Test
    void streams_giveTheDigestOfTheWhole() throws IOException {
        InputStream trickle = new ByteArrayInputStream(bytes(LONG, 1)) {
            @Override
            public synchronized int read(byte[] into, int from, int count) {
                return super.read(into, from, Math.min(count, 1_013));
            }
        };
        StringReader drops = new StringReader(text(LONG, 'a')) {
            @Override
            public int read(char[] into, int from, int count) throws IOException {
                return super.read(into, from, Math.min(count, 1_013));
            }
        };

        assertThat(ValueDigest.of(trickle)).isEqualTo(ValueDigest.of(bytes(LONG, 1)));
        assertThat(ValueDigest.of(drops)).isEqualTo(ValueDigest.of(text(LONG, 'a')));
    }

    @Test
    void toString_saysLengthAndHash() {
        assertThat(ValueDigest.of(bytes(LONG, 1))).asString().matches(LONG + " bytes \\(SHA-256 [0-9a-f]{8}…\\)");
        assertThat(ValueDigest.of(text(LONG, 'a'))).asString().startsWith(LONG + " characters (SHA-256 ");
    }
}
