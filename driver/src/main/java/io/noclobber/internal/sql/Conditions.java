package io.noclobber.internal.sql;

import io.noclobber.row.SqlSyntax.Grammar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import org.jspecify.annotations.Nullable;

/** Collects what conditions fix columns to. The parser says which conjuncts there are, the tokens what is in them. */
final class Conditions {
    private static final Set<String> BINDING = Set.of(
            "OR", "XOR", "IS", "COLLATE", "DIV", "MOD", "LIKE", "ILIKE", "RLIKE", "REGEXP", "SIMILAR", "BETWEEN", "NOT",
            "IN", "ESCAPE", "AT");

    private final Tokens tokens;
    private final Nodes nodes;
    private final Values values;
    private final Scope scope;
    private final List<KeyPin> pins = new ArrayList<>();
    private final boolean pipesMeanOr;
    private final boolean alternative;
    private boolean pinsOnly = true;
    private int conjuncts;

    Conditions(Tokens tokens, Scope scope) {
        this(tokens, scope, false);
    }

    /**
     * @param alternative whether what is added is one side of an OR
     */
    private Conditions(Tokens tokens, Scope scope, boolean alternative) {
        this.alternative = alternative;
        this.tokens = tokens;
        this.nodes = new Nodes(tokens);
        this.values = new Values(tokens);
        this.scope = scope;
        this.pipesMeanOr = isMySql() && hasPipes();
    }

    List<KeyPin> pins() {
        return pins;
    }

    /** Whether there was nothing besides the pins. */
    boolean pinsOnly() {
        return pinsOnly;
    }

    /** Adds the conjuncts of a condition. */
    void add(@Nullable Expression condition) {
        if (condition instanceof AndExpression and && isAnd(and)) {
            add(and.getLeftExpression());
            add(and.getRightExpression());
        } else if (condition instanceof ParenthesedExpressionList<?> group && group.size() == 1) {
            add((Expression) group.get(0));
        } else if (condition != null) {
            conjuncts++;
            pinsOnly &= condition instanceof OrExpression or ? addAlternatives(or) : addPins(condition);
        }
    }

    /** {@code a = 1 OR a = 2}, {@code (a = 1 AND b = 2) OR (a = 3 AND b = 4)}. */
    private boolean addAlternatives(OrExpression or) {
        List<Expression> sides = new ArrayList<>();
        collect(or, sides);
        List<List<KeyPin>> fixed = new ArrayList<>();
        boolean only = true;
        for (Expression side : sides) {
            Conditions conditions = new Conditions(tokens, scope, true);
            conditions.add(side);
            if (conditions.pins.isEmpty()) {
                return false;
            }
            fixed.add(conditions.pins);
            only &= conditions.pinsOnly;
        }
        Alternatives alternatives = new Alternatives(fixed);
        List<KeyPin> joined = alternatives.pins(conjuncts);
        pins.addAll(joined);
        return only && !joined.isEmpty() && alternatives.coverAll();
    }

    /** The sides of a chain, which may be thousands, in their order. */
    private static void collect(OrExpression or, List<Expression> sides) {
        Deque<Expression> open = new ArrayDeque<>();
        open.push(or);
        while (!open.isEmpty()) {
            Expression next = open.pop();
            if (next instanceof OrExpression chain) {
                open.push(chain.getRightExpression());
                open.push(chain.getLeftExpression());
            } else if (next instanceof ParenthesedExpressionList<?> group && group.size() == 1) {
                open.push((Expression) group.get(0));
            } else {
                sides.add(next);
            }
        }
    }

    /** In MySQL {@code ||} is OR, which the parser does not know; elsewhere {@code &&} is no AND. */
    private boolean isAnd(AndExpression and) {
        return isMySql() ? !pipesMeanOr : !and.isUseOperator();
    }

    private boolean isMySql() {
        return tokens.syntax.grammar() == Grammar.MYSQL || tokens.syntax.grammar() == Grammar.MARIADB;
    }

