package io.noclobber.internal.guard;

import io.noclobber.dialect.Dialect.LockText;
import io.noclobber.dialect.Dialect.RowLock;
import io.noclobber.internal.catalog.Column;
import io.noclobber.row.RowImage;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Locks rows that are about to be written, and reads them as they are then. Confined to one connection. */
final class RowLocks {
    private final Session session;

    RowLocks(Session session) {
        this.session = session;
    }

    /** How the row is locked that a text is to write. */
    RowLock forText() throws SQLException {
        return session.dialect().rowLock(session.isolation());
    }

    /** How the row is locked that a cursor stands on: the cursor must not lose it. */
    RowLock forCursor() throws SQLException {
        return session.dialect().cursorLock(session.isolation());
    }

    /**
     * Meets whoever has changed a column that a guard compares and the write does not set, where the database lets them
     * pass each other by. Outside a transaction there is nothing to meet: the guard sees what is stored by then.
     *
     * @throws SQLException as the database says that somebody has
     */
    void meetChanges(Intent intent) throws SQLException {
        if (session.dialect().writesPassEachOther() && session.transaction().inTransaction()) {
            meet(intent);
        }
    }

    private void meet(Intent intent) throws SQLException {
        RowImage image = intent.image();
        if (image == null) {
            return;
        }
        List<Column> columns =
                intent.write().guards().compared(intent.write(), image, session.environment()).columns().stream()
                        .filter(column ->
                                !column.generated() && session.dialect().updatesInPlace(column.type()))
                        .toList();
        if (!columns.isEmpty()) {
            intent.query().touch(session, columns, session.queryTimeout());
        }
    }

    /**
     * Locks one row.
     *
     * @param columns what is read of it then
     * @param likeness what the database is asked about it then, {@code null} for nothing
     */
    RowNow lock(Intent intent, List<Column> columns, @Nullable Likeness likeness, RowLock lock) throws SQLException {
        RowQuery query = intent.query();
        switch (lock) {
            case NO_OP_UPDATE -> query.lockByUpdate(session, session.queryTimeout());
            case EMPTY_UPDATE -> query.lockByEmptyUpdate(session, session.queryTimeout());
            case COMPARED_UPDATE -> meet(intent);
            case FOR_UPDATE -> {
                return query.read(session, columns, likeness, session.dialect().lockText(), session.queryTimeout());
            }
        }
        return query.read(session, columns, likeness, LockText.NONE, 0);
    }
}
