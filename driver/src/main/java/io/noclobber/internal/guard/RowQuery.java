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
import java.util.stream.Collectors;
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
        return read(session, columns, null, lock, timeoutSeconds);
    }

    /** The same, and asks the database about the row. */
    RowNow read(Session session, List<Column> columns, @Nullable Likeness likeness, LockText lock, int timeoutSeconds)
            throws SQLException {
        return read(session.raw(), session.questions(), columns, likeness, lock, timeoutSeconds);
    }

    /** Reads the row and asks about it, without a lock, where nobody can cancel that. */
    RowNow look(Connection connection, List<Column> columns, @Nullable Likeness likeness, int timeoutSeconds)
            throws SQLException {
        return read(connection, new Questions(), columns, likeness, LockText.NONE, timeoutSeconds);
    }

    /**
     * Reads the row.
     *
     * @param columns what to read of it, each by its own rule
     * @param likeness what the database is asked about it, {@code null} for nothing
     * @param lock how to lock it, {@link LockText#NONE} for not at all
     * @param timeoutSeconds how long the database may take, 0 for its own limit
     */
    private RowNow read(
            Connection connection,
            Questions questions,
            List<Column> columns,
            @Nullable Likeness likeness,
            LockText lock,
            int timeoutSeconds)
            throws SQLException {
        @Nullable String condition = write.namesByKeyAlone() ? null : statement.whereText();
        Likeness asked = likeness == null || likeness.items().isEmpty() ? null : likeness;
        try (PreparedStatement query = connection.prepareStatement(text(columns, condition, asked, lock))) {
            limit(query, timeoutSeconds);
            int next = condition == null ? 1 : bindCondition(query);
            key.bind(query, asked == null ? next : asked.bind(query, next));
            try (ResultSet rows = questions.ask(query, query::executeQuery)) {
                return rows.next() ? row(rows, columns, asked != null) : RowNow.GONE;
            }
        }
    }

    private static void limit(PreparedStatement statement, int timeoutSeconds) throws SQLException {
        if (timeoutSeconds > 0) {
            statement.setQueryTimeout(timeoutSeconds);
        }
    }

    /** What the database says to each question about the row, which must be there. */
    boolean[] answers(Session session, List<Likeness> likenesses, LockText lock, int timeoutSeconds)
            throws SQLException {
        StringBuilder text = new StringBuilder("SELECT 1");
        for (Likeness likeness : likenesses) {
            likeness.render(text.append(", "));
        }
        try (PreparedStatement query = session.raw().prepareStatement(from(text, lock))) {
            limit(query, timeoutSeconds);
            int next = 1;
            for (Likeness likeness : likenesses) {
                next = likeness.bind(query, next);
            }
            key.bind(query, next);
            boolean[] answers = new boolean[likenesses.size()];
            try (ResultSet rows = session.questions().ask(query, query::executeQuery)) {
                boolean there = rows.next();
                for (int i = 0; i < answers.length; i++) {
                    answers[i] = there && rows.getInt(i + 2) == 1;
                }
            }
            return answers;
        }
    }

    private String text(List<Column> columns, @Nullable String condition, @Nullable Likeness likeness, LockText lock) {
        // the condition may name what a WITH clause defines
        StringBuilder text = new StringBuilder(condition == null ? "" : statement.headText()).append("SELECT ");
        if (condition == null) {
            text.append('1');
        } else {
            text.append("CASE WHEN (").append(condition).append(") THEN 1 ELSE 0 END");
        }
        if (likeness != null) {
            likeness.render(text.append(", "));
        }
        for (Column column : columns) {
            text.append(", ").append(column.sqlName());
        }
        return from(text, lock);
    }

    private String from(StringBuilder text, LockText lock) {
        text.append(" FROM ").append(statement.targetText()).append(lock.hint());
        return text.append(" WHERE ").append(key.text()).append(lock.end()).toString();
    }

    private int bindCondition(PreparedStatement query) throws SQLException {
        StatementPlan.@Nullable ParameterRange range = write.plan().whereParameters();
        int next = 1;
        for (int i = 1; i <= statement.headParameters(); i++) {
            parameters.bind(i, query, next++);
        }
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

    private static RowNow row(ResultSet rows, List<Column> columns, boolean asked) throws SQLException {
        boolean matches = rows.getInt(1) == 1;
        RowNow.Found found = RowNow.Found.NOT_ASKED;
        if (asked) {
            found = rows.getInt(2) == 1 ? RowNow.Found.AS_READ : RowNow.Found.OTHERWISE;
        }
        int first = asked ? 3 : 2;
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = StoredValue.now(columns.get(i), rows, first + i);
        }
        return new RowNow(true, values, matches, found);
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
        set(session, List.of(settable()), restriction, timeoutSeconds);
    }

    /** Sets columns to themselves. */
    void touch(Session session, List<Column> columns, int timeoutSeconds) throws SQLException {
        set(session, columns, "", timeoutSeconds);
    }

    private void set(Session session, List<Column> columns, String restriction, int timeoutSeconds)
            throws SQLException {
        String same = columns.stream()
                .map(column -> column.sqlName() + " = " + column.sqlName())
                .collect(Collectors.joining(", "));
        String text = "UPDATE " + statement.targetText() + " SET " + same + " WHERE " + key.text() + restriction;
        try (PreparedStatement update = session.raw().prepareStatement(text)) {
            limit(update, timeoutSeconds);
            key.bind(update, 1);
            session.questions().ask(update, update::executeUpdate);
        }
    }
}
