package io.noclobber.internal.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads names from tokens: the parser splits quoted names that contain dots. */
final class Names {
    private final Tokens tokens;

    Names(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The name at a token, without its quotes. */
    Identifier name(int token) {
        String raw = tokens.raw(token);
        if (tokens.is(token, Kind.WORD)) {
            return new Identifier(raw, false);
        }
        char quote = raw.charAt(0) == '[' ? ']' : raw.charAt(0);
        String inner = raw.substring(1, raw.length() - 1);
        String one = String.valueOf(quote);
        return new Identifier(inner.replace(one + one, one), true);
    }

    /** The token behind the dotted name at {@code first}; {@code first} itself where no whole name is. */
    int end(int first) {
        if (!tokens.isName(first)) {
            return first;
        }
        int token = first + 1;
        while (tokens.is(token, ".") && tokens.isName(token + 1)) {
            token += 2;
        }
        boolean broken = tokens.is(token, ".") || tokens.is(first - 1, ".") || isRemote(token);
        return broken ? first : token;
    }

    /** Oracle's {@code table@link}. */
    private boolean isRemote(int token) {
        return tokens.is(token, "@")
                || (tokens.is(token, Kind.VARIABLE) && tokens.start(token) == tokens.end(token - 1));
    }

    /** The parts of the dotted name from {@code first} up to {@code end}. */
    List<Identifier> path(int first, int end) {
        List<Identifier> path = new ArrayList<>(2);
        for (int token = first; token < end; token += 2) {
            path.add(name(token));
        }
        return path;
    }

    /** The parts of the dotted name that fills exactly these tokens, or {@code null}. */
    @Nullable List<Identifier> whole(int from, int to) {
        int first = from;
        int end = to;
        while (end - first > 2 && tokens.is(first, "(") && tokens.close(first) == end - 1) {
            first++;
            end--;
        }
        return first < end && end(first) == end ? path(first, end) : null;
    }

    /** The table named at {@code first} without an alias, or {@code null} where none is. */
    @Nullable TableReference table(int first) {
        int end = end(first);
        return end == first ? null : new TableReference(path(first, end), null);
    }

    /** Whether two names mean the same: in exact case only where both are quoted. */
    static boolean same(Identifier one, Identifier other) {
        return one.quoted() && other.quoted()
                ? one.text().equals(other.text())
                : one.text().equalsIgnoreCase(other.text());
    }
}
