package io.noclobber.internal.guard;

import io.noclobber.conflict.RowConflict;
import io.noclobber.dialect.Dialect.VerdictRead;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.row.RowImage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a query does not show of a row that it has locked: many lock a row by its key alone, and show nothing of it.
 * One question for such a row, in the transaction that holds its lock. Confined to one connection.
 */
final class UnshownColumns {
    private final Session session;

    UnshownColumns(Session session) {
        this.session = session;
    }

    /**
     * What somebody else has made of them, {@code null} where nothing differs or nobody can ask.
     *
     * @param known what was read of the row before
     * @param shown what the query shows of it
     * @param rows the result, which must not suffer by the question
     */
    @Nullable RowConflict changed(Table table, RowComparison comparison, RowImage known, RowImage shown, ResultSet rows) {
        Set<String> names = EarlyCheck.columns(known, table);
        names.removeIf(name -> shown.shape().indexOf(name) >= 0);
        table.key().forEach(column -> names.remove(column.name().name()));
        // without a transaction nothing is locked any more
        if (names.isEmpty() || !session.transaction().inTransaction() || !PinnedKeys.mayAsk(session, rows)) {
            return null;
        }
        try {
            return asked(table, StoredRows.columns(table, List.copyOf(names)), comparison, known);
        } catch (SQLException failure) {
            session.counts().defect(table.name(), "what a query does not show of a locked row: " + failure);
            return null;
        }
    }

    private @Nullable RowConflict asked(Table table, List<Column> columns, RowComparison comparison, RowImage known)
            throws SQLException {
        StoredQuery query = StoredQuery.of(table, columns, 1);
        @Nullable RowConflict[] found = new @Nullable RowConflict[1];
        session.queries().ask(query.text() + lock(), statement -> {
            query.bind(statement, List.of(known));
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    StoredQuery.Row row = query.read(session.counts(), rows);
                    found[0] = comparison.changed(known, EarlyCheck.now(known, columns, row, session.millis()));
                }
            }
        });
        return found[0];
    }

    /** A plain read of some engines shows the snapshot of the transaction, not the row that was locked. */
    private String lock() throws SQLException {
        return session.dialect().verdictRead(session.isolation()) == VerdictRead.LOCKING
                ? session.dialect().lockText().end()
                : "";
    }
}
