package io.noclobber.internal.sql;

import io.noclobber.row.SqlSyntax;
import io.noclobber.row.SqlSyntax.Grammar;

/** Finds where strings, quoted names and block comments of one text end. */
final class Quotes {
    /** There is no such string here. */
    static final int NONE = -2;

    /** There is no end. */
    private static final int OPEN = -1;

    private final String text;
    private final SqlSyntax syntax;

    Quotes(String text, SqlSyntax syntax) {
        this.text = text;
        this.syntax = syntax;
    }

    /** The end of what the quote at {@code start} begins; a doubled quote does not end it. */
    int end(int start, char quote, boolean backslash) {
        char last = quote == '[' ? ']' : quote;
        for (int at = start + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && backslash) {
                at++;
            } else if (c == last) {
                if (at + 1 == text.length() || text.charAt(at + 1) != last) {
                    return at + 1;
                }
                at++;
            }
        }
        return OPEN;
    }

    /** Whether the word before a quote is part of the literal. */
    boolean isPrefix(int start, int quote) {
        if (quote - start == 2) {
            return syntax.grammar() == Grammar.ORACLE && is(start, 'N') && is(start + 1, 'Q');
        }
        return quote - start == 1
                && (is(start, 'N')
                        || is(start, 'X')
                        || is(start, 'B')
                        || (is(start, 'E') && hasEscapeStrings())
                        || (is(start, 'Q') && hasOwnDelimiters()));
    }

    /** The end of a literal whose prefix is at {@code start} and whose quote is at {@code quote}. */
    int endOfPrefixed(int start, int quote) {
        if (is(quote - 1, 'Q') && hasOwnDelimiters()) {
            return endOfDelimited(quote);
        }
        return end(quote, '\'', syntax.backslashEscapes() || is(start, 'E'));
    }

    /** Whether {@code E'…'} is a string in which a backslash escapes. */
    private boolean hasEscapeStrings() {
        return syntax.grammar() == Grammar.POSTGRESQL || syntax.grammar() == Grammar.DUCKDB;
    }

    /** Whether {@code q'[…]'} is a string. */
    private boolean hasOwnDelimiters() {
        return syntax.grammar() == Grammar.ORACLE || syntax.grammar() == Grammar.FIREBIRD;
    }

    private int endOfDelimited(int quote) {
        if (quote + 1 >= text.length()) {
            return OPEN;
        }
        int end = text.indexOf(closing(text.charAt(quote + 1)) + "'", quote + 2);
        return end < 0 ? OPEN : end + 2;
    }

    private static char closing(char opening) {
        return switch (opening) {
            case '[' -> ']';
            case '(' -> ')';
            case '{' -> '}';
            case '<' -> '>';
            default -> opening;
        };
    }

    /** The end of {@code $tag$…$tag$}, or {@link #NONE} where no tag begins. */
    int endOfDollarQuoted(int start) {
        int at = start + 1;
        while (at < text.length() && isTag(text.charAt(at), at == start + 1)) {
            at++;
        }
        if (at >= text.length() || text.charAt(at) != '$') {
            return NONE;
        }
        String tag = text.substring(start, at + 1);
        int end = text.indexOf(tag, at + 1);
        return end < 0 ? OPEN : end + tag.length();
    }

    private static boolean isTag(char c, boolean first) {
        return first ? Character.isUnicodeIdentifierStart(c) || c == '_' : Character.isUnicodeIdentifierPart(c);
    }

    /** The end of the block comment at {@code start}, or a negative number. */
    int endOfComment(int start) {
        int depth = 1;
        for (int at = start + 2; at + 1 < text.length(); at++) {
            char c = text.charAt(at);
            char next = text.charAt(at + 1);
            if (c == '*' && next == '/') {
                if (--depth == 0) {
                    return at + 2;
                }
                at++;
            } else if (c == '/' && next == '*' && syntax.nestedComments()) {
                depth++;
                at++;
            }
        }
        return OPEN;
    }

    private boolean is(int at, char upper) {
        return (text.charAt(at) & ~0x20) == upper;
    }
}
