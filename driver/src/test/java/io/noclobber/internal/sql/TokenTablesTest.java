package io.noclobber.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.row.SqlSyntax.Grammar;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.parser.CCJSqlParserTokenManager;
import org.junit.jupiter.api.Test;

/** What the tokenizer holds after that, and that it reads as before. */
final class TokenTablesTest {
    @Test
    void share_keepsOneOfEachTable() throws ReflectiveOperationException {
        TokenTables.share();

        Field field = CCJSqlParserTokenManager.class.getDeclaredField("jjChars");
        field.setAccessible(true);
        long[][] rows = (long[][]) field.get(null);
        Set<long[]> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(List.of(rows));
        assertThat(rows.length).isGreaterThan(600);
        assertThat(kept.size() * 8).as("KB").isLessThan(800);
    }

    @Test
    void share_changesNothingThatIsRead() {
        List<String> texts = List.of(
                "SELECT größe, Δ, 名前, \"ЖУК\" FROM tábla WHERE ű = 'é' AND x$1 >= 1.5e-3",
                "UPDATE t SET a = :n, b = ? /* c */ WHERE id IN (1, 2) -- end",
                "SELECT 'o''clock', X'00ff', N'n' FROM t");
        List<String> before = texts.stream().map(TokenTablesTest::read).toList();

        TokenTables.share();

        assertThat(texts.stream().map(TokenTablesTest::read)).isEqualTo(before).doesNotContain("null");
        assertThat(read("SELECT a FROM t WHERE b = 'x")).isEqualTo("null");
    }

    private static String read(String text) {
        return String.valueOf(GrammarParser.parse(text, Grammar.ANSI));
    }
}
