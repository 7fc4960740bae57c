package io.noclobber.agent.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WantedConstantsTest {
    private static final int TEXT = 1;
    private static final WantedConstants WANTED =
            new WantedConstants(List.of("()Lsql/One;", "()Lsql/Two;", "changeSessionId", "(a very much longer text)"));

    /** What a class file begins with: its constants are texts, or other tags with as many bytes as they have. */
    private static byte[] file(Object... constants) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0xCAFEBABE);
        out.writeInt(61);
        int count = 1;
        for (Object constant : constants) {
            count += constant.equals(5) || constant.equals(6) ? 2 : 1;
        }
        out.writeShort(count);
        for (Object constant : constants) {
            if (constant instanceof Integer tag) {
                out.writeByte(tag);
                out.write(new byte[bytesOf(tag)]);
            } else {
                byte[] text = ((String) constant).getBytes(StandardCharsets.UTF_8);
                out.writeByte(TEXT);
                out.writeShort(text.length);
                out.write(text);
            }
        }
        return bytes.toByteArray();
    }

    /** JVMS 4.4. */
    private static int bytesOf(int tag) {
        return switch (tag) {
            case 5, 6 -> 8;
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            default -> 4;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"()Lsql/One;", "()Lsql/Two;", "changeSessionId", "(a very much longer text)"})
    void text_isFound_whateverStandsBefore(String text) throws IOException {
        assertThat(WANTED.areIn(file(text))).isTrue();
        assertThat(WANTED.areIn(file("Code", 5, 3, 4, 6, 7, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19, 20, "", text)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "X)Lsql/One;",
                "()Lsql/OneX",
                "()Lsql/Six;",
                "()Lsql/One",
                "()Lsql/One;;",
                "(a very much longer text) than any that is wanted"
            })
    void text_thatIsNotExactlyOne_isNotFound(String text) throws IOException {
        assertThat(WANTED.areIn(file(text, "Code"))).isFalse();
    }

    @Test
    void longLengths_areNotNegative() throws IOException {
        assertThat(WANTED.areIn(file("x".repeat(200), "y".repeat(40_000), "changeSessionId")))
                .isTrue();
    }

    @Test
    void constantsThatCountAsTwo_areNotReadBeyond() throws IOException {
        assertThat(WANTED.areIn(file(5, "Code", 6))).isFalse();
    }

    @Test
    void fileWithoutClass_isLeftToTheJvm() {
        assertThat(WANTED.areIn(new byte[0])).isFalse();
        assertThat(WANTED.areIn(new byte[100])).isFalse();
    }

    /** The class might be a driver, of a JVM that knows more than this one: it must be said that it is not guarded. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 13, 14, 21, 127, 255})
    void unknownConstant_isSaid(int tag) throws IOException {
        assertThatThrownBy(() -> WANTED.areIn(file(tag, "changeSessionId")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tag " + (byte) tag);
    }
}
