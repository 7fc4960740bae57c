package io.noclobber.internal.sql;

import io.noclobber.internal.sql.StatementPlan.SelectItem;
import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import org.jspecify.annotations.Nullable;

/** Reads select lists. */
final class SelectLists {
    private static final SelectItem COMPUTED = new SelectItem.Computed();
    private static final String[] TIMES = {
        "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP"
    };
    private static final String[] NAMES = {
        "USER",
        "CURRENT_USER",
        "SESSION_USER",
        "SYSTEM_USER",
        "CURRENT_ROLE",
        "CURRENT_CATALOG",
        "CURRENT_SCHEMA",
        "CURRENT_PATH"
    };

    private final Tokens tokens;
    private final Scope scope;
    private final Names names;
    private final Nodes nodes;
    private final boolean plainStar;

    SelectLists(Tokens tokens, Scope scope, boolean plainStar) {
        this.tokens = tokens;
        this.scope = scope;
        this.names = new Names(tokens);
        this.nodes = new Nodes(tokens);
        this.plainStar = plainStar;
    }

    /**
     * The token behind the select list of the outermost query, or 0 where another item cannot be added at its end. A
     * query in brackets is left alone, and so is one that stores its result.
     */
    static int end(Tokens tokens) {
        int select = RootVerb.find(tokens);
        if (!tokens.is(select, "SELECT") || tokens.find("INTO", select) >= 0) {
            return 0;
        }
        int from = tokens.find("FROM", select);
        // a IS DISTINCT FROM b, and a column of that name
        while (from > 0 && tokens.isAny(from - 1, "DISTINCT", ".")) {
            from = tokens.find("FROM", from + 1);
        }
        return Math.max(from, 0);
    }

    /** The items, or {@code null} where a star stands for columns that are not known. */
    @Nullable List<SelectItem> read(List<? extends net.sf.jsqlparser.statement.select.SelectItem<?>> list) {
        List<SelectItem> items = new ArrayList<>(list.size());
        for (net.sf.jsqlparser.statement.select.SelectItem<?> element : list) {
            SelectItem item = item(element);
            if (item == null) {
                return null;
            }
            items.add(item);
        }
        return items;
    }

    private @Nullable SelectItem item(net.sf.jsqlparser.statement.select.SelectItem<?> element) {
        Expression expression = element.getExpression();
        Nodes.Span span = nodes.span(expression);
        if (expression instanceof AllColumns) {
            return span != null && tokens.is(span.to() - 1, "*") ? star(expression, span) : null;
        }
        Nodes.Span whole = span == null ? nodes.span(element) : span;
        return whole == null ? COMPUTED : column(whole);
    }

    /** A column if a name is all there is, besides an alias: the parser takes some columns for something else. */
    private SelectItem column(Nodes.Span span) {
        int end = names.end(span.from());
        boolean name = end > span.from()
                && !tokens.isLiteral(span.from())
                && !(end == span.from() + 1 && isFunction(span.from()))
                && (end == span.to() || tokens.is(end, "AS") || (tokens.isName(end) && end + 1 == span.to()));
        ColumnReference column = name ? scope.column(span.from(), end) : null;
        return column == null ? COMPUTED : new SelectItem.Column(column);
    }

    /** A function without parentheses hides a column of its name. */
    private boolean isFunction(int token) {
        return switch (tokens.syntax.grammar()) {
            case MYSQL, MARIADB -> tokens.isAny(token, TIMES) || tokens.is(token, "CURRENT_USER");
            case SQLITE -> tokens.isAny(token, "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP");
            default -> tokens.isAny(token, TIMES) || tokens.isAny(token, NAMES);
        };
    }

    private @Nullable SelectItem star(Expression expression, Nodes.Span span) {
        if (!(expression instanceof AllTableColumns)) {
            return plainStar ? new SelectItem.Star(-1) : null;
        }
        // the last two tokens are a dot and the star
        List<Identifier> qualifier = names.path(span.from(), span.to() - 2);
        int table = scope.find(qualifier);
        return table < 0 ? null : new SelectItem.Star(table);
    }
}
