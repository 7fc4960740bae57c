package io.noclobber.internal.sql;

import net.sf.jsqlparser.parser.ASTNodeAccess;
import net.sf.jsqlparser.parser.Node;
import org.jspecify.annotations.Nullable;

/** Finds the tokens of what the parser understood. JSqlParser counts characters from 1. */
final class Nodes {
    private final Tokens tokens;

    Nodes(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Tokens of one text.
     *
     * @param from the first
     * @param to the one behind the last
     */
    record Span(int from, int to) {}

    /** The tokens of a node, or {@code null} where it has no position or its ends are not ends of ours. */
    @Nullable Span span(@Nullable Object of) {
        Node node = of instanceof ASTNodeAccess access ? access.getASTNode() : null;
        if (node == null || node.jjtGetFirstToken() == null || node.jjtGetLastToken() == null) {
            return null;
        }
        int first = tokens.at(node.jjtGetFirstToken().absoluteBegin - 1);
        int last = tokens.endingAt(node.jjtGetLastToken().absoluteEnd - 1);
        return first < 0 || last < first ? null : withEscapes(first, last + 1);
    }

    /** The braces of a JDBC escape, which the parser does not see, belong to what is in them. */
    private Span withEscapes(int first, int end) {
        int from = first;
        int to = end;
        while (tokens.is(from - 2, "{") && tokens.isAny(from - 1, "D", "T", "TS", "FN")) {
            from -= 2;
        }
        while (tokens.is(to, "}")) {
            to++;
        }
        return new Span(from, to);
    }
}
