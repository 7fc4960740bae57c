package io.noclobber.internal.sql;

import io.noclobber.internal.sql.StatementPlan.Assignment;
import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.update.UpdateSet;

/** Reads SET lists. */
final class Assignments {
    private static final ValueSource EXPRESSION = new ValueSource.Expression();

    private final Tokens tokens;
    private final Scope scope;
    private final Names names;
    private final Values values;
    private final List<Assignment> found = new ArrayList<>();

    Assignments(Tokens tokens, Scope scope) {
        this.tokens = tokens;
        this.scope = scope;
        this.names = new Names(tokens);
        this.values = new Values(tokens);
    }

    /** How many columns the parser saw set. */
    static int count(Update update) {
        int count = 0;
        for (UpdateSet set : update.getUpdateSets()) {
            count += set.getColumns().size();
        }
        return count;
    }

    /** The assignments; fewer than the statement has where one is not understood. */
    List<Assignment> read(WriteClauses clauses) {
        if (clauses.set() < 0) {
            return List.of();
        }
        int end = end(clauses);
        int from = clauses.set() + 1;
        for (int token = from; token <= end; token++) {
            if (token == end || (tokens.depth(token) == 0 && tokens.is(token, ","))) {
                assignment(from, token);
                from = token + 1;
            }
        }
        return found;
    }

    private int end(WriteClauses clauses) {
        int end = clauses.where() < 0 ? clauses.end() : clauses.where();
        int output = tokens.find("OUTPUT", clauses.set());
        return output > 0 && output < end && WriteClauses.endsOperand(tokens, output - 1) ? output : end;
    }

    private void assignment(int from, int to) {
        int operator = from;
        while (operator < to && !(tokens.depth(operator) == 0 && isAssignment(operator))) {
            operator++;
        }
        if (tokens.is(from, "(")) {
            row(from, operator, to);
        } else {
            boolean plain = tokens.isAny(operator, "=", ":=");
            column(from, operator, plain ? values.read(operator + 1, to) : EXPRESSION);
        }
    }

    private boolean isAssignment(int token) {
        return tokens.isAny(token, "=", ":=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=");
    }

    /** A name, or a name with a subscript or a field behind it, of which only the column is known. */
    private void column(int from, int to, ValueSource value) {
        int end = names.end(from);
        if (end == from) {
            return;
        }
        List<Identifier> path = names.path(from, end);
        boolean qualified = path.size() == 1 || scope.find(path.subList(0, path.size() - 1)) == 0;
        if (qualified) {
            found.add(new Assignment(path.get(path.size() - 1), end == to ? value : EXPRESSION));
        } else {
            found.add(new Assignment(path.get(0), EXPRESSION));
        }
    }

    private void row(int open, int operator, int to) {
        List<Nodes.Span> columns = Rows.elements(tokens, open);
        boolean row = tokens.is(operator + 1, "(")
                && tokens.close(operator + 1) == to - 1
                && !tokens.isAny(operator + 2, "SELECT", "WITH", "VALUES");
        List<Nodes.Span> sources = row ? Rows.elements(tokens, operator + 1) : List.of();
        for (int i = 0; i < columns.size(); i++) {
            Nodes.Span name = columns.get(i);
            boolean paired = sources.size() == columns.size() && tokens.is(operator, "=");
            ValueSource value =
                    paired ? values.read(sources.get(i).from(), sources.get(i).to()) : EXPRESSION;
            column(name.from(), name.to(), value);
        }
    }
}
