package io.noclobber.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.internal.sql.StatementPlan.Write;
import io.noclobber.row.SqlSyntax;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.update.Update;
import org.junit.jupiter.api.Test;

/**
 * What is spliced means the same statement with one more condition, whatever the statement looks like.
 * Replay one seed with {@code -Dtest.splice.seed=…}.
 */
final class SplicePropertyTest {
    private static final String SEED = "test.splice.seed";
    private static final int STATEMENTS = 3_000;
    private static final Map<SqlSyntax, SqlAnalyser> ANALYSERS =
            Syntaxes.ALL.stream().collect(Collectors.toMap(syntax -> syntax, CachingSqlAnalyser::new));
    private static final String PREDICATE = "zz IS NULL AND (zy = ? OR zx = 'WHERE')";

    @Test
    void splice_anyWrite_addsTheConditionAndChangesNothingElse() {
        Long replayed = Long.getLong(SEED);
        long first = replayed == null ? System.nanoTime() : replayed;
        int count = replayed == null ? STATEMENTS : 1;
        int writes = 0;
        for (long seed = first; seed < first + count; seed++) {
            SqlSyntax syntax = Syntaxes.ALL.get((int) Math.floorMod(seed, (long) Syntaxes.ALL.size()));
            String text = WriteGrammar.statement(seed, syntax);
            AnalysedStatement statement = ANALYSERS.get(syntax).analyse(text);
            if (statement.plan() instanceof Write write) {
                check(statement, write, syntax, "-D" + SEED + "=" + seed + " " + syntax.grammar() + "\n" + text);
                writes++;
            } else {
                assertThat(statement.plan())
                        .as("-D%s=%d %s\n%s", SEED, seed, syntax.grammar(), text)
                        .isEqualTo("a write");
            }
        }
        assertThat(writes).isEqualTo(count);
    }

    private static void check(AnalysedStatement statement, Write write, SqlSyntax syntax, String as) {
        String text = statement.text();
        String spliced = statement.splice(PREDICATE);
        int at = spliced.indexOf(PREDICATE);
        assertThat(parsed(spliced, syntax).toString()).as(as).isEqualTo(expected(text, syntax));

        String inserted = statement.whereText() == null ? " WHERE (" + PREDICATE + ")" : ") AND (" + PREDICATE + ")";
        int start = spliced.indexOf(inserted);
        String without = spliced.substring(0, start) + spliced.substring(start + inserted.length());
        if (statement.whereText() != null) {
            int open = start - statement.whereText().length() - 1;
            without = without.substring(0, open) + without.substring(open + 1);
        }
        assertThat(without).as(as).isEqualTo(text);

        List<Integer> own = parameters(text, syntax);
        assertThat(statement.parameters()).as(as).isEqualTo(own.size());
        List<Integer> all = parameters(spliced, syntax);
        assertThat(all).as(as).hasSize(own.size() + 1);
        int before = (int) all.stream().filter(offset -> offset < at).count();
        assertThat(write.parametersBeforeSplice()).as(as).isEqualTo(before);
        assertThat(((Write) ANALYSERS.get(syntax).analyse(spliced).plan()).assignments())
                .as(as)
                .isEqualTo(write.assignments());
    }

    /** The original with the predicate added to its tree, written out by the parser. */
    private static String expected(String text, SqlSyntax syntax) {
        Statement statement = parsed(text, syntax);
        if (statement instanceof Update update) {
            update.setWhere(and(update.getWhere(), syntax));
        } else {
            Delete delete = (Delete) statement;
            delete.setWhere(and(delete.getWhere(), syntax));
        }
        return statement.toString();
    }

    private static Expression and(Expression where, SqlSyntax syntax) {
        Expression predicate = ((Delete) parsed("DELETE FROM t WHERE (" + PREDICATE + ")", syntax)).getWhere();
        return where == null ? predicate : new AndExpression(new ParenthesedExpressionList<>(where), predicate);
    }

    private static Statement parsed(String text, SqlSyntax syntax) {
        Tokens tokens = Lexer.read(text, syntax);
        String neutral = ParserText.of(tokens, Masks.of(tokens));
        assertThat(neutral).hasSameSizeAs(text);
        Statement statement = GrammarParser.parse(neutral, syntax.grammar());
        assertThat(statement).as(text + "\n" + neutral).isNotNull();
        return statement;
    }

    private static List<Integer> parameters(String text, SqlSyntax syntax) {
        Tokens tokens = Lexer.read(text, syntax);
        List<Integer> offsets = new ArrayList<>();
        for (int token = 0; token < tokens.count(); token++) {
            if (tokens.is(token, Kind.PARAMETER)) {
                offsets.add(tokens.start(token));
                assertThat(tokens.number(token)).isEqualTo(offsets.size());
            }
        }
        return offsets;
    }

    @Test
    void neutralText_hasNothingInItThatDatabasesReadDifferently() {
        String text = "UPDATE /* c */ \"T.x\" SET number = N'it''s' -- c\nWHERE t.order = ? AND b = 2";
        assertThat(ParserText.of(Lexer.read(text, Syntaxes.STANDARD), new BitSet()))
                .isEqualTo("UPDATE         \"qqq\" SET qqqqqq = 'xxxxxx'     \nWHERE q.qqqqq = ? AND b = 2"
                        .replace('\n', ' '));
    }
}
