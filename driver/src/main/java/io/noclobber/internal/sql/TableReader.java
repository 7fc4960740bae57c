package io.noclobber.internal.sql;

import net.sf.jsqlparser.schema.Table;
import org.jspecify.annotations.Nullable;

/** Reads from the tokens the tables that the parser found. */
final class TableReader {
    private final Tokens tokens;
    private final Names names;
    private final Nodes nodes;

    TableReader(Tokens tokens) {
        this.tokens = tokens;
        this.names = new Names(tokens);
        this.nodes = new Nodes(tokens);
    }

    /** The table with its alias, or {@code null} where the tokens do not say the same as the parser. */
    @Nullable TableReference read(Table table) {
        Nodes.Span span = nodes.span(table);
        int end = span == null ? 0 : names.end(span.from());
        if (span == null
                || end == span.from()
                || table.getTimeTravel() != null
                || table.getTimeTravelStrAfterAlias() != null) {
            return null;
        }
        int alias = table.getAlias() == null ? -1 : alias(end);
        if (table.getAlias() != null && alias < 0) {
            return null;
        }
        return new TableReference(names.path(span.from(), end), alias < 0 ? null : names.name(alias));
    }

    /** The first token of a table's name, or -1. */
    int first(Table table) {
        Nodes.Span span = nodes.span(table);
        return span == null ? -1 : span.from();
    }

    /** The token behind a table and its alias. */
    int end(int first, boolean hasAlias) {
        int end = names.end(first);
        if (hasAlias) {
            return alias(end) + 1;
        }
        while (tokens.isAny(end, "*") || (tokens.is(end, ")") && tokens.is(first - 1, "("))) {
            end++;
        }
        return end;
    }

    /** The alias behind the name that ends before {@code end}, or -1. */
    private int alias(int end) {
        int token = end;
        while (tokens.isAny(token, "*", ")")) {
            token++;
        }
        if (tokens.is(token, "PARTITION") && tokens.is(token + 1, "(")) {
            token = tokens.close(token + 1) + 1;
        }
        if (tokens.is(token, "AS")) {
            token++;
        }
        return tokens.isName(token) ? token : -1;
    }
}
