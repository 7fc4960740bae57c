package io.noclobber.internal.sql;

import io.noclobber.row.SqlSyntax;
import io.noclobber.row.SqlSyntax.Grammar;

/**
 * Splits a text into tokens in one pass, by the lexical rules of one database. What the rules leave
 * open becomes {@link Tokens#fault()}: nothing is guessed. Confined to one text.
 */
final class Lexer {
    /** Operators of more than one character, longest first where one begins another. */
    private static final String[] OPERATORS = {
        "->>", "#>>", "<=>", "||/", "!~*", "~~*", "<=", ">=", "<>", "!=", "==", "||", "::", ":=", "=>", "->", "#>",
        "@>", "<@", "&&", "<<", ">>", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "**", "@@", "!<", "!>", "~*",
        "!~", "=*"
    };

    /** What may stand second in one of them. */
    private static final String OPERATOR_CHARACTERS = "=><!|:*~&@->";

    private static final String[] NONE = {};

    private final String text;
    private final SqlSyntax syntax;
    private final Tokens tokens;
    private final Quotes quotes;
    private final StringBuilder open = new StringBuilder();
    private int at;

    private Lexer(String text, SqlSyntax syntax) {
        this.text = text;
        this.syntax = syntax;
        this.tokens = new Tokens(text, syntax);
        this.quotes = new Quotes(text, syntax);
    }

    static Tokens read(String text, SqlSyntax syntax) {
        return new Lexer(text, syntax).read();
    }

    private Tokens read() {
        while (at < text.length()) {
            next(text.charAt(at));
        }
        if (open.length() > 0) {
            tokens.fail("a bracket is not closed");
        }
        return tokens;
    }

    private void next(char c) {
        if (isBlank(c)) {
            at++;
        } else if (c == '\'' || c == '"' || c == '`' || (c == '[' && syntax.bracketIdentifiers())) {
            quoted(c);
        } else if (isComment(c)) {
            comment(c);
        } else if (isDigit(c) || (c == '.' && isDigit(peek(1)) && !followsName())) {
            number();
        } else if (isWordStart(c)) {
            word();
        } else if (c == '?') {
            question();
        } else if (c == '$') {
            dollar();
        } else if (c == '@' && (isWordStart(peek(1)) || peek(1) == '@' && isWordStart(peek(2)))) {
            variable();
        } else {
            symbol(c);
        }
    }

    private void quoted(char quote) {
        boolean string = quote == '\'' || (quote == '"' && syntax.doubleQuotedStrings());
        boolean backslash = string && syntax.backslashEscapes();
        take(string ? Kind.STRING : Kind.QUOTED, quotes.end(at, quote, backslash));
    }

    private boolean isComment(char c) {
        return switch (c) {
            case '-' -> peek(1) == '-' && (!isMySql() || peek(2) <= ' ');
            case '/' -> peek(1) == '*' || (peek(1) == '/' && syntax.grammar() == Grammar.H2);
            case '#' -> syntax.hashComments();
            default -> false;
        };
    }

    private void comment(char c) {
        if (c == '/' && peek(1) == '*') {
            // MySQL runs what stands in such a comment
            if (isMySql() && (peek(2) == '!' || (peek(2) == 'M' && peek(3) == '!'))) {
                tokens.fail("a comment that the database executes");
            }
            at = quotes.endOfComment(at);
            if (at < 0) {
                tokens.fail("a comment is not closed");
                at = text.length();
            }
            return;
        }
        while (at < text.length() && text.charAt(at) != '\n') {
            // some databases end a line here and some do not
            if (text.charAt(at) == '\r' && at + 1 < text.length() && peek(1) != '\n') {
                tokens.fail("a carriage return inside a comment");
            }
            at++;
        }
    }

