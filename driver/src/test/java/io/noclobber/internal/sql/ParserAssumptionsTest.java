package io.noclobber.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.row.SqlSyntax.Grammar;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.parser.ASTNodeAccess;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.update.Update;
import org.junit.jupiter.api.Test;

/** What the parser does that nobody documents and that we stand on. A new version of it must keep this. */
final class ParserAssumptionsTest {
    @Test
    void offsets_ofTokens_beginAtOne() throws Exception {
        String text = "/* \ud83d\ude00 */\r\n\tUPDATE t SET a = 1 WHERE bc = 2";
        Update update = (Update) CCJSqlParserUtil.newParser(text).Statement();
        Node where = ((ASTNodeAccess) update.getWhere()).getASTNode();
        int first = where.jjtGetFirstToken().absoluteBegin - 1;
        int end = where.jjtGetLastToken().absoluteEnd - 1;
        assertThat(text.substring(first, end)).isEqualTo("bc = 2");
    }

    @Test
    void statement_behindASemicolon_isSilentlyIgnored() throws Exception {
        CCJSqlParser parser = CCJSqlParserUtil.newParser("UPDATE t SET a = 1; garbage here !!");
        assertThat(parser.Statement()).isInstanceOf(Update.class);
        assertThat(parser.getNextToken().kind)
                .as("so the rest must be asked for")
                .isNotZero();
    }

    @Test
    void parse_textWithMoreBehindIt_isRefused() {
        assertThat(GrammarParser.parse("UPDATE t SET a = 1; garbage here", Grammar.ANSI))
                .isNull();
        assertThat(GrammarParser.parse("UPDATE t SET a = 1;", Grammar.ANSI)).isNotNull();
    }

    @Test
    void quotedName_withADot_isSplitByTheParserOnly() throws Exception {
        Update update = (Update)
                CCJSqlParserUtil.newParser("UPDATE \"my.tab\" SET a = 1").Statement();
        assertThat(update.getTable().getSchemaName())
                .as("the reason why names are read from tokens")
                .isNotNull();
        assertThat(Plans.write(Syntaxes.STANDARD, "UPDATE \"my.tab\" SET a = 1"))
                .startsWith("UPDATE \"my.tab\" ");
    }

    @Test
    void rootOfTheCondition_hasAPosition_evenWhereInnerNodesHaveNone() throws Exception {
        Delete delete = (Delete) CCJSqlParserUtil.newParser("DELETE FROM t WHERE a = 1 AND b = 2 AND c = 3")
                .Statement();
        AndExpression root = (AndExpression) delete.getWhere();
        assertThat(root.getASTNode()).isNotNull();
        assertThat(((ASTNodeAccess) root.getRightExpression()).getASTNode()).isNotNull();
    }

    @Test
    void parser_anyGrammar_readsTheNeutralText() {
        for (Grammar grammar : Grammar.values()) {
            assertThat(GrammarParser.parse("UPDATE \"qqq\" SET \"q\" = 'xx' WHERE \"q\" = ? AND a[1] = 2", grammar))
                    .as(grammar.name())
                    .isInstanceOf(Update.class);
        }
    }
}
