package io.noclobber.internal.sql;

import java.util.ArrayList;
import java.util.List;

/** Splits row values and lists. */
final class Rows {
    private Rows() {}

    /** What lies between the commas of the bracket that begins at {@code open}. */
    static List<Nodes.Span> elements(Tokens tokens, int open) {
        List<Nodes.Span> elements = new ArrayList<>();
        int close = tokens.close(open);
        int from = open + 1;
        for (int token = open + 1; token <= close; token++) {
            if (token == close || (tokens.is(token, ",") && tokens.depth(token) == tokens.depth(open) + 1)) {
                elements.add(new Nodes.Span(from, token));
                from = token + 1;
            }
        }
        return elements;
    }

    /** Whether the span is one bracket. */
    static boolean isRow(Tokens tokens, Nodes.Span span) {
        return tokens.is(span.from(), "(") && tokens.close(span.from()) == span.to() - 1;
    }
}
