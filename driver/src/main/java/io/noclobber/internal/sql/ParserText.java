package io.noclobber.internal.sql;

import io.noclobber.row.SqlSyntax.Grammar;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The text as the parser gets it: of the same length, so that its offsets are ours, but with nothing in
 * it whose reading depends on the database. Comments are blank, every string is {@code 'xxx'}, every
 * quoted name {@code "qqq"}. So the parser cannot be led to another end of a string than the lexer, and
 * what it understands holds for all texts of the same shape.
 */
final class ParserText {
    private final Tokens tokens;
    private final char[] text;

    private ParserText(Tokens tokens) {
        this.tokens = tokens;
        this.text = new char[tokens.text.length()];
    }

    static String of(Tokens tokens, BitSet masked) {
        ParserText result = new ParserText(tokens);
        Arrays.fill(result.text, ' ');
        for (int token = 0; token < tokens.count(); token++) {
            if (!masked.get(token)) {
                result.put(token);
            }
        }
        return new String(result.text);
    }

    private void put(int token) {
        int start = tokens.start(token);
        int end = tokens.end(token);
        switch (tokens.kind(token)) {
            case STRING -> quote(start, end, '\'', 'x');
            case QUOTED -> quote(start, end, '"', 'q');
            case SYMBOL -> symbol(token);
            case WORD -> word(token);
            case NUMBER, PARAMETER, VARIABLE, OPEN, CLOSE -> tokens.text.getChars(start, end, text, start);
        }
    }

    /** Beside a dot even a reserved word is a name. */
    private void word(int token) {
        int start = tokens.start(token);
        int end = tokens.end(token);
        boolean qualified = tokens.is(token + 1, ".") || (tokens.is(token - 1, ".") && !tokens.is(token + 1, "("));
        // a type to the parser, a common name of columns to everybody else
        boolean number =
                tokens.is(token, "NUMBER") && !tokens.isAny(token - 1, "AS", "::") && !tokens.is(token + 1, "(");
        if (qualified || number) {
            Arrays.fill(text, start, end, 'q');
        } else if (tokens.is(token, "GLOB") && hasGlob()) {
            "LIKE".getChars(0, 4, text, start);
        } else {
            tokens.text.getChars(start, end, text, start);
        }
    }

    private boolean hasGlob() {
        return tokens.syntax.grammar() == Grammar.SQLITE || tokens.syntax.grammar() == Grammar.DUCKDB;
    }

    private void quote(int start, int end, char quote, char filler) {
        Arrays.fill(text, start, end, filler);
        text[start] = quote;
        text[end - 1] = quote;
    }

    private void symbol(int token) {
        int start = tokens.start(token);
        int end = tokens.end(token);
        if (tokens.isAny(token, "??", "??|", "??&")) {
            text[start] = '@';
            text[start + 1] = '>';
        } else if (tokens.is(token, "==")) {
            text[start] = '=';
        } else if (isSecondOfDivision(token)) {
            text[start] = ' ';
        } else if (tokens.isAny(token, "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=") && isAssignment(token)) {
            text[end - 1] = '=';
        } else {
            tokens.text.getChars(start, end, text, start);
        }
    }

    /** DuckDB divides whole numbers by two slashes, where the parser sees a comment. */
    private boolean isSecondOfDivision(int token) {
        return tokens.syntax.grammar() == Grammar.DUCKDB
                && tokens.is(token, "/")
                && tokens.is(token - 1, "/")
                && tokens.end(token - 1) == tokens.start(token);
    }

    private boolean isAssignment(int token) {
        int set = tokens.find("SET", 0);
        int where = tokens.find("WHERE", 0);
        return set >= 0 && token > set && (where < 0 || token < where);
    }
}
