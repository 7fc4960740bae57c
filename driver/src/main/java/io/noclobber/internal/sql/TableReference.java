package io.noclobber.internal.sql;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A base table as a statement names it. Immutable.
 *
 * @param path catalog, schema and table as far as they were written; the table is the last
 * @param alias the name by which the statement calls it, or {@code null}
 */
public record TableReference(
        List<Identifier> path, @Nullable Identifier alias) {
    public TableReference {
        path = List.copyOf(path);
    }

    /**
     * The name by which the statement's other parts call the table.
     *
     * @param quotes puts an identifier in quotes
     */
    public String spelled(UnaryOperator<String> quotes) {
        List<Identifier> names = alias == null ? path : List.of(alias);
        return names.stream()
                .map(name -> name.quoted() ? quotes.apply(name.text()) : name.text())
                .collect(Collectors.joining("."));
    }

    public Identifier table() {
        return path.get(path.size() - 1);
    }
}
