package io.noclobber.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlFloatsTest {
    private static final String CHARACTERS = "0123456789+-.eE";

    @ParameterizedTest
    @ValueSource(floats = {0, 0.1f, -1.5f, 16777217f, 1e30f, Float.MIN_VALUE})
    void bytesOfTheNumber_areBinary(float value) {
        byte[] bytes = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();

        assertThat(MySqlFloats.isBinary(bytes, value)).isTrue();
    }

    @Test
    void everyTextOfFourCharacters_isTakenForText() {
        int numbers = 0;
        for (int i = 0; i < 15 * 15 * 15 * 15; i++) {
            String text = text(i);
            try {
                float value = Float.parseFloat(text);
                numbers++;
                assertThat(MySqlFloats.isBinary(text.getBytes(StandardCharsets.US_ASCII), value))
                        .as(text)
                        .isFalse();
            } catch (NumberFormatException noNumber) {
                assertThat(text).isNotEqualTo("1234");
            }
        }
        assertThat(numbers).isGreaterThan(10_000);
    }

    private static String text(int number) {
        StringBuilder text = new StringBuilder();
        for (int rest = number; text.length() < 4; rest /= CHARACTERS.length()) {
            text.append(CHARACTERS.charAt(rest % CHARACTERS.length()));
        }
        return text.toString();
    }
}
