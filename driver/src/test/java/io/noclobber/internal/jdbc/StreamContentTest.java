package io.noclobber.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stream held is given again and again, however much it was. */
class StreamContentTest {
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    /** Halves of surrogate pairs included. */
    private static String text(int count) {
        char[] chars = new char[count];
        Random dice = new Random(count);
        for (int i = 0; i < count; i++) {
            chars[i] = (char) dice.nextInt(Character.MAX_VALUE + 1);
        }
        return new String(chars);
    }

    private static byte[] read(StreamContent content) throws IOException {
        return ((InputStream) content.open()).readAllBytes();
    }

    private static String readText(StreamContent content) throws IOException {
        StringWriter text = new StringWriter();
        ((Reader) content.open()).transferTo(text);
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8192, 8193, 1 << 20, (1 << 20) + 1, 3_000_001})
    void content_ofAnyLength_isGivenAgain(int length) throws IOException {
        StreamContent bytes = StreamContent.of(new ByteArrayInputStream(bytes(length)), NO_LIMIT);
        StreamContent text = StreamContent.of(new StringReader(text(length)), NO_LIMIT);
        for (int i = 0; i < 2; i++) {
            assertThat(read(bytes)).isEqualTo(bytes(length));
            assertThat(readText(text)).isEqualTo(text(length));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10_000})
    void stream_isReadUpToTheLimit(int limit) throws IOException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(bytes(20_000));
        StringReader text = new StringReader(text(20_000));
        assertThat(read(StreamContent.of(bytes, limit))).hasSize(limit);
        assertThat(readText(StreamContent.of(text, limit))).hasSize(limit);
        assertThat(bytes.available()).isEqualTo(20_000 - limit);
        assertThat(text.skip(20_000)).isEqualTo(20_000 - limit);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 2_000_000})
    void stream_thatFails_failsAtTheSamePlace(int length) throws IOException {
        IOException failure = new IOException("broken");
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] into, int from, int count) throws IOException {
                throw failure;
            }
        };
        StreamContent content =
                StreamContent.of(new SequenceInputStream(new ByteArrayInputStream(bytes(length)), broken), NO_LIMIT);

        InputStream again = (InputStream) content.open();
        assertThat(again.readNBytes(length)).isEqualTo(bytes(length));
        assertThatThrownBy(again::read).isSameAs(failure);
    }
}
