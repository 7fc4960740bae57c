package io.noclobber.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.internal.sql.StatementPlan.Unanalysed;
import io.noclobber.internal.sql.StatementPlan.Write;
import io.noclobber.row.SqlSyntax;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Broken statements are understood or refused, never an exception. Replay with {@code -Dtest.mutation.seed=…}. */
final class MutationTest {
    private static final String SEED = "test.mutation.seed";
    private static final int STATEMENTS = 10_000;
    private static final Map<SqlSyntax, SqlAnalyser> ANALYSERS =
            Syntaxes.ALL.stream().collect(Collectors.toMap(syntax -> syntax, CachingSqlAnalyser::new));
    private static final String[] PIECES = {
        "WHERE",
        "SET",
        "(",
        ")",
        ",",
        ".",
        "=",
        "AND",
        "OR",
        "?",
        "1",
        "'x'",
        "\"q\"",
        "x",
        "*",
        "IN",
        "FROM",
        "WITH",
        "AS",
        "ONLY",
        "UPDATE",
        "DELETE",
        "SELECT",
        "RETURNING",
        "INTO",
        "JOIN",
        "ON",
        "{",
        "}",
        "[",
        "]",
        "NULL",
        "ORDER",
        "LIMIT",
        "OUTPUT",
        "TOP",
        ";",
        "-",
        "+",
        "DATE",
        "NOT",
        "CURRENT",
        "OF",
        "FOR",
        "USING",
        "INSERT",
        "MERGE",
        "VALUES",
        "BEGIN",
        "{d",
        "::",
        "@x",
        "UNION",
        "GROUP BY",
        "DISTINCT",
        "count(*)",
        "t.*",
        "CASE",
        "END",
        "BETWEEN",
        "EXISTS",
        "oj",
        "DUAL"
    };
    private static final String[] SELECTS = {
        "SELECT t.a , b AS c , count ( * ) OVER ( ) FROM s . t AS t JOIN u ON t.id = u.id WHERE t.id = ? AND u.x IN ( 1 , ? ) FOR UPDATE",
        "WITH d AS ( SELECT 1 x ) SELECT t.* , d.x FROM t LEFT JOIN d ON t.x = d.x WHERE ( t.a , t.b ) = ( ? , 2 ) ORDER BY 1 LIMIT 5",
        "INSERT INTO t ( a , b ) VALUES ( ? , 'x' ) ON CONFLICT ( a ) DO UPDATE SET b = 1",
        "MERGE INTO t AS x USING u ON ( x.id = u.id ) WHEN MATCHED THEN UPDATE SET a = 1"
    };

    @Test
    void analyse_brokenText_neverFails() {
        Long replayed = Long.getLong(SEED);
        long first = replayed == null ? System.nanoTime() : replayed;
        int count = replayed == null ? STATEMENTS : 1;
        for (long seed = first; seed < first + count; seed++) {
            SqlSyntax syntax = Syntaxes.ALL.get((int) Math.floorMod(seed, (long) Syntaxes.ALL.size()));
            String text = mutated(seed, syntax);
            try {
                check(ANALYSERS.get(syntax).analyse(text), syntax);
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("-D" + SEED + "=" + seed + " " + syntax.grammar() + "\n" + text, failure);
            }
        }
    }

    private static void check(AnalysedStatement statement, SqlSyntax syntax) {
        assertThat(statement.plan()).isNotNull();
        if (statement.plan() instanceof Unanalysed unanalysed) {
            assertThat(unanalysed.words()).isNotNull();
        }
        if (statement.plan() instanceof Write write) {
            assertThat(statement.targetText()).isNotEmpty();
            String spliced = statement.splice("zz = 1");
            // the parser takes some broken conditions that the database would refuse, and not all of them in brackets
            if (ANALYSERS.get(syntax).analyse(spliced).plan() instanceof Write again) {
                assertThat(again.target()).isEqualTo(write.target());
                assertThat(again.assignments()).isEqualTo(write.assignments());
                assertThat(again.pins()).hasSize(write.pins().size() + 1);
            }
        }
    }

    private static String mutated(long seed, SqlSyntax syntax) {
        Random random = new Random(seed);
        String original =
                random.nextInt(3) == 0 ? SELECTS[random.nextInt(SELECTS.length)] : WriteGrammar.statement(seed, syntax);
        List<String> pieces = new ArrayList<>(List.of(original.split(" ")));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(pieces.size());
            switch (random.nextInt(4)) {
                case 0 -> pieces.add(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> pieces.set(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> Collections.swap(pieces, at, random.nextInt(pieces.size()));
                default -> {
                    if (pieces.size() > 1) {
                        pieces.remove(at);
                    }
                }
            }
        }
        return String.join(" ", pieces);
    }
}
