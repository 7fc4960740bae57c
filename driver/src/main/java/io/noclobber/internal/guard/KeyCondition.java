package io.noclobber.internal.guard;

import io.noclobber.dialect.Binding;
import io.noclobber.dialect.ColumnRule;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.StatementPlan;
import io.noclobber.internal.sql.ValueSource;
import io.noclobber.row.RowImage;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The condition that addresses one row by its key, spelled plainly so that the key's index is used.
 * Confined to one execution.
 */
final class KeyCondition {
    private interface Binder {
        void bind(PreparedStatement statement, int index) throws SQLException;
    }

    private final String text;
    private final List<Binder> binders;

    private KeyCondition(String text, List<Binder> binders) {
        this.text = text;
        this.binders = binders;
    }

    /** The row that the write means, by the values as the application gave them. */
    static KeyCondition of(BoundWrite write, AnalysedStatement statement, Parameters parameters) {
        return parameters instanceof StoredKey stored
                ? stored.condition()
                : of(write.keyColumns(), write.key(), statement, parameters);
    }

    /** The row in which each of {@code columns} is what {@code values} says, as the application gave it. */
    static KeyCondition of(
            List<Column> columns, List<ValueSource> values, AnalysedStatement statement, Parameters parameters) {
        StringBuilder text = new StringBuilder();
        List<Binder> binders = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            conjunct(text, columns.get(i));
            ValueSource source = values.get(i);
            String closing = "";
            if (source instanceof ValueSource.Cast cast) {
                text.append("CAST(");
                closing = " AS " + cast.type() + ")";
                source = cast.given();
            }
            if (source instanceof ValueSource.Literal literal) {
                text.append(statement.literalText(literal.ordinal()));
            } else if (source instanceof ValueSource.Parameter parameter) {
                text.append('?');
                binders.add((target, index) -> parameters.bind(parameter.index(), target, index));
            } else {
                throw new IllegalStateException("a key is pinned by parameters and literals only");
            }
            text.append(closing);
        }
        return new KeyCondition(text.toString(), binders);
    }

    /** The row that an image shows. */
    static KeyCondition of(Table table, RowImage image) {
        List<Binder> binders = new ArrayList<>();
        for (int i = 0; i < table.key().size(); i++) {
            Column column = table.key().get(i);
            int times = isPlain(column) ? 1 : column.rule().bindings();
            binders.addAll(Collections.nCopies(times, binder(column, image, i)));
        }
        return new KeyCondition(text(table), binders);
    }

    /** The row whose key columns have these captured values. */
    static KeyCondition of(List<Column> key, @Nullable Object[] captured) {
        StringBuilder text = new StringBuilder();
        List<Binder> binders = new ArrayList<>();
        for (int i = 0; i < captured.length; i++) {
            Column column = key.get(i);
            Object value = Objects.requireNonNull(captured[i], "a key column is never null");
            int times = isPlain(column) ? 1 : column.rule().bindings();
            stored(text, column);
            binders.addAll(Collections.nCopies(
                    times, (target, index) -> column.rule().binding().bind(target, index, value)));
        }
        return new KeyCondition(text.toString(), binders);
    }

    /** The condition for any row of {@code table}, with parameters for its key. */
    static String text(Table table) {
        StringBuilder text = new StringBuilder();
        table.key().forEach(column -> stored(text, column));
        return text.toString();
    }

    /** The same, with one parameter for each column of the key, as an application would write it. */
    static String plainText(Table table) {
        StringBuilder text = new StringBuilder();
        table.key().forEach(column -> conjunct(text, column).append('?'));
        return text.toString();
    }

    /** Whether {@code =} finds a stored value by what was captured of it. Else its exact predicate does, without an index. */
    static boolean isPlain(Column column) {
        ColumnRule rule = column.rule();
        boolean otherForm = rule.binding().isOfOtherType()
                || rule.binding() != Binding.OTHER && KeyKind.of(column).hasOtherForms(column);
        return rule.comparison() != ColumnRule.Comparison.PREDICATE || rule.plain() || !otherForm;
    }

    private static void stored(StringBuilder text, Column column) {
        if (isPlain(column)) {
            conjunct(text, column).append('?');
        } else {
            text.append(text.isEmpty() ? "" : " AND ");
            column.rule().render(text, column.sqlName());
        }
    }

    /** Sets a parameter to the key column {@code i} of the row that an image shows. */
    static void bind(Table table, RowImage image, int i, PreparedStatement target, int index) throws SQLException {
        binder(table.key().get(i), image, i).bind(target, index);
    }

    private static Binder binder(Column column, RowImage image, int i) {
        int selected = image.shape().indexOf(column.name().name());
        @Nullable Object captured = selected < 0 ? null : image.value(selected);
        if (captured != null && captured != RowImage.NOT_READ) {
            return (target, index) -> column.rule().binding().bind(target, index, captured);
        }
        Object unified = image.key().values().get(i);
        Object legacy = bindable(unified);
        Object value = column.rule().binding().takes(legacy) ? legacy : unified;
        boolean asCaptured =
                !isPlain(column) || value instanceof String && column.rule().binding() == Binding.OTHER;
        return (target, index) -> {
            if (asCaptured) {
                column.rule().binding().bind(target, index, value);
            } else {
                target.setObject(index, value);
            }
        };
    }

    /** The value by which a unified key is bound again. */
    private static Object bindable(Object unified) {
        if (unified instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        if (unified instanceof LocalDate date) {
            return java.sql.Date.valueOf(date);
        }
        if (unified instanceof LocalTime time) {
            return time.equals(time.truncatedTo(ChronoUnit.SECONDS)) ? java.sql.Time.valueOf(time) : time;
        }
        if (unified instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        return unified instanceof LocalDateTime time ? java.sql.Timestamp.valueOf(time) : unified;
    }

    private static StringBuilder conjunct(StringBuilder text, Column column) {
        return text.append(text.isEmpty() ? "" : " AND ")
                .append(column.sqlName())
                .append(" = ");
    }

    String text() {
        return text;
    }

    /** The application's own condition, as it stands, behind what stands before the verb: its parameters are set as well. */
    static KeyCondition where(BoundWrite write, AnalysedStatement statement, Parameters parameters) {
        List<Binder> binders = new ArrayList<>();
        for (int i = 1; i <= statement.headParameters(); i++) {
            int given = i;
            binders.add((target, index) -> parameters.bind(given, target, index));
        }
        StatementPlan.@Nullable ParameterRange range = write.plan().whereParameters();
        for (int i = range == null ? 1 : range.first(); i <= (range == null ? 0 : range.last()); i++) {
            int given = i;
            binders.add((target, index) -> parameters.bind(given, target, index));
        }
        return new KeyCondition(String.valueOf(statement.whereText()), binders);
    }

    /** Any of the conditions. */
    static KeyCondition any(List<KeyCondition> conditions) {
        List<Binder> all = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (KeyCondition condition : conditions) {
            text.append(text.isEmpty() ? "((" : " OR (").append(condition.text).append(')');
            all.addAll(condition.binders);
        }
        return new KeyCondition(text.append(')').toString(), all);
    }

    /** Both conditions: true of a row only when both address it. */
    KeyCondition and(KeyCondition other) {
        List<Binder> both = new ArrayList<>(binders);
        both.addAll(other.binders);
        return new KeyCondition(text + " AND " + other.text, both);
    }

    /** Sets the parameters from {@code first} on, and returns the next free position. */
    int bind(PreparedStatement statement, int first) throws SQLException {
        int index = first;
        for (Binder binder : binders) {
            binder.bind(statement, index++);
        }
        return index;
    }
}
