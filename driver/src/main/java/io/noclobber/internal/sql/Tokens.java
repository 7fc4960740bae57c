package io.noclobber.internal.sql;

import io.noclobber.row.SqlSyntax;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one text, by position. Comments and white space are what lies between them. Written by
 * {@link Lexer} only; after that read only.
 */
final class Tokens {
    final String text;
    final SqlSyntax syntax;

    private Kind[] kinds;
    private int[] starts;
    private int[] ends;
    private int[] depths;
    private int[] numbers;
    private int[] literals = new int[8];

    private int count;
    private int literalCount;
    private int parameterCount;
    private @Nullable String fault;

    Tokens(String text, SqlSyntax syntax) {
        this.text = text;
        this.syntax = syntax;
        int capacity = Math.min(text.length(), text.length() / 4 + 8);
        kinds = new Kind[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
        depths = new int[capacity];
        numbers = new int[capacity];
    }

    void add(Kind kind, int start, int end, int depth) {
        if (count == kinds.length) {
            grow();
        }
        kinds[count] = kind;
        starts[count] = start;
        ends[count] = end;
        depths[count] = depth;
        if (kind == Kind.PARAMETER) {
            numbers[count] = ++parameterCount;
        }
        count++;
        if (kind == Kind.STRING || kind == Kind.NUMBER || kind == Kind.WORD && isConstant(count - 1)) {
            addLiteral(count - 1);
        }
    }

    private boolean isConstant(int token) {
        int length = ends[token] - starts[token];
        return (length == 4 || length == 5)
                && (is(token, "NULL") || is(token, "TRUE") || is(token, "FALSE"))
                && !is(token - 1, ".");
    }

    private void addLiteral(int token) {
        if (literalCount == literals.length) {
            literals = Arrays.copyOf(literals, literalCount * 2);
        }
        numbers[token] = literalCount;
        literals[literalCount++] = token;
    }

    private void grow() {
        int capacity = count * 2 + 8;
        kinds = Arrays.copyOf(kinds, capacity);
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
        depths = Arrays.copyOf(depths, capacity);
        numbers = Arrays.copyOf(numbers, capacity);
    }

    /** Remembers the first thing that makes the tokens uncertain. */
    void fail(String what) {
        if (fault == null) {
            fault = what;
        }
    }

    /** Why the tokens cannot be trusted, or {@code null}. */
    @Nullable String fault() {
        return fault;
    }

    int count() {
        return count;
    }

    int parameters() {
        return parameterCount;
    }

    int literals() {
        return literalCount;
    }

    /** The token of a literal. */
    int literal(int ordinal) {
        return literals[ordinal];
    }

    boolean has(int token) {
        return token >= 0 && token < count;
    }

    Kind kind(int token) {
        return kinds[token];
    }

    boolean is(int token, Kind kind) {
        return has(token) && kinds[token] == kind;
    }

    int start(int token) {
        return starts[token];
    }

    int end(int token) {
        return ends[token];
    }

    int depth(int token) {
        return depths[token];
    }

    /** The index of a parameter, 1-based, or the ordinal of a literal, 0-based. */
    int number(int token) {
        return numbers[token];
    }

    /** How many parameters stand before a token. */
    int parametersBefore(int end) {
        for (int token = end - 1; token >= 0; token--) {
            if (is(token, Kind.PARAMETER)) {
                return number(token);
            }
        }
        return 0;
    }

    boolean isLiteral(int token) {
        return has(token)
                && literalCount > 0
                && kinds[token] != Kind.PARAMETER
                && numbers[token] < literalCount
                && literals[numbers[token]] == token;
    }

    boolean isName(int token) {
        return has(token) && kinds[token].isName();
    }

    /** Whether the token is this keyword or symbol; the keyword in upper case. */
    boolean is(int token, String word) {
        if (!has(token) || ends[token] - starts[token] != word.length() || !spellsItself(kinds[token])) {
            return false;
        }
        for (int i = 0, at = starts[token]; i < word.length(); i++, at++) {
            char c = text.charAt(at);
            if ((c >= 'a' && c <= 'z' ? c - 32 : c) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean spellsItself(Kind kind) {
        return switch (kind) {
            case WORD, SYMBOL, OPEN, CLOSE, PARAMETER -> true;
            case QUOTED, STRING, NUMBER, VARIABLE -> false;
        };
    }

    boolean isAny(int token, String... words) {
        for (String word : words) {
            if (is(token, word)) {
                return true;
            }
        }
        return false;
    }

    /** A keyword in upper case; empty for anything but an unquoted word. */
    String word(int token) {
        return is(token, Kind.WORD) ? raw(token).toUpperCase(Locale.ROOT) : "";
    }

    String raw(int token) {
        return text.substring(starts[token], ends[token]);
    }

    /** The token that starts at a character, or -1. */
    int at(int offset) {
        int found = Arrays.binarySearch(starts, 0, count, offset);
        return found < 0 ? -1 : found;
    }

    /** The token that ends before a character, or -1. */
    int endingAt(int offset) {
        int found = Arrays.binarySearch(ends, 0, count, offset);
        return found < 0 ? -1 : found;
    }

    /** The token that closes the bracket at {@code open}, or the number of tokens. */
    int close(int open) {
        int token = open + 1;
        while (token < count && depths[token] > depths[open]) {
            token++;
        }
        return token;
    }

    /** The first token from {@code from} that is {@code word} outside brackets, or -1. */
    int find(String word, int from) {
        for (int token = from; token < count; token++) {
            if (depths[token] == 0 && is(token, word)) {
                return token;
            }
        }
        return -1;
    }

    /** How many tokens there are before a trailing run of semicolons. */
    int statementEnd() {
        int end = count;
        while (end > 0 && is(end - 1, ";")) {
            end--;
        }
        return end;
    }

    /** Whether there is a second statement behind a semicolon. */
    boolean severalStatements() {
        int end = statementEnd();
        for (int token = 0; token < end; token++) {
            if (is(token, ";")) {
                return true;
            }
        }
        return false;
    }
}
