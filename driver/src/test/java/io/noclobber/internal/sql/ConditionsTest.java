package io.noclobber.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.row.SqlSyntax.Grammar;
import java.util.BitSet;
import java.util.List;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.statement.delete.Delete;
import org.junit.jupiter.api.Test;

final class ConditionsTest {
    /** The conditions of what the parser, had it misread the operator, would call a conjunct. */
    private static Conditions leftOf(String operator) {
        Tokens tokens = Lexer.read("DELETE FROM t WHERE id = 5 " + operator + " b = 1", Syntaxes.STANDARD);
        Delete delete = (Delete) GrammarParser.parse(ParserText.of(tokens, new BitSet()), Grammar.ANSI);
        Conditions conditions = new Conditions(tokens, new Scope(new Names(tokens), List.of()));
        conditions.add(((BinaryExpression) delete.getWhere()).getLeftExpression());
        return conditions;
    }

    @Test
    void conjunct_besideAnotherOperatorThanAnd_pinsNothing() {
        assertThat(leftOf("AND").pins()).hasSize(1);
        assertThat(leftOf("OR").pins()).isEmpty();
        assertThat(leftOf("OR").pinsOnly()).isFalse();
    }
}
