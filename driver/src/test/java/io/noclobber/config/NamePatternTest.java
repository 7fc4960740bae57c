package io.noclobber.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NamePatternTest {
    private final Locale locale = Locale.getDefault();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(locale);
    }

    @Test
    void matches_turkishLocale_foldsAsEverywhere() {
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));

        assertThat(new NamePattern.Part("id_line", false).matches("ID_LINE")).isTrue();
        assertThat(new NamePattern.Part("ID_LINE", false).matches("id_line")).isTrue();
        assertThat(Settings.of(Map.of("deleteDeleted", "ignore")).deleteDeleted())
                .isEqualTo(DeleteDeleted.IGNORE);
        assertThat(Option.DELETE_DELETED.choices()).containsExactly("conflict", "ignore");
    }

    @Test
    void matches_generatedPatterns_agreesWithRegularExpressions() {
        long seed = new Random().nextLong();
        System.out.println("NamePatternTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random, "aAb*?*");
            String name = text(random, "aAbB");
            Pattern expected = Pattern.compile(
                    pattern.chars()
                            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                            .collect(Collectors.joining()),
                    Pattern.CASE_INSENSITIVE);

            assertThat(new NamePattern.Part(pattern, false).matches(name))
                    .as("seed %d, pattern %s, name %s", seed, pattern, name)
                    .isEqualTo(expected.matcher(name).matches());
        }
    }

    @Test
    void matches_manyStars_endsSoon() {
        assertThat(new NamePattern.Part("*a".repeat(50) + "b", false).matches("a".repeat(5_000)))
                .isFalse();
    }

    private static String text(Random random, String letters) {
        return random.ints(random.nextInt(7), 0, letters.length())
                .mapToObj(i -> letters.substring(i, i + 1))
                .collect(Collectors.joining());
    }
}
