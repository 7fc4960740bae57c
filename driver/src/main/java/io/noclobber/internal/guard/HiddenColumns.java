package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Column;
import java.util.List;
import java.util.Locale;

/**
 * The columns that one query must show behind the application's own, so that the version of each row is known. Confined
 * to one connection.
 */
final class HiddenColumns {
    /** The query shows what it must already. */
    static final HiddenColumns NONE = new HiddenColumns(List.of());

    private static final String ALIAS = "noclobber_";

    /**
     * One column.
     *
     * @param table its table's position in the query
     * @param expression the column as the query can name it
     */
    record Item(int table, Column column, String expression) {}

    private final List<Item> items;
    private volatile boolean proved;
    private volatile boolean refused;

    HiddenColumns(List<Item> items) {
        this.items = List.copyOf(items);
    }

    List<Item> items() {
        return items;
    }

    /** Whether the database has run the query in its wider form before. */
    boolean proved() {
        return proved;
    }

    void prove() {
        proved = true;
    }

    /** Whether the database has refused the wider form. */
    boolean refused() {
        return refused;
    }

    void refuse() {
        refused = true;
    }

    /** The items of a select list, under names that {@code text} does not use. */
    String list(String text) {
        String alias = ALIAS;
        String upper = text.toUpperCase(Locale.ROOT);
        while (upper.contains(alias.toUpperCase(Locale.ROOT))) {
            alias += "x_";
        }
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            list.append(i == 0 ? "" : ", ").append(items.get(i).expression());
            list.append(" AS ").append(alias).append(i + 1);
        }
        return list.toString();
    }
}
