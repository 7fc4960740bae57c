package io.noclobber.internal.sql;

import io.noclobber.internal.sql.Shape.Places;
import org.jspecify.annotations.Nullable;

/** A text with the plan of its shape, by character. Immutable. */
final class AnalysedText implements AnalysedStatement {
    private static final int[] NOTHING = {};

    /** What makes an equals sign behind it another operator. */
    private static final String COMPOUND = "=<>!:+-*/%&|^~";

    private final String text;
    private final StatementPlan plan;
    private final int parameters;
    private final @Nullable Object[] values;
    /** The start and the end of each literal. */
    private final int[] literals;

    private final int headEnd;
    private final int headParameters;
    private final int target;
    private final int targetEnd;
    private final int where;
    /** Of a write where its condition ends, of a query where its select list does; 0 where nothing can be added there. */
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
        int head = places == null ? 0 : head(places, tokens);
        headEnd = head == 0 ? 0 : tokens.start(head);
        headParameters = tokens.parametersBefore(head);
        target = places == null ? 0 : tokens.start(places.target());
        targetEnd = places == null ? 0 : tokens.end(places.targetEnd() - 1);
        where = places == null || places.where() < 0 ? -1 : tokens.start(places.where());
        int behind = places == null ? shape.items() : places.end();
        end = behind == 0 ? 0 : tokens.end(behind - 1);
    }

    /** Where a WITH clause ends that the condition needs; 0 for most texts, which begin with the verb. */
    private static int head(Places places, Tokens tokens) {
        return places.verb() > 0 && CommonTables.areNamed(tokens, places.where(), places.end()) ? places.verb() : 0;
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
    public String headText() {
        return text.substring(0, headEnd);
    }

    @Override
    public int headParameters() {
        return headParameters;
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
    public boolean canShowMore() {
        return end > 0 && plan instanceof StatementPlan.Read;
    }

    @Override
    public String showing(String items) {
        return new StringBuilder(text.length() + items.length() + 2)
                .append(text, 0, end)
                .append(", ")
                .append(items)
                .append(text, end, text.length())
                .toString();
    }

    @Override
    public boolean isPlain(int ordinal) {
        int start = literals[2 * ordinal];
        char first = text.charAt(start);
        boolean simple = first == '\'' || first == '-' || first == '.' || (first >= '0' && first <= '9');
        int equals = beforeBlanks(start);
        return simple && equals > 0 && text.charAt(equals) == '=' && COMPOUND.indexOf(text.charAt(equals - 1)) < 0;
    }

    private int beforeBlanks(int end) {
        int at = end - 1;
        while (at >= 0 && text.charAt(at) <= ' ') {
            at--;
        }
        return at;
    }

    @Override
    public SpliceableText withParameters(int[] ordinals) {
        StringBuilder changed = new StringBuilder(text.length());
        int copied = 0;
        int shift = 0;
        int shiftBeforeWhere = 0;
        for (int ordinal : ordinals) {
            int start = literals[2 * ordinal];
            changed.append(text, copied, start).append('?');
            copied = literals[2 * ordinal + 1];
            shift += copied - start - 1;
            shiftBeforeWhere = start < where ? shift : shiftBeforeWhere;
        }
        changed.append(text, copied, text.length());
        return new SplicedText(changed.toString(), where < 0 ? -1 : where - shiftBeforeWhere, end - shift);
    }

    @Override
    public String splice(String predicate) {
        return new SplicedText(text, where, end).splice(predicate);
    }

    @Override
    public String toString() {
        return plan.getClass().getSimpleName() + " of " + text;
    }
}
