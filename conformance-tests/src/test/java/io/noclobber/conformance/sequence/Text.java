package io.noclobber.conformance.sequence;

import java.util.List;

/**
 * A statement of SQL that a script may send. Immutable.
 *
 * @param parameters what its question marks stand for
 * @param columns the labels of the columns that it gives, none where it is no query
 */
record Text(String sql, List<Kind> parameters, List<String> columns) {
    Text {
        parameters = List.copyOf(parameters);
        columns = List.copyOf(columns);
    }

    static Text of(String sql) {
        return new Text(sql, List.of(), List.of());
    }

    /** Whether it changes or deletes rows. */
    boolean writes() {
        return sql.matches("(?is)(update|delete).*");
    }

    /** Whether it adds rows. */
    boolean inserts() {
        return sql.matches("(?is)insert.*");
    }

    /** Whether it begins or ends a transaction, or a part of one. */
    boolean controlsTransaction() {
        return sql.matches("(?is)(commit|rollback|savepoint|begin|start transaction).*");
    }

    /** As a Java programmer would write it. */
    String quoted() {
        return '"' + sql + '"';
    }
}
