package io.noclobber.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConnectionUrlTest {
    private static final String FORM = " The form is jdbc:noclobber:<rest of the real URL> or"
            + " jdbc:noclobber[key=value;key=value]:<rest of the real URL>.";

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "jdbc:",
                "jdbc:noclobber",
                "jdbc:noclobberx:hsqldb:mem:a",
                "jdbc:postgresql://host/noclobber",
                "jdbc:noclobber;x=1:hsqldb:mem:a",
                "JDBC:NOCLOBBER:hsqldb:mem:a",
                " jdbc:noclobber:hsqldb:mem:a"
            })
    void parse_foreignUrl_isNotOurs(String url) {
        assertThat(ConnectionUrl.accepts(url)).isFalse();
        assertThat(ConnectionUrl.parse(url)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:noclobber:postgresql://host/db?user=a&password=%5D;[x=y] | jdbc:postgresql://host/db?user=a&password=%5D;[x=y]",
                "jdbc:noclobber:postgresql://[::1]:5432/db | jdbc:postgresql://[::1]:5432/db",
                "jdbc:noclobber[scope=transaction]:h2:mem:a;MODE=Oracle | jdbc:h2:mem:a;MODE=Oracle",
                "jdbc:noclobber[scope=transaction]:sqlserver://h;databaseName=[a]:b | jdbc:sqlserver://h;databaseName=[a]:b",
                "jdbc:noclobber:oracle:thin:@//h/noclobber:x | jdbc:oracle:thin:@//h/noclobber:x",
                "jdbc:noclobber:noclobberish:x | jdbc:noclobberish:x",
            })
    void parse_ownUrl_leavesTheRestAsItIs(String url, String inner) {
        assertThat(parse(url).inner()).isEqualTo(inner);
    }

    @Test
    void parse_escapedValue_isDecodedOnce() {
        Settings settings =
                settings("jdbc:noclobber[helpText=50%25 off%3B call %5B4711%5D, f%C3%BCr %253B]:h2:mem:a%3B");

        assertThat(settings.helpText()).isEqualTo("50% off; call [4711], für %3B");
    }

    @Test
    void parse_blanksAroundNameAndValue_doNotCount() {
        assertThat(settings("jdbc:noclobber[ scope = transaction ; compare = changed ]:h2:mem:a")
                        .describeNonDefaults())
                .isEqualTo("scope=transaction;compare=changed");
    }

    @Test
    void parse_equalsSignInValue_belongsToTheValue() {
        assertThat(settings("jdbc:noclobber[helpText=a=b]:h2:mem:a").helpText()).isEqualTo("a=b");
    }

    @Test
    void parse_secretInUrl_isNotInTheText() {
        assertThat(parse("jdbc:noclobber:h2:mem:a;PASSWORD=geheim").toString()).doesNotContain("geheim");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:noclobber[scope=transaction:h2:mem:a | The bracket [ is not closed. Put ] behind the last option.",
                "jdbc:noclobber[ | The bracket [ is not closed. Put ] behind the last option.",
                "jdbc:noclobber[scope=transaction]h2:mem:a | The closing bracket ] is not followed by a colon."
                        + " Put : and the rest of the real URL behind it, and write %5D for a ] within a value.",
                "jdbc:noclobber[scope=transaction] | The closing bracket ] is not followed by a colon."
                        + " Put : and the rest of the real URL behind it, and write %5D for a ] within a value.",
                "jdbc:noclobber[scope=transaction]: | It names no database."
                        + " Put what follows jdbc: in the real URL at the end.",
                "jdbc:noclobber: | It names no database. Put what follows jdbc: in the real URL at the end.",
                "jdbc:noclobber[scope]:h2:mem:a | The option 'scope' in the brackets has no =."
                        + " Write key=value, and %3B for a ; within a value.",
                "jdbc:noclobber[helpText=a;b]:h2:mem:a | The option 'b' in the brackets has no =."
                        + " Write key=value, and %3B for a ; within a value.",
                "jdbc:noclobber[password=geh;eim]:h2:mem:a | The option in the brackets has no =."
                        + " Write key=value, and %3B for a ; within a value.",
                "jdbc:noclobber[]:h2:mem:a | There is an empty option in the brackets."
                        + " Put key=value before and behind every ;, or leave out the brackets.",
                "jdbc:noclobber[scope=transaction;]:h2:mem:a | There is an empty option in the brackets."
                        + " Put key=value before and behind every ;, or leave out the brackets.",
                "jdbc:noclobber[=transaction]:h2:mem:a | There is an option without a name in the brackets."
                        + " Put the name before the =.",
                "jdbc:noclobber[helpText=50%]:h2:mem:a | A % in the brackets is not followed by two hexadecimal digits."
                        + " Write %25 for a % within a value.",
                "jdbc:noclobber[helpText=%5]:h2:mem:a | A % in the brackets is not followed by two hexadecimal digits."
                        + " Write %25 for a % within a value.",
                "jdbc:noclobber[helpText=%C3]:h2:mem:a | The bytes written with % in the brackets are not UTF-8."
                        + " Write each character as the bytes of its UTF-8 form.",
                "jdbc:noclobber:noclobber:h2:mem:a | It names noclobber twice."
                        + " Write jdbc:noclobber once, before the rest of the real URL.",
                "jdbc:noclobber[scope=transaction]:noclobber[scope=connection]:h2:mem:a | It names noclobber twice."
                        + " Write jdbc:noclobber once, before the rest of the real URL.",
                "jdbc:noclobber:jdbc:noclobber:h2:mem:a | It names noclobber twice."
                        + " Write jdbc:noclobber once, before the rest of the real URL.",
                "jdbc:noclobber:jdbc:h2:mem:a | It holds jdbc: twice."
                        + " Put only what follows jdbc: in the real URL behind jdbc:noclobber:.",
            })
    void parse_malformedUrl_saysWhatIsWrong(String url, String message) {
        assertThat(ConnectionUrl.accepts(url)).isTrue();
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> ConnectionUrl.parse(url))
                .withMessage("The noclobber URL is malformed. " + message + FORM)
                .satisfies(refused -> {
                    assertThat(refused.key()).isNull();
                    assertThat(refused.rule()).startsWith("jdbc:noclobber:<rest");
                });
    }

    @Test
    void parse_generatedUrls_giveBackWhatWasWritten() {
        long seed = new Random().nextLong();
        System.out.println("ConnectionUrlTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String inner = "jdbc:" + text(random, "abc:/@?&=%[];. ü\u0001", 1) + "x";
            List<String> written = new ArrayList<>();
            String help = null;
            if (random.nextBoolean()) {
                help = text(random, "ab;]%=[,:. ü€\uD83D\uDE00'\"", 0) + "x";
                written.add("helpText=" + escape(help, random));
            }
            boolean scoped = random.nextBoolean();
            if (scoped) {
                written.add(random.nextInt(written.size() + 1), "scope=transaction");
            }
            String url = "jdbc:noclobber" + (written.isEmpty() ? "" : "[" + String.join(";", written) + "]") + ":"
                    + inner.substring("jdbc:".length());

            ConnectionUrl parsed = parse(url);

            assertThat(parsed.inner()).as("seed %d, %s", seed, url).isEqualTo(inner);
            Settings settings = Settings.resolve(new Properties(), parsed, null);
            assertThat(settings.helpText()).as("seed %d, %s", seed, url).isEqualTo(help == null ? null : help.strip());
            assertThat(settings.scope())
                    .as("seed %d, %s", seed, url)
                    .isEqualTo(scoped ? Scope.TRANSACTION : Scope.AUTO);
        }
    }

    @Test
    void parse_arbitraryText_failsOnlyWithOurException() {
        long seed = new Random().nextLong();
        System.out.println("ConnectionUrlTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String url = "jdbc:noclobber" + text(random, "[[]]:;;==%%25scope mode jdbc:noclobber", 0);
            try {
                ConnectionUrl parsed = ConnectionUrl.parse(url);
                assertThat(parsed == null).as("seed %d, %s", seed, url).isEqualTo(!ConnectionUrl.accepts(url));
            } catch (InvalidOptionException refused) {
                assertThat(refused).hasMessageStartingWith("The noclobber URL is malformed. ");
            }
        }
    }

    private static String text(Random random, String letters, int least) {
        int[] points = letters.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = least + random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    /** What must be escaped is, and some of what need not be. */
    private static String escape(String text, Random random) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            String one = Character.toString(c);
            if (";]%".contains(one) || random.nextInt(4) == 0) {
                for (byte b : one.getBytes(StandardCharsets.UTF_8)) {
                    escaped.append('%').append(random.nextBoolean() ? hex(b) : hex(b).toLowerCase());
                }
            } else {
                escaped.append(one);
            }
        });
        return escaped.toString();
    }

    private static String hex(byte b) {
        return "" + "0123456789ABCDEF".charAt((b >> 4) & 15) + "0123456789ABCDEF".charAt(b & 15);
    }

    private static Settings settings(String url) {
        return Settings.resolve(new Properties(), parse(url), null);
    }

    private static ConnectionUrl parse(String url) {
        ConnectionUrl parsed = ConnectionUrl.parse(url);
        assertThat(parsed).as(url).isNotNull();
        return parsed;
    }
}
