package io.noclobber.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.row.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LexerTest {
    private static List<String> tokens(SqlSyntax syntax, String text) {
        Tokens tokens = Lexer.read(text, syntax);
        List<String> all = new ArrayList<>();
        for (int token = 0; token < tokens.count(); token++) {
            all.add(tokens.kind(token).name().charAt(0) + ":" + tokens.raw(token));
        }
        assertThat(tokens.fault()).as(text).isNull();
        return all;
    }

    private static String fault(SqlSyntax syntax, String text) {
        return Lexer.read(text, syntax).fault();
    }

    @Test
    void standard_statement_splitsIntoTokens() {
        assertThat(tokens(Syntaxes.STANDARD, "a<=b\t||'it''s' -- c ? '\n/* x */\"q\"\"q\" 1.5e-3?x_1$"))
                .containsExactly(
                        "W:a", "S:<=", "W:b", "S:||", "S:'it''s'", "Q:\"q\"\"q\"", "N:1.5e-3", "P:?", "W:x_1$");
    }

    @Test
    void backslash_dependsOnTheDatabase() {
        assertThat(tokens(Syntaxes.MARIADB, "'a\\'b' \"c\\\"d\" `e``f`"))
                .containsExactly("S:'a\\'b'", "S:\"c\\\"d\"", "Q:`e``f`");
        assertThat(tokens(Syntaxes.STANDARD, "'a\\' b")).containsExactly("S:'a\\'", "W:b");
        assertThat(tokens(Syntaxes.POSTGRESQL, "'a\\' E'b\\'c' e'd'"))
                .containsExactly("S:'a\\'", "S:E'b\\'c'", "S:e'd'");
    }

    @Test
    void prefixes_belongToTheLiteral() {
        assertThat(tokens(Syntaxes.STANDARD, "N'a' x'0F' U&'d' U&x nn'a'"))
                .containsExactly("S:N'a'", "S:x'0F'", "S:U&'d'", "W:U", "S:&", "W:x", "W:nn", "S:'a'");
        assertThat(tokens(Syntaxes.FIREBIRD, "q'{it's}' 'a'")).hasSize(2);
        assertThat(tokens(Syntaxes.DB2, "emp#no")).hasSize(1);
        assertThat(tokens(Syntaxes.ORACLE, "q'[it's]' nq'!a'b!' q'xax'"))
                .containsExactly("S:q'[it's]'", "S:nq'!a'b!'", "S:q'xax'");
    }

    @Test
    void dollarQuotes_arePairedByTag() {
        assertThat(tokens(Syntaxes.POSTGRESQL, "$$a'b$$ $t$ $$ ? $t$ a$b$c"))
                .containsExactly("S:$$a'b$$", "S:$t$ $$ ? $t$", "W:a$b$c");
    }

    @Test
    void comments_nestWhereTheDatabaseNestsThem() {
        assertThat(tokens(Syntaxes.POSTGRESQL, "a /* /* ? */ ' */ b")).containsExactly("W:a", "W:b");
        assertThat(tokens(Syntaxes.STANDARD, "a /* /* ? */ b */")).containsExactly("W:a", "W:b", "S:*", "S:/");
    }

    @Test
    void lineComments_dependOnTheDatabase() {
        assertThat(tokens(Syntaxes.MARIADB, "a # ?\nb -- ?\nc --1"))
                .containsExactly("W:a", "W:b", "W:c", "S:-", "S:-", "N:1");
        assertThat(tokens(Syntaxes.STANDARD, "a --1\nb")).containsExactly("W:a", "W:b");
        assertThat(tokens(Syntaxes.H2, "a // ?\nb")).containsExactly("W:a", "W:b");
        assertThat(tokens(Syntaxes.SQLSERVER, "#a #b")).containsExactly("W:#a", "W:#b");
    }

    @Test
    void brackets_quoteOrNest() {
        assertThat(tokens(Syntaxes.SQLSERVER, "[a]]b].[c d]")).containsExactly("Q:[a]]b]", "S:.", "Q:[c d]");
        assertThat(tokens(Syntaxes.POSTGRESQL, "a[1]")).containsExactly("W:a", "O:[", "N:1", "C:]");
    }

    @Test
    void questionMarks_areParametersUnlessDoubled() {
        Tokens doubled = Lexer.read("a ?? ? and b ??| ? '?' \"?\" -- ?", Syntaxes.POSTGRESQL);
        assertThat(doubled.parameters()).isEqualTo(2);
        assertThat(Lexer.read("(?,?)=?", Syntaxes.STANDARD).parameters()).isEqualTo(3);
    }

    @Test
    void depth_insideBrackets_isOneMore() {
        Tokens tokens = Lexer.read("a(b(c){d})e", Syntaxes.STANDARD);
        assertThat(tokens.depth(tokens.at(0))).isZero();
        assertThat(tokens.depth(tokens.at(2))).isEqualTo(1);
        assertThat(tokens.depth(tokens.at(4))).isEqualTo(2);
        assertThat(tokens.depth(tokens.at(10))).isZero();
        assertThat(tokens.close(1)).isEqualTo(tokens.at(9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'open",
                "\"open",
                "/* open",
                "(open",
                "open)",
                "(open]",
                "a = :name",
                "a = :1",
                "a = $1",
                "a = ?1",
                "a\u00a0b",
                "\ufeffselect 1",
                "a\u0000b",
                "1abc",
                "-- a\rb\nc",
                "U&\"a\""
            })
    void doubtfulText_isAFault(String text) {
        assertThat(fault(Syntaxes.STANDARD, text)).isNotNull();
    }

    @Test
    void mySqlExecutableComment_isAFault() {
        assertThat(fault(Syntaxes.MARIADB, "a /*!50000 b */")).isNotNull();
        assertThat(fault(Syntaxes.MARIADB, "a /*M! b */")).isNotNull();
        assertThat(fault(Syntaxes.STANDARD, "a /*! b */")).isNull();
    }

    @Test
    void sqliteVariable_isAFaultBecauseItIsAParameter() {
        assertThat(fault(Syntaxes.SQLITE, "a = @x")).isNotNull();
        assertThat(tokens(Syntaxes.SQLSERVER, "a = @x, @@rowcount")).contains("V:@x", "V:@@rowcount");
    }

    @Test
    void postgresCasts_areNoParameters() {
        assertThat(tokens(Syntaxes.POSTGRESQL, "a::int := b => c")).contains("S:::", "W:int", "S::=", "S:=>");
    }

    @Test
    void mySqlName_beginningWithDigit_isAName() {
        assertThat(tokens(Syntaxes.MARIADB, "1abc 12 0x1F")).containsExactly("W:1abc", "N:12", "N:0x1F");
    }
}
