package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.ValueSource;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
        StringBuilder text = new StringBuilder();
        List<Binder> binders = new ArrayList<>();
        for (int i = 0; i < write.key().size(); i++) {
            conjunct(text, write.keyColumns().get(i));
            ValueSource source = write.key().get(i);
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
            binders.add(binder(column, image.shape().indexOf(column.name().name()), image, i));
        }
        return new KeyCondition(text(table), binders);
    }

    /** The condition for any row of {@code table}, with parameters for its key. */
    static String text(Table table) {
        StringBuilder text = new StringBuilder();
        table.key().forEach(column -> conjunct(text, column).append('?'));
        return text.toString();
    }

    /** Sets a parameter to the key column {@code i} of the row that an image shows. */
    static void bind(Table table, RowImage image, int i, PreparedStatement target, int index) throws SQLException {
        Column column = table.key().get(i);
        binder(column, image.shape().indexOf(column.name().name()), image, i).bind(target, index);
    }

    private static Binder binder(Column column, int selected, RowImage image, int i) {
        @Nullable Object captured = selected < 0 ? null : image.value(selected);
        if (captured != null && captured != RowImage.NOT_READ) {
            return (target, index) -> column.rule().binding().bind(target, index, captured);
        }
        RowKey key = image.key();
        return (target, index) ->
                target.setObject(index, KeyKind.bindable(key.values().get(i)));
    }

    private static StringBuilder conjunct(StringBuilder text, Column column) {
        return text.append(text.isEmpty() ? "" : " AND ")
                .append(column.sqlName())
                .append(" = ");
    }

    String text() {
        return text;
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
