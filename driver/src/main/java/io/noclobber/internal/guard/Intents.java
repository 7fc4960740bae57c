package io.noclobber.internal.guard;

import io.noclobber.config.Handling;
import io.noclobber.config.Inexact;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.StatementPlan;
import io.noclobber.internal.sql.ValueSource;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out which row a write means and what was read of it. Confined to one connection. */
final class Intents {
    private final Session session;

    Intents(Session session) {
        this.session = session;
    }

    /**
     * What the application is about to write.
     *
     * @throws SQLException when an option refuses a write of its kind
     */
    Intent of(AnalysedStatement statement, Parameters parameters) throws SQLException {
        BoundWrite write = session.bind((StatementPlan.Write) statement.plan());
        if (!write.several().isEmpty()) {
            return several(write, statement, parameters);
        }
        Unguarded reason = write.unguarded();
        if (reason != null) {
            return unguarded(write, statement, parameters, null, reason);
        }
        return one(write, statement, parameters, null);
    }

    /**
     * A write of the row under a cursor.
     *
     * @param shown what the cursor has shown of the row, for the case that nothing else is known of it
     * @throws SQLException when an option refuses a write of its kind
     */
    Intent throughCursor(AnalysedStatement statement, Parameters parameters, @Nullable RowImage shown)
            throws SQLException {
        BoundWrite write = session.bind((StatementPlan.Write) statement.plan());
        Unguarded reason = write.unguarded();
        return reason == null
                ? one(write, statement, parameters, shown)
                : unguarded(write, statement, parameters, null, reason);
    }

    /** A write of rows that are named by a list: it is guarded when anything was read of any of them. */
    private Intent several(BoundWrite write, AnalysedStatement statement, Parameters parameters) throws SQLException {
        Map<RowKey, Intent> rows = new LinkedHashMap<>();
        for (List<ValueSource> key : write.several()) {
            if (hasNull(key, statement, parameters)) {
                continue;
            }
            Intent row = one(write.one(key), statement, parameters, null);
            if (row.key() == null || row.reason() == Unguarded.NOT_PREPARABLE || isReadWhileOpen(row)) {
                return unguarded(write, statement, parameters, null, Unguarded.SEVERAL_ROWS);
            }
            rows.putIfAbsent(row.key(), row);
        }
        boolean known = rows.values().stream().anyMatch(row -> row.way() != Intent.Way.UNGUARDED);
        return new Intent(
                write,
                statement,
                parameters,
                null,
                null,
                known ? Intent.Way.EACH : Intent.Way.UNGUARDED,
                known ? null : Unguarded.NO_IMAGE,
                List.copyOf(rows.values()));
    }

    /** NULL in a list names no row. */
    private static boolean hasNull(List<ValueSource> key, AnalysedStatement statement, Parameters parameters) {
        return key.stream().anyMatch(source -> KeyReader.value(source, statement, parameters) == null);
    }

    /** Where a commit would fail while returned rows are open, no transaction can be made around the write. */
    private boolean isReadWhileOpen(Intent row) {
        return !session.inTransaction()
                && row.write().plan().returning()
                && !session.dialect().commitsWithRowsOpen();
    }

    private Intent one(BoundWrite write, AnalysedStatement statement, Parameters parameters, @Nullable RowImage shown)
            throws SQLException {
        RowKey key = KeyReader.of(write, statement, parameters);
        if (key == null
                && parameters.replayable()
                && session.images().holds(write.tableOrThrow().name())) {
            key = storedKey(write, statement, parameters);
        }
        if (key == null) {
            return unguarded(write, statement, parameters, null, Unguarded.UNSURE_KEY);
        }
        if (session.images().held(key)) {
            return held(write, statement, parameters, key);
        }
        RowImage found = find(write, statement, parameters, key);
        RowImage checked = write.deletes() ? session.checked().before(key) : null;
        RowImage image = checked != null ? checked : found == null ? shown : found;
        if (image != null && !image.key().equals(key) && session.images().held(image.key())) {
            return held(write, statement, parameters, image.key());
        }
        if (image != null && !parameters.replayable()) {
            return unguarded(write, statement, parameters, key, Unguarded.NOT_PREPARABLE);
        }
        if (image != null && write.plan().returning() && !session.dialect().countsWhatItReturns()) {
            return unguarded(write, statement, parameters, key, Unguarded.RETURNING);
        }
        if (image == null) {
            refuseWithoutImage(write.tableOrThrow());
            return unguarded(write, statement, parameters, key, Unguarded.NO_IMAGE);
        }
        Compared compared = write.guards().compared(write, image, session.environment());
        if (session.settings().inexact() == Inexact.REFUSE) {
            refuseInexact(write.tableOrThrow(), compared, image);
        }
        return new Intent(
                write,
                statement,
                parameters,
                image.key(),
                image,
                compared.onLockedRow(image) ? Intent.Way.LOCKED : Intent.Way.GUARDED,
                null);
    }

