package io.noclobber.internal.sql;

/** Tells parameters and literals from expressions. */
final class Values {
    private static final ValueSource EXPRESSION = new ValueSource.Expression();

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
