package io.noclobber.internal.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.AnalyticType;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JsonAggregateFunction;
import net.sf.jsqlparser.expression.MySQLGroupConcat;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** Tells whether a select list holds an aggregate, so that one row of the result is many rows of a table. */
final class Aggregates extends ExpressionVisitorAdapter<@Nullable Void> {
    private static final Set<String> NAMES = Set.of(
            "COUNT",
            "COUNT_BIG",
            "SUM",
            "AVG",
            "MIN",
            "MAX",
            "TOTAL",
            "LISTAGG",
            "GROUP_CONCAT",
            "WM_CONCAT",
            "XMLAGG",
            "EVERY",
            "SOME",
            "ANY_VALUE",
            "BOOL_AND",
            "BOOL_OR",
            "BIT_AND",
            "BIT_OR",
            "BIT_XOR",
            "MEDIAN",
            "MODE",
            "COLLECT",
            "CORR",
            "COVAR_POP",
            "COVAR_SAMP",
            "PERCENTILE_CONT",
            "PERCENTILE_DISC",
            "STDDEV",
            "STDDEV_POP",
            "STDDEV_SAMP",
            "STD",
            "STDEV",
            "STDEVP",
            "VAR",
            "VARP",
            "VARIANCE",
            "VAR_POP",
            "VAR_SAMP",
            "CHECKSUM_AGG",
            "GROUPING",
            "APPROX_COUNT_DISTINCT",
            "JSON_ARRAYAGG",
            "JSON_OBJECTAGG",
            "JSON_GROUP_ARRAY",
            "JSON_GROUP_OBJECT",
            "LIST");

    private final Nodes nodes;
    private final Names names;
    private boolean found;

    private Aggregates(Tokens tokens) {
        this.nodes = new Nodes(tokens);
        this.names = new Names(tokens);
    }

    static boolean in(List<? extends Expression> expressions, Tokens tokens) {
        Aggregates aggregates = new Aggregates(tokens);
        expressions.forEach(expression -> expression.accept(aggregates, null));
        return aggregates.found;
    }

    @Override
    public <S> @Nullable Void visit(Function function, S context) {
        Nodes.Span span = nodes.span(function);
        found |= span == null || isAggregate(span.from(), function);
        return super.visit(function, context);
    }

    private boolean isAggregate(int first, Function function) {
        int end = names.end(first);
        String name = end == first ? "" : names.name(end - 1).text().toUpperCase(Locale.ROOT);
        boolean scalar = name.equals("MIN") || name.equals("MAX");
        int arguments =
                function.getParameters() == null ? 0 : function.getParameters().size();
        return (NAMES.contains(name) && !(scalar && arguments > 1))
                || name.endsWith("_AGG")
                || name.startsWith("REGR_");
    }

    @Override
    public <S> @Nullable Void visit(AnalyticExpression analytic, S context) {
        AnalyticType type = analytic.getType();
        found |= type == AnalyticType.WITHIN_GROUP || type == AnalyticType.FILTER_ONLY;
        return null;
    }

    @Override
    public <S> @Nullable Void visit(MySQLGroupConcat concat, S context) {
        found = true;
        return null;
    }

    @Override
    public <S> @Nullable Void visit(JsonAggregateFunction function, S context) {
        found = true;
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

    @Override
    public <S> @Nullable Void visit(AllColumns star, S context) {
        return null;
    }

    @Override
    public <S> @Nullable Void visit(AllTableColumns star, S context) {
        return null;
    }
}
