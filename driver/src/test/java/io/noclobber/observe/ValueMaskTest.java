package io.noclobber.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValueMaskTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "UPDATE t SET a = 'x', b = 2.5e3 WHERE id = ? | UPDATE t SET a = ?, b = ? WHERE id = ?",
                "UPDATE t1 SET a2 = 'it''s' | UPDATE t1 SET a2 = ?",
                "DELETE FROM t WHERE id IN (1, 2 ,3) | DELETE FROM t WHERE id IN (?, …)",
                "DELETE FROM t WHERE id IN (1,2) | DELETE FROM t WHERE id IN (?, …)",
                "SELECT 1 -- secret | SELECT ?",
                "SELECT /* secret /* nested */ 'x */ 1 | SELECT ?",
                "UPDATE \"Orders\" SET \"S\".\"A\" = \"secret\" | UPDATE \"Orders\" SET \"S\".\"A\" = ?",
                "UPDATE `it's` SET a = 'secret' | UPDATE `it's` SET a = ?",
                "SELECT $$secret$$, $tag$se$$cret$tag$, $1 | SELECT ?, …, $?",
                "SELECT a$b FROM t | SELECT a$b FROM t",
                "SELECT 0xSECRET, X'5345' | SELECT ?, X?",
                "SELECT 'a\\\\secret', 1 | SELECT ?, …",
                "SELECT 'it\\'s secret' FROM t | SELECT ? …",
                "SELECT 'unclosed secret | SELECT ? …",
                "SELECT q'[it's secret]' FROM dual | SELECT q? …",
                "SELECT /* unclosed secret | SELECT",
                "SELECT $a$unclosed secret | SELECT ? …",
                "SELECT `unclosed secret | SELECT",
            })
    void mask_anyStatement_keepsItsShape(String text, String shape) {
        assertThat(StatementShapes.shape(text)).isEqualTo(shape).doesNotContain("secret");
    }

    @Test
    void mask_lines_becomeOne() {
        assertThat(StatementShapes.shape("SELECT a -- it's secret\n ,\r\n\t'secret'  FROM t"))
                .isEqualTo("SELECT a , ? FROM t");
        assertThat(StatementShapes.shape("SELECT a # it's secret\n , 'secret' FROM t"))
                .isEqualTo("SELECT a ? …");
    }

    @Test
    void mask_longStatement_isCut() {
        assertThat(StatementShapes.shape("SELECT " + "abcdefghi, ".repeat(200)))
                .hasSizeLessThan(520)
                .endsWith("…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "'", "\"", "`", "$", "$$", "#", "--", "/*", "?", "\\"})
    void mask_fragment_ends(String text) {
        assertThat(StatementShapes.shape(text)).hasSizeLessThan(10);
    }

    @Test
    void mask_literalsOfEveryKind_showNoneOfTheirLetters() {
        long seed = new Random().nextLong();
        System.out.println("ValueMaskTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String statement = random.ints(6, 0, 5)
                    .mapToObj(kind -> literal(kind, random))
                    .collect(Collectors.joining(", ", "UPDATE T SET A = ", " WHERE ID = 1"));

            assertThat(StatementShapes.shape(statement))
                    .as("seed %d, %s", seed, statement)
                    .doesNotContain("z");
        }
    }

    /** A value of standard SQL whose letters are all z. */
    private static String literal(int kind, Random random) {
        String text = random.ints(random.nextInt(8), 0, 10)
                .mapToObj(i -> "zz -z;?\"$z".substring(i, i + 1))
                .collect(Collectors.joining());
        return switch (kind) {
            case 0 -> "'" + text + "'";
            case 1 -> "'" + text + "''" + text + "'";
            case 2 -> "N'" + text + "\\z'";
            case 3 -> "/*" + text + "*/ 1";
            default -> "$z$" + text.replace("$", "") + "$z$";
        };
    }
}
