package io.noclobber.internal.sql;

import java.util.List;
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

    public Identifier table() {
        return path.get(path.size() - 1);
    }
}
