package io.noclobber.internal.sql;

import java.util.Set;

/** Tells parameters and literals from expressions. */
final class Values {
    private static final ValueSource EXPRESSION = new ValueSource.Expression();

    /** What is converted to one of these is the same value or none: no other length, scale or zone. */
    private static final Set<String> EXACT =
            Set.of("UUID", "SMALLINT", "INT", "INTEGER", "BIGINT", "INT2", "INT4", "INT8");

    private final Tokens tokens;
    private final Literals literals;

    Values(Tokens tokens) {
        this.tokens = tokens;
        this.literals = new Literals(tokens);
    }

    /** What the tokens from {@code from} up to {@code to} are, whole. */
    ValueSource read(int from, int to) {
        int first = from;
        int end = to;
        while (end - first > 2 && tokens.is(first, "(") && tokens.close(first) == end - 1) {
            first++;
            end--;
        }
        if (end - first == 1 && tokens.is(first, Kind.PARAMETER)) {
            return new ValueSource.Parameter(tokens.number(first));
        }
        int literal = literalIn(first, end);
        return literal < 0 ? EXPRESSION : new ValueSource.Literal(tokens.number(literal));
    }

    /** As {@link #read}, and through a cast: {@code ?::uuid}, {@code CAST('4711' AS bigint)}. */
    ValueSource readThroughCast(int from, int to) {
        if (to - from > 2 && tokens.is(to - 2, "::") && isExact(to - 1)) {
            return cast(from, to - 2, to - 1);
        }
        boolean call = to - from > 5
                && tokens.is(from, "CAST")
                && tokens.is(from + 1, "(")
                && tokens.close(from + 1) == to - 1
                && tokens.is(to - 3, "AS")
                && isExact(to - 2);
        return call ? cast(from + 2, to - 3, to - 2) : read(from, to);
    }

    private ValueSource cast(int from, int to, int type) {
        ValueSource given = read(from, to);
        return given instanceof ValueSource.Expression ? given : new ValueSource.Cast(given, tokens.raw(type));
    }

    private boolean isExact(int token) {
        return tokens.is(token, Kind.WORD) && EXACT.contains(tokens.word(token));
    }

    private int literalIn(int from, int to) {
        for (int token = from; token < to && token < from + 3; token++) {
            if (tokens.isLiteral(token)) {
                boolean whole = literals.first(token) == from && literals.last(token) == to - 1;
                return whole && literals.value(token) != Literals.OPAQUE ? token : -1;
            }
        }
        return -1;
    }
}
