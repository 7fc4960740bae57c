package io.noclobber.internal.sql;

import org.jspecify.annotations.Nullable;

/** The size up to which a text is parsed: the parser's time and stack grow faster than the text. */
final class Limits {
    static final int TEXT = 64 * 1024;
    static final int NESTING = 100;
    static final int CHAIN = 1_000;
    static final int LIST = 2_000;

    private Limits() {}

    /** Why {@code tokens} are too many to be parsed, or {@code null}. */
    static @Nullable UnguardedReason exceeded(Tokens tokens) {
        if (tokens.text.length() > TEXT) {
            return UnguardedReason.TOO_LONG;
        }
        int[] chains = new int[NESTING + 2];
        int[] lists = new int[NESTING + 2];
        int cases = 0;
        int prefixes = 0;
        for (int token = 0; token < tokens.count(); token++) {
            int depth = tokens.depth(token);
            cases += tokens.is(token, "CASE") ? 1 : tokens.is(token, "END") && cases > 0 ? -1 : 0;
            prefixes = isPrefix(tokens, token) ? prefixes + 1 : 0;
            if (depth + cases > NESTING || prefixes > NESTING) {
                return UnguardedReason.TOO_DEEP;
            }
            if (tokens.is(token, Kind.OPEN)) {
                chains[depth + 1] = 0;
                lists[depth + 1] = 0;
            } else if (tokens.is(token, ",")) {
                chains[depth] = 0;
                lists[depth]++;
            } else if (isLink(tokens, token)) {
                chains[depth]++;
            }
            if (chains[depth] > CHAIN || lists[depth] >= LIST) {
                return UnguardedReason.TOO_LONG;
            }
        }
        return null;
    }

    private static boolean isPrefix(Tokens tokens, int token) {
        return tokens.isAny(token, "NOT", "-", "+", "~");
    }

    private static boolean isLink(Tokens tokens, int token) {
        return tokens.is(token, Kind.SYMBOL)
                ? !tokens.is(token, ".")
                : tokens.isAny(token, "AND", "OR", "XOR", "JOIN", "UNION", "EXCEPT", "INTERSECT", "WHEN");
    }
}
