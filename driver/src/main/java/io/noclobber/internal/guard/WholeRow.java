package io.noclobber.internal.guard;

import io.noclobber.dialect.Dialect.LockText;
import io.noclobber.dialect.Dialect.NativeSignal;
import io.noclobber.dialect.Dialect.VerdictRead;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowShape;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Asks for what a locking query does not show of a row that it has locked. Takes neither the row nor the transaction from
 * the application when that fails. Confined to one connection.
 */
final class WholeRow {
    private final Session session;
    private final Transactions transactions;
    private final Verdicts verdicts;

    WholeRow(Session session, Transactions transactions, Verdicts verdicts) {
        this.session = session;
        this.transactions = transactions;
        this.verdicts = verdicts;
    }

    /**
     * The row with {@code columns} as well.
     *
     * @param columns some
     * @param shown what the query shows of it
     * @param rows the result that stands on it
     * @return {@code shown} itself where the database cannot be asked, or not without harm
     * @throws SQLException where the question has shown that the transaction is lost
     */
    RowImage of(Table table, RowImage shown, List<Column> columns, ResultSet rows) throws SQLException {
        // a savepoint takes with it what another thread does behind it
        Lock threads = session.dialect().failureEndsTransaction() ? transactions.alone() : transactions.reading();
        if (!threads.tryLock()) {
            return shown; // who waits for another thread's write has not to wait for a row that he has
        }
        try {
            return isLocked() && BesideRows.mayAsk(session, rows) ? asked(table, shown, columns) : shown;
        } finally {
            threads.unlock();
        }
    }

    /** In autocommit mode the lock is gone already, and another snapshot than the lock's would tell nothing. */
    private boolean isLocked() throws SQLException {
        return session.transaction().inTransaction()
                && session.dialect().verdictRead(session.isolation()) != VerdictRead.SECOND_CONNECTION;
    }

    private RowImage asked(Table table, RowImage shown, List<Column> columns) throws SQLException {
        if (!session.dialect().failureEndsTransaction()) {
            return asked(table, shown, columns, null);
        }
        // of a transaction that was begun by a text the driver knows nothing, and takes no savepoint in it, nor in a
        // branch
        if (session.transaction().autoCommit()
                || session.branches().inBranch()
                || !session.dialect().hasSavepoints()) {
            return shown;
        }
        Savepoint before;
        try {
            before = session.raw().setSavepoint();
        } catch (SQLException failure) {
            // rows that were fetched before the transaction has failed can be read all the same
            if (!session.dialect().failedBefore(failure)) {
                defect(table, failure);
            }
            return shown;
        }
        return asked(table, shown, columns, before);
    }

    private RowImage asked(Table table, RowImage shown, List<Column> columns, @Nullable Savepoint before)
            throws SQLException {
        RowImage whole = shown;
        try {
            whole = read(table, shown, columns);
        } catch (SQLException failure) {
            if (session.signal(failure) != NativeSignal.NONE) {
                verdicts.onFailure(failure);
                throw failure;
            }
            failed(table, before, failure);
        } catch (RuntimeException failure) {
            failed(table, before, failure);
        }
        if (before != null) {
            session.raw().releaseSavepoint(before);
        }
        return whole;
    }

    private void failed(Table table, @Nullable Savepoint before, Exception failure) throws SQLException {
        if (before != null) {
            session.raw().rollback(before);
        }
        defect(table, failure);
    }

    private void defect(Table table, Exception failure) {
        session.counts().defect(table.name(), "what a locking query does not show could not be asked for: " + failure);
    }

    private RowImage read(Table table, RowImage shown, List<Column> columns) throws SQLException {
        LockText lock = verdicts.lock();
        StoredQuery query = StoredQuery.of(table, columns, 1, lock);
        List<RowImage> found = new ArrayList<>();
        session.queries().ask(query.text(), statement -> {
            query.bind(statement, List.of(shown));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next() && found.size() < 2) {
                    found.add(joined(shown, columns, query.read(session.counts(), row)));
                }
            }
        });
        // a parent of PostgreSQL's shows the rows of its children, which may have the same key
        return found.size() == 1 ? found.get(0) : shown;
    }

    private static RowImage joined(RowImage shown, List<Column> columns, StoredQuery.Row row) {
        List<ColumnName> names = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < shown.shape().columns().size(); i++) {
            if (shown.value(i) != RowImage.NOT_READ) {
                names.add(shown.shape().columns().get(i));
                values.add(shown.value(i));
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            names.add(columns.get(i).name());
            values.add(row.values()[i]);
        }
        RowShape shape = new RowShape(shown.key().table(), names, shown.shape().statement());
        return RowImage.of(shape, shown.key(), values.toArray(), shown.readAtMillis());
    }
}
