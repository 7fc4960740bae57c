package io.noclobber.internal.guard;

import io.noclobber.dialect.Dialect.LockText;
import io.noclobber.dialect.Dialect.NativeSignal;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database which row is meant by a key that it may spell in another way. Every question is put by the driver's own
 * means for the application's value, so whatever they make of it, they make of it in the write as well. Confined to one
 * connection.
 */
final class KeyQuestions {
    /** So many answers of one batch are kept, and so many rows of one list looked at. */
    private static final int KEPT = 10_000;

    /** So many keys are asked for at once: no database is overtaxed by a chain of these. */
    private static final int MOST_KEYS = 250;

    private final Session session;
    private final Verdicts verdicts;

    /** The answers to the elements of a batch, {@code null} outside of one. */
    private @Nullable Map<Object, Answer> answers;

    KeyQuestions(Session session, Verdicts verdicts) {
        this.session = session;
        this.verdicts = verdicts;
    }

    /**
     * What the database said.
     *
     * @param told whether it could tell; not where several rows are meant, or where the question failed
     * @param key the key as it is stored, {@code null} where there is no such row
     */
    record Answer(boolean told, @Nullable RowKey key) {
        static final Answer NOT_TOLD = new Answer(false, null);
        static final Answer NO_ROW = new Answer(true, null);
    }

    /** A batch begins or ends: within one, each spelling is asked for once. */
    void batch(boolean begins) {
        answers = begins ? new HashMap<>() : null;
    }

    /** Keys of rows have changed. */
    void forget() {
        if (answers != null) {
            answers.clear();
        }
    }

    /**
     * Which row of {@code table} meets {@code given}.
     *
     * @param target the table as a query spells it
     * @param spelling of {@code given}, {@code null} where it cannot be recognised again
     * @throws SQLException where the failed question has ended the transaction, so that the write would fail as well
     */
    Answer stored(Table table, String target, KeyCondition given, @Nullable Object spelling) throws SQLException {
        Map<Object, Answer> kept = answers;
        Object asked = kept == null || spelling == null ? null : List.of(table.name(), spelling);
        Answer known = kept == null || asked == null ? null : kept.get(asked);
        if (known != null) {
            return known;
        }
        Answer answer = ask("SELECT " + columns(table) + " FROM " + target + " WHERE " + given.text(), given, rows -> {
            if (!rows.next()) {
                return Answer.NO_ROW;
            }
            RowKey key = KeyReader.of(table, KeyReader.captured(session.counts(), table, rows));
            return key == null || rows.next() ? Answer.NOT_TOLD : new Answer(true, key);
        });
        if (kept != null && asked != null && answer.told() && kept.size() < KEPT) {
            kept.put(asked, answer);
        }
        return answer;
    }

    /**
     * The key of a row as it is stored.
     *
     * @param captured the values of its columns
     */
    record Stored(RowKey key, @Nullable Object[] captured) {}

    /**
     * The rows that a write names, by the whole of its own condition.
     *
     * @param lock what it takes to see the rows as the write will see them, {@link LockText#NONE} for what a plain read shows
     * @return {@code null} where that cannot be told
     */
    @Nullable List<Stored> named(BoundWrite write, AnalysedStatement statement, Parameters parameters, LockText lock)
            throws SQLException {
        KeyCondition own = KeyCondition.where(write, statement, parameters);
        return all(statement.headText(), write.tableOrThrow(), statement.targetText(), own, lock);
    }

    /** The rows that any of {@code keys} means; {@code null} where that cannot be told. */
    @Nullable List<Stored> meant(Table table, String target, List<KeyCondition> keys) throws SQLException {
        List<Stored> found = new ArrayList<>();
        int most = Math.min(MOST_KEYS, session.dialect().mostKeys());
        for (int from = 0; from < keys.size(); from += most) {
            List<KeyCondition> some = keys.subList(from, Math.min(keys.size(), from + most));
            List<Stored> rows = all("", table, target, KeyCondition.any(some), LockText.NONE);
            if (rows == null) {
                return null;
            }
            found.addAll(rows);
        }
        return found;
    }

    private @Nullable List<Stored> all(String head, Table table, String target, KeyCondition condition, LockText lock)
            throws SQLException {
        List<Stored> found = new ArrayList<>();
        String text = head + "SELECT " + columns(table) + " FROM " + target + lock.hint() + " WHERE " + condition.text()
                + lock.end();
        Answer answer = ask(text, condition, rows -> {
            while (rows.next()) {
                @Nullable Object[] captured = KeyReader.captured(session.counts(), table, rows);
                RowKey key = KeyReader.of(table, captured);
                if (key == null || found.size() == KEPT) {
                    return Answer.NOT_TOLD;
                }
                found.add(new Stored(key, captured));
            }
            return Answer.NO_ROW;
        });
        return answer.told() ? found : null;
    }

    private static String columns(Table table) {
        return table.key().stream().map(Column::sqlName).collect(Collectors.joining(", "));
    }

    /** Whether a row of {@code target} meets {@code condition}; false where that cannot be told. */
    boolean exists(String target, KeyCondition condition) throws SQLException {
        return ask(
                        "SELECT 1 FROM " + target + " WHERE " + condition.text(),
                        condition,
                        rows -> rows.next() ? Answer.NO_ROW : Answer.NOT_TOLD)
                .told();
    }

    /** Whether the row that an image shows is there; true where that cannot be told. */
    boolean isThere(Table table, String target, RowImage image) throws SQLException {
        KeyCondition own = KeyCondition.of(table, image);
        Answer gone = ask(
                "SELECT 1 FROM " + target + " WHERE " + own.text(),
                own,
                rows -> rows.next() ? Answer.NOT_TOLD : Answer.NO_ROW);
        return !gone.told();
    }

    private interface Reader {
        Answer read(ResultSet rows) throws SQLException;
    }

    /** What the database does not take it will not take in the write either, and then says so to the application. */
    private Answer ask(String text, KeyCondition condition, Reader reader) throws SQLException {
        try (PreparedStatement query = session.raw().prepareStatement(text)) {
            if (session.queryTimeout() > 0) {
                query.setQueryTimeout(session.queryTimeout());
            }
            condition.bind(query, 1);
            try (ResultSet rows = session.questions().ask(query, query::executeQuery)) {
                return reader.read(rows);
            }
        } catch (SQLException refused) {
            verdicts.onFailure(refused);
            boolean over =
                    session.transaction().inTransaction() && session.dialect().failureEndsTransaction();
            if (over || session.signal(refused) != NativeSignal.NONE) {
                throw refused;
            }
            return Answer.NOT_TOLD;
        }
    }
}
