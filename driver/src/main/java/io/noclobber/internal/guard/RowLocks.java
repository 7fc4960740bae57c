package io.noclobber.internal.guard;

import io.noclobber.dialect.Dialect.LockText;
import io.noclobber.dialect.Dialect.RowLock;
import io.noclobber.internal.catalog.Column;
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
            case FOR_UPDATE -> {
                return query.read(session, columns, likeness, session.dialect().lockText(), session.queryTimeout());
            }
        }
        return query.read(session, columns, likeness, LockText.NONE, 0);
    }
}
