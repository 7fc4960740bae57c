package io.noclobber.internal.guard;

import io.noclobber.dialect.ColumnRule;
import io.noclobber.row.RowImage;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question to the database: whether it finds columns of a row as an image shows them, by the predicates that a guard would
 * have. Immutable.
 *
 * @param items the columns, none of which the driver alone can compare
 */
record Likeness(RowImage image, List<Compared.Item> items) {
    Likeness {
        items = List.copyOf(items);
    }

    /** Of all columns that the database can compare. */
    static Likeness of(Compared compared, RowImage image) {
        List<Compared.Item> items = new ArrayList<>();
        for (Compared.Item item : compared.items().subList(0, compared.predicates())) {
            if (item.bound(image) != RowImage.NOT_READ) {
                items.add(item);
            }
        }
        return new Likeness(image, items);
    }

    /** The same question of each column by itself. */
    List<Likeness> each() {
        return items.stream().map(item -> new Likeness(image, List.of(item))).toList();
    }

    /** Appends what is 1 where the answer is yes, else 0. */
    void render(StringBuilder text) {
        text.append("CASE WHEN ");
        for (int i = 0; i < items.size(); i++) {
            ColumnRule rule = items.get(i).rule();
            String column = items.get(i).column().sqlName();
            text.append(i == 0 ? "" : " AND ");
            if (items.get(i).bound(image) == null) {
                rule.renderNull(text, column);
            } else {
                rule.render(text, column);
            }
        }
        text.append(" THEN 1 ELSE 0 END");
    }

    /**
     * Binds what was read, from parameter {@code first} on.
     *
     * @return the first parameter behind that
     */
    int bind(PreparedStatement query, int first) throws SQLException {
        int next = first;
        for (Compared.Item item : items) {
            @Nullable Object value = item.bound(image);
            for (int i = value == null ? 0 : item.rule().bindings(); i > 0 && value != null; i--) {
                item.rule().binding().bind(query, next++, value);
            }
        }
        return next;
    }
}
