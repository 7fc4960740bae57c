package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    @Test
    void values_ofEachKind_areRead() {
        Object read = JsonReader.read("""
                { "text": "a\\"b\\\\ \\u00e4\\ud83d\\ude00\\n", "number": -1.5e1, "yes": true, "no": false,
                  "none": null, "list": [1, [], {}], "empty": {} }
                """);

        assertThat(read).isInstanceOf(Map.class);
        Map<?, ?> map = (Map<?, ?>) read;
        assertThat(map.get("text")).isEqualTo("a\"b\\ ä😀\n");
        assertThat(map.get("number")).isEqualTo(-15.0);
        assertThat(map.get("yes")).isEqualTo(true);
        assertThat(map.get("no")).isEqualTo(false);
        assertThat(map.containsKey("none")).isTrue();
        assertThat(map.get("none")).isNull();
        assertThat(map.get("list")).isEqualTo(Arrays.asList(1.0, List.of(), Map.of()));
        assertThat(map.get("empty")).isEqualTo(Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "[1 2]",
                "\"open",
                "tru",
                "nul",
                "01x",
                "\"\\u00g0\"",
                "\"\\u00",
                "\"\\x\"",
                "{} {}",
                "{1:2}",
                ","
            })
    void text_thatIsNoJson_isRefusedWithItsPlace(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReader.read(text))
                .withMessageContaining("no JSON: ")
                .withMessageContaining("at character ");
    }

    @Test
    void text_nestedWithoutEnd_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReader.read("[".repeat(100_000)))
                .withMessageContaining("levels");
    }
}
