package io.noclobber.internal.guard;

import io.noclobber.dialect.Dialect.LockText;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.StatementPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query for one row by its key, together with the truth of the application's own condition. Confined
 * to one execution.
 */
final class RowQuery {
    private final BoundWrite write;
    private final AnalysedStatement statement;
    private final Parameters parameters;
    private final KeyCondition key;

    RowQuery(BoundWrite write, AnalysedStatement statement, Parameters parameters) {
        this.write = write;
        this.statement = statement;
        this.parameters = parameters;
        this.key = KeyCondition.of(write, statement, parameters);
    }

    KeyCondition key() {
        return key;
    }

    /** Reads the row by the application's own connection, where a cancel of its write reaches it. */
    RowNow read(Session session, List<Column> columns, LockText lock, int timeoutSeconds) throws SQLException {
        return read(session.raw(), session.questions(), columns, lock, timeoutSeconds);
    }

    /** Reads the row, without a lock, where nobody can cancel that. */
    RowNow look(Connection connection, List<Column> columns, int timeoutSeconds) throws SQLException {
        return read(connection, new Questions(), columns, LockText.NONE, timeoutSeconds);
    }

    /**
     * Reads the row.
     *
     * @param columns what to read of it, each by its own rule
     * @param lock how to lock it, {@link LockText#NONE} for not at all
     * @param timeoutSeconds how long the database may take, 0 for its own limit
     */
    private RowNow read(
            Connection connection, Questions questions, List<Column> columns, LockText lock, int timeoutSeconds)
            throws SQLException {
        @Nullable String condition = hasOnlyKey() ? null : statement.whereText();
        try (PreparedStatement query = connection.prepareStatement(text(columns, condition, lock))) {
            if (timeoutSeconds > 0) {
                query.setQueryTimeout(timeoutSeconds);
            }
            int next = condition == null ? 1 : bindCondition(query);
            key.bind(query, next);
            try (ResultSet rows = questions.ask(query, query::executeQuery)) {
                return rows.next() ? row(rows, columns) : RowNow.GONE;
            }
        }
    }

    /** A column beside the key that is pinned, such as a version, is a condition of the application like any other. */
    private boolean hasOnlyKey() {
        return write.plan().pinsOnly()
                && write.plan().pins().size() == write.key().size();
    }

    private String text(List<Column> columns, @Nullable String condition, LockText lock) {
        StringBuilder text = new StringBuilder("SELECT ");
        if (condition == null) {
            text.append('1');
        } else {
            text.append("CASE WHEN (").append(condition).append(") THEN 1 ELSE 0 END");
        }
        for (Column column : columns) {
            text.append(", ").append(column.sqlName());
        }
        text.append(" FROM ").append(statement.targetText()).append(lock.hint());
        return text.append(" WHERE ").append(key.text()).append(lock.end()).toString();
    }

    private int bindCondition(PreparedStatement query) throws SQLException {
        StatementPlan.@Nullable ParameterRange range = write.plan().whereParameters();
        int next = 1;
        if (range != null) {
            for (int i = range.first(); i <= range.last(); i++) {
                parameters.bind(i, query, next++);
            }
        }
        return next;
    }

    private Column settable() {
        for (Column column : write.tableOrThrow().columns()) {
            if (!column.generated() && !write.keyColumns().contains(column)) {
                return column;
            }
        }
        return write.keyColumns().get(0);
    }

    private static RowNow row(ResultSet rows, List<Column> columns) throws SQLException {
        boolean matches = rows.getInt(1) == 1;
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns.get(i).rule().capture().read(rows, i + 2);
        }
        return new RowNow(true, values, matches);
    }

    /**
     * Locks the row where FOR UPDATE would lock nothing: an UPDATE that changes nothing. It names a
     * column that may be set; an identity or computed column may not even be set to itself.
     */
    void lockByUpdate(Session session, int timeoutSeconds) throws SQLException {
        lockByUpdate(session, "", timeoutSeconds);
    }

    /** Locks the table where a lock is the table's, and touches no row. */
    void lockByEmptyUpdate(Session session, int timeoutSeconds) throws SQLException {
        lockByUpdate(session, " AND 1 = 0", timeoutSeconds);
    }

    private void lockByUpdate(Session session, String restriction, int timeoutSeconds) throws SQLException {
        Column column = settable();
        String text = "UPDATE " + statement.targetText() + " SET " + column.sqlName() + " = " + column.sqlName()
                + " WHERE " + key.text() + restriction;
        try (PreparedStatement update = session.raw().prepareStatement(text)) {
            if (timeoutSeconds > 0) {
                update.setQueryTimeout(timeoutSeconds);
            }
            key.bind(update, 1);
            session.questions().ask(update, update::executeUpdate);
        }
    }
}