    private boolean hasPipes() {
        for (int token = 0; token < tokens.count(); token++) {
            if (tokens.is(token, "||")) {
                return true;
            }
        }
        return false;
    }

    private boolean addPins(Expression conjunct) {
        boolean equality = conjunct instanceof EqualsTo;
        boolean list = conjunct instanceof InExpression in && !in.isNot();
        Nodes.Span span = equality || list ? nodes.span(conjunct) : null;
        if (span == null || !standsAlone(span)) {
            return false;
        }
        int operator = operator(span, list);
        if (operator < 0) {
            return false;
        }
        return list ? addList(span.from(), operator, span.to()) : addEquality(span.from(), operator, span.to());
    }

    /** Whether nothing touches the conjunct that the database might bind more tightly than the parser does. */
    private boolean standsAlone(Nodes.Span span) {
        boolean before = tokens.isAny(span.from() - 1, "WHERE", "ON", "AND", "(", "&&")
                || alternative && tokens.is(span.from() - 1, "OR");
        boolean after = span.to() == tokens.count()
                || tokens.isAny(span.to(), ")", "&&", ";", ",")
                || alternative && tokens.is(span.to(), "OR")
                || (tokens.is(span.to(), Kind.WORD) && !BINDING.contains(tokens.word(span.to())));
        return before && after;
    }

    private int operator(Nodes.Span span, boolean list) {
        for (int token = span.from(); token < span.to(); token++) {
            if (tokens.depth(token) == tokens.depth(span.from())
                    && (list ? tokens.is(token, "IN") : tokens.isAny(token, "=", "=="))) {
                return token;
            }
        }
        return -1;
    }

    private boolean addEquality(int from, int operator, int to) {
        return addEqual(from, operator, operator + 1, to)
                || addEqual(operator + 1, to, from, operator)
                || addRows(from, operator, List.of(new Nodes.Span(operator + 1, to)));
    }

    private boolean addEqual(int from, int to, int valueFrom, int valueTo) {
        ColumnReference column = scope.column(from, to);
        ValueSource value = values.readThroughCast(valueFrom, valueTo);
        if (column == null || tokens.isLiteral(from) || value instanceof ValueSource.Expression) {
            return false;
        }
        pins.add(new KeyPin(column, List.of(value), conjuncts));
        return true;
    }

    private boolean addList(int from, int in, int to) {
        if (!tokens.is(in + 1, "(")
                || tokens.close(in + 1) != to - 1
                || tokens.isAny(in + 2, "SELECT", "WITH", "VALUES")) {
            return false;
        }
        List<Nodes.Span> elements = Rows.elements(tokens, in + 1);
        return addColumn(scope.column(from, in), elements) || addRows(from, in, elements);
    }

    private boolean addColumn(@Nullable ColumnReference column, List<Nodes.Span> elements) {
        List<ValueSource> sources = elements.stream()
                .map(span -> values.readThroughCast(span.from(), span.to()))
                .toList();
        if (column == null
                || sources.isEmpty()
                || sources.stream().anyMatch(ValueSource.Expression.class::isInstance)) {
            return false;
        }
        pins.add(new KeyPin(column, sources, conjuncts));
        return true;
    }

    /** {@code (a, b) = (1, 2)} and {@code (a, b) IN ((1, 2), (3, 4))}. */
    private boolean addRows(int from, int to, List<Nodes.Span> rows) {
        if (!Rows.isRow(tokens, new Nodes.Span(from, to))) {
            return false;
        }
        List<Nodes.Span> columns = Rows.elements(tokens, from);
        List<List<Nodes.Span>> table = new ArrayList<>();
        for (Nodes.Span row : rows) {
            if (!Rows.isRow(tokens, row) || Rows.elements(tokens, row.from()).size() != columns.size()) {
                return false;
            }
            table.add(Rows.elements(tokens, row.from()));
        }
        boolean all = true;
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            Nodes.Span name = columns.get(i);
            all &= addColumn(
                    scope.column(name.from(), name.to()),
                    table.stream().map(row -> row.get(column)).toList());
        }
        return all;
    }
}
