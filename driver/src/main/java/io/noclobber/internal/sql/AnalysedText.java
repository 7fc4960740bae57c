package io.noclobber.internal.sql;

import io.noclobber.internal.sql.Shape.Places;
import org.jspecify.annotations.Nullable;

/** A text with the plan of its shape, by character. Immutable. */
final class AnalysedText implements AnalysedStatement {
    private static final int[] NOTHING = {};

    private final String text;
    private final StatementPlan plan;
    private final int parameters;
    private final @Nullable Object[] values;
    /** The start and the end of each literal. */
    private final int[] literals;

    private final int target;
    private final int targetEnd;
    private final int where;
    private final int end;

    AnalysedText(Tokens tokens, Shape shape) {
        text = tokens.text;
        plan = shape.plan();
        parameters = tokens.parameters();
        boolean namesLiterals = plan instanceof StatementPlan.Read || plan instanceof StatementPlan.Write;
        int count = namesLiterals ? tokens.literals() : 0;
        literals = count == 0 ? NOTHING : new int[count * 2];
        values = new @Nullable Object[count];
        readLiterals(tokens);
        Places places = shape.places();
        target = places == null ? 0 : tokens.start(places.target());
        targetEnd = places == null ? 0 : tokens.end(places.targetEnd() - 1);
        where = places == null || places.where() < 0 ? -1 : tokens.start(places.where());
        end = places == null ? 0 : tokens.end(places.end() - 1);
    }

    private void readLiterals(Tokens tokens) {
        Literals reader = new Literals(tokens);
        for (int ordinal = 0; ordinal < values.length; ordinal++) {
            int token = tokens.literal(ordinal);
            literals[2 * ordinal] = tokens.start(reader.first(token));
            literals[2 * ordinal + 1] = tokens.end(reader.last(token));
            values[ordinal] = reader.value(token);
        }
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public StatementPlan plan() {
        return plan;
    }

    @Override
    public int parameters() {
        return parameters;
    }

    @Override
    public @Nullable Object literal(int ordinal) {
        Object value = values[ordinal];
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }

    @Override
    public String literalText(int ordinal) {
        return text.substring(literals[2 * ordinal], literals[2 * ordinal + 1]);
    }

    @Override
    public String targetText() {
        return text.substring(target, targetEnd);
    }

    @Override
    public @Nullable String whereText() {
        return where < 0 ? null : text.substring(where, end);
    }

    @Override
    public String splice(String predicate) {
        StringBuilder spliced = new StringBuilder(text.length() + predicate.length() + 16);
        if (where < 0) {
            spliced.append(text, 0, end).append(" WHERE (").append(predicate).append(')');
        } else {
            spliced.append(text, 0, where).append('(').append(text, where, end);
            spliced.append(") AND (").append(predicate).append(')');
        }
        return spliced.append(text, end, text.length()).toString();
    }

    @Override
    public String toString() {
        return plan.getClass().getSimpleName() + " of " + text;
    }
}