    private void number() {
        int start = at;
        if (peek(0) == '0' && (peek(1) == 'x' || peek(1) == 'X')) {
            at += 2;
        }
        boolean exponent = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean sign = (c == '+' || c == '-') && exponent && isExponent(text.charAt(at - 1)) && isDigit(peek(1));
            if (!isWordPart(c) && c != '.' && !sign) {
                break;
            }
            exponent |= isExponent(c);
            at++;
        }
        boolean plain = Literals.isNumber(text, start, at);
        if (!plain && !isMySql()) {
            tokens.fail("a number that runs into a name");
        }
        tokens.add(plain ? Kind.NUMBER : Kind.WORD, start, at, open.length());
    }

    private void word() {
        int start = at;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        char quote = peek(0);
        if (quote == '\'' && quotes.isPrefix(start, at)) {
            int end = quotes.endOfPrefixed(start, at);
            at = start;
            take(Kind.STRING, end);
        } else if (quote == '&' && at - start == 1 && "uU".indexOf(text.charAt(start)) >= 0 && isQuote(peek(1))) {
            unicode(start);
        } else {
            tokens.add(Kind.WORD, start, at, open.length());
        }
    }

    private void unicode(int start) {
        char quote = peek(1);
        if (quote == '"') {
            tokens.fail("a name in Unicode escapes");
        }
        int end = quotes.end(at + 1, quote, false);
        at = start;
        take(quote == '"' ? Kind.QUOTED : Kind.STRING, end);
    }

    private void question() {
        if (syntax.questionOperators() && peek(1) == '?') {
            int length = peek(2) == '|' || peek(2) == '&' ? 3 : 2;
            take(Kind.SYMBOL, at + length);
            return;
        }
        if (isDigit(peek(1))) {
            tokens.fail("a numbered parameter");
        }
        take(Kind.PARAMETER, at + 1);
    }

    private void dollar() {
        if (syntax.dollarQuotes()) {
            int end = quotes.endOfDollarQuoted(at);
            if (end != Quotes.NONE) {
                take(Kind.STRING, end);
                return;
            }
        }
        tokens.fail("a parameter or name that begins with a dollar sign");
        take(Kind.SYMBOL, at + 1);
    }

    private void variable() {
        int end = at + 2;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        if (syntax.grammar() == Grammar.SQLITE) {
            tokens.fail("a named parameter");
        }
        take(Kind.VARIABLE, end);
    }

    private void symbol(char c) {
        switch (c) {
            case '(', '[', '{' -> {
                take(Kind.OPEN, at + 1);
                open.append(c);
            }
            case ')', ']', '}' -> close(c);
            default -> operator(c);
        }
    }

    private void close(char c) {
        int last = open.length() - 1;
        if (last < 0 || open.charAt(last) != (c == ')' ? '(' : c == ']' ? '[' : '{')) {
            tokens.fail("brackets do not match");
        } else {
            open.setLength(last);
        }
        take(Kind.CLOSE, at + 1);
    }

    private void operator(char c) {
        if (c < ' ' || c > '~') {
            tokens.fail("a character that is no SQL");
        }
        if (c == ':'
                && peek(1) != ':'
                && peek(1) != '='
                && (at == 0 || text.charAt(at - 1) != ':')
                && isWordPart(peek(1))) {
            tokens.fail("a named parameter");
        }
        int length = 1;
        for (String operator : OPERATOR_CHARACTERS.indexOf(peek(1)) < 0 ? NONE : OPERATORS) {
            if (operator.charAt(0) == c && text.startsWith(operator, at)) {
                length = operator.length();
                break;
            }
        }
        take(Kind.SYMBOL, at + length);
    }

    private void take(Kind kind, int end) {
        int stop = end;
        if (stop < 0) {
            tokens.fail("a quote is not closed");
            stop = text.length();
        }
        tokens.add(kind, at, stop, open.length());
        at = stop;
    }

    private boolean followsName() {
        int last = tokens.count() - 1;
        return tokens.isName(last) && tokens.end(last) == at;
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    private boolean isMySql() {
        return syntax.grammar() == Grammar.MYSQL || syntax.grammar() == Grammar.MARIADB;
    }

    private boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || (c == '#' && hashInNames())
                || (c > 127 && (Character.isLetter(c) || Character.isSurrogate(c)));
    }

    private boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c) || c == '$' || (c > 127 && Character.isUnicodeIdentifierPart(c));
    }

    private boolean hashInNames() {
        return switch (syntax.grammar()) {
            case ORACLE, SQLSERVER, DB2 -> true;
            case ANSI, HSQLDB, H2, DERBY, SQLITE, POSTGRESQL, MARIADB, MYSQL, FIREBIRD, DUCKDB -> false;
        };
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }

    private static boolean isExponent(char c) {
        return c == 'e' || c == 'E';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