    /** Tells how a write is about to be run. */
    void count(Intent intent) {
        Table table = intent.write().table();
        Unguarded reason = intent.reason();
        if (reason != null) {
            session.counts()
                    .unguarded(
                            table == null ? null : table.name(),
                            reason.name(),
                            intent.statement().text());
        } else if (intent.way() == Intent.Way.HELD) {
            session.counts().held(intent.table().name());
        } else {
            session.counts().guarded(intent.table().name());
            if (intent.rows().stream().anyMatch(row -> row.way() == Intent.Way.UNGUARDED)) {
                session.counts()
                        .unguarded(
                                intent.table().name(),
                                Unguarded.NO_IMAGE.name(),
                                intent.statement().text());
            }
        }
    }

    /** Nobody can have changed the row since we wrote it; before that, what no guard has compared. */
    private Intent held(BoundWrite write, AnalysedStatement statement, Parameters parameters, RowKey key) {
        RowImage image = session.images().find(key);
        RowImage left = image == null || session.unverified().of(key).isEmpty() || !parameters.replayable()
                ? null
                : session.unverified().part(image, write.guards().compared(write, image, session.environment()));
        if (left == null) {
            return new Intent(write, statement, parameters, key, image, Intent.Way.HELD, null);
        }
        boolean locked =
                write.guards().compared(write, left, session.environment()).onLockedRow(left);
        return new Intent(
                write, statement, parameters, key, left, locked ? Intent.Way.LOCKED : Intent.Way.GUARDED, null);
    }

    private static Intent unguarded(
            BoundWrite write,
            AnalysedStatement statement,
            Parameters parameters,
            @Nullable RowKey key,
            Unguarded reason) {
        return new Intent(write, statement, parameters, key, null, Intent.Way.UNGUARDED, reason);
    }

    private void refuseWithoutImage(Table table) throws SQLException {
        if (session.settings().noImage() == Handling.REFUSE) {
            throw Refusal.withoutImage(table);
        }
    }

    private static void refuseInexact(Table table, Compared compared, RowImage image) throws SQLException {
        Column column = compared.missing(image);
        if (column != null) {
            throw Refusal.inexact(table, column);
        }
    }

    private @Nullable RowImage find(BoundWrite write, AnalysedStatement statement, Parameters parameters, RowKey key)
            throws SQLException {
        RowImage image = session.images().find(key);
        Table table = write.tableOrThrow();
        boolean alone = table.key().stream().noneMatch(KeyKind::spelledInManyWays)
                || image != null && !session.isSpelled(table.name());
        return alone ? image : findSpelled(write, statement, parameters, key);
    }

    /**
     * Finds what was read of the row under any spelling of its key, the newest of it first. The database is asked
     * whether a key that differs in case or trailing blanks addresses the same row.
     */
    private @Nullable RowImage findSpelled(
            BoundWrite write, AnalysedStatement statement, Parameters parameters, RowKey key) throws SQLException {
        RowKey newest = null;
        for (RowKey candidate : session.images().keys(write.tableOrThrow().name())) {
            if (!isSameRow(write, statement, parameters, key, candidate)) {
                continue;
            }
            if (session.images().held(candidate)) {
                return session.images().find(candidate);
            }
            if (newest != null) {
                session.images().joined(candidate, newest);
            }
            newest = candidate;
        }
        return newest == null ? null : session.images().find(newest);
    }

    private boolean isSameRow(
            BoundWrite write, AnalysedStatement statement, Parameters parameters, RowKey key, RowKey candidate)
            throws SQLException {
        if (key.equals(candidate)) {
            return true;
        }
        RowImage image = KeyReader.alike(key, candidate) ? session.images().find(candidate) : null;
        return image != null && sameRow(write, statement, parameters, image);
    }

    /** Asks the database for the key of the row that a write means; {@code null} when it means none, or several. */
    private @Nullable RowKey storedKey(BoundWrite write, AnalysedStatement statement, Parameters parameters)
            throws SQLException {
        KeyCondition given = KeyCondition.of(write, statement, parameters);
        String columns = write.keyColumns().stream().map(Column::sqlName).collect(Collectors.joining(", "));
        String text = "SELECT " + columns + " FROM " + statement.targetText() + " WHERE " + given.text();
        try (PreparedStatement query = session.raw().prepareStatement(text)) {
            given.bind(query, 1);
            try (ResultSet rows = session.questions().ask(query, query::executeQuery)) {
                RowKey key = rows.next() ? KeyReader.of(write.tableOrThrow(), rows) : null;
                return key == null || rows.next() ? null : key;
            }
        }
    }

    private boolean sameRow(BoundWrite write, AnalysedStatement statement, Parameters parameters, RowImage image)
            throws SQLException {
        KeyCondition both =
                KeyCondition.of(write, statement, parameters).and(KeyCondition.of(write.tableOrThrow(), image));
        String text = "SELECT 1 FROM " + statement.targetText() + " WHERE " + both.text();
        try (PreparedStatement query = session.raw().prepareStatement(text)) {
            both.bind(query, 1);
            try (ResultSet rows = session.questions().ask(query, query::executeQuery)) {
                return rows.next();
            }
        }
    }
}
