package io.noclobber.internal.sql;

/**
 * The shape of a text: its tokens with a mark for each literal, without comments. Two texts of one
 * shape have the same tokens at the same positions, so they share one plan.
 */
final class Fingerprint {
    private static final char VALUE = '\u0001';
    private static final char NUMBER = '\u0002';
    private static final char STRING = '\u0003';
    private static final char OPAQUE = '\u0004';

    private Fingerprint() {}

    static String of(Tokens tokens) {
        Literals literals = new Literals(tokens);
        StringBuilder shape = new StringBuilder(tokens.text.length());
        for (int token = 0; token < tokens.count(); token++) {
            if (token > 0) {
                shape.append(' ');
            }
            append(shape, tokens, literals, token);
        }
        return shape.toString();
    }

    private static void append(StringBuilder shape, Tokens tokens, Literals literals, int token) {
        if (!tokens.isLiteral(token) || (tokens.is(token, Kind.WORD) && !isValuePlace(tokens, token))) {
            shape.append(tokens.text, tokens.start(token), tokens.end(token));
        } else if (literals.value(token) == Literals.OPAQUE) {
            shape.append(OPAQUE).append(tokens.is(token, Kind.NUMBER) ? NUMBER : STRING);
        } else if (isValuePlace(tokens, token)) {
            shape.append(VALUE);
        } else {
            shape.append(tokens.is(token, Kind.NUMBER) ? NUMBER : STRING);
        }
    }

    /** Whether any literal may stand here: after an operator, a comma or a bracket. A sign takes numbers only. */
    private static boolean isValuePlace(Tokens tokens, int token) {
        return tokens.is(token - 1, Kind.OPEN)
                || (tokens.is(token - 1, Kind.SYMBOL) && !tokens.isAny(token - 1, "-", "+"));
    }
}
