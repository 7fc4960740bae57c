package io.noclobber.internal.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** Collects the columns that an expression names outside subqueries. */
final class NamedColumns extends ExpressionVisitorAdapter<@Nullable Void> {
    private final Nodes nodes;
    private final Names names;
    private final Scope scope;
    private final Set<ColumnReference> found = new LinkedHashSet<>();

    private NamedColumns(Tokens tokens, Scope scope) {
        this.nodes = new Nodes(tokens);
        this.names = new Names(tokens);
        this.scope = scope;
    }

    static List<ColumnReference> of(@Nullable Expression expression, Tokens tokens, Scope scope) {
        NamedColumns columns = new NamedColumns(tokens, scope);
        if (expression != null) {
            expression.accept(columns, null);
        }
        return List.copyOf(columns.found);
    }

    @Override
    public <S> @Nullable Void visit(Column column, S context) {
        Nodes.Span span = nodes.span(column);
        int end = span == null ? 0 : names.end(span.from());
        ColumnReference reference = span == null || end == span.from() ? null : scope.column(span.from(), end);
        if (reference != null) {
            found.add(reference);
        }
        return null;
    }

    @Override
    public <S> @Nullable Void visit(ParenthesedSelect select, S context) {
        return null;
    }

    @Override
    public <S> @Nullable Void visit(Select select, S context) {
        return null;
    }
}
