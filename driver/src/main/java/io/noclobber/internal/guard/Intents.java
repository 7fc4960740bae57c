package io.noclobber.internal.guard;

import io.noclobber.config.Handling;
import io.noclobber.config.Inexact;
import io.noclobber.dialect.Dialect.LockText;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.StatementPlan;
import io.noclobber.internal.sql.ValueSource;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out which row a write means and what was read of it. Confined to one connection. */
final class Intents {
    private final Session session;
    private final KeyQuestions questions;
    private final MeantRows rows;

    Intents(Session session, KeyQuestions questions) {
        this.session = session;
        this.questions = questions;
        this.rows = new MeantRows(session, questions);
    }

    /**
     * What the application is about to write.
     *
     * @throws SQLException when an option refuses a write of its kind
     */
    Intent of(AnalysedStatement statement, Parameters parameters) throws SQLException {
        BoundWrite write = session.plans().bind((StatementPlan.Write) statement.plan());
        if (!write.several().isEmpty()) {
            return several(write, statement, parameters);
        }
        Unguarded reason = write.unguarded();
        if (reason == Unguarded.CATALOG_FAILED && session.settings().unparsed() == Handling.REFUSE) {
            throw Refusal.catalogFailed();
        }
        if (reason != null) {
            return unguarded(write, statement, parameters, null, reason);
        }
        return one(write, statement, parameters);
    }

    /**
     * A write of the row under a cursor.
     *
     * @param key the row
     * @param shown what the cursor has shown of the row, for the case that nothing else is known of it
     * @throws SQLException when an option refuses a write of its kind
     */
    Intent throughCursor(AnalysedStatement statement, Parameters parameters, RowKey key, @Nullable RowImage shown)
            throws SQLException {
        BoundWrite write = session.plans().bind((StatementPlan.Write) statement.plan());
        Unguarded reason = write.unguarded();
        if (reason != null) {
            return unguarded(write, statement, parameters, null, reason);
        }
        RowImage known = session.images().find(key);
        return intent(
                write, statement, parameters, new MeantRows.Meant(key, known == null ? shown : known, false, true));
    }

    /** A write of rows that are named by a list: it is guarded when anything was read of any of them. */
    private Intent several(BoundWrite write, AnalysedStatement statement, Parameters parameters) throws SQLException {
        Map<RowKey, Intent> named = new LinkedHashMap<>();
        boolean told = true;
        boolean asks = false;
        for (List<ValueSource> key : write.several()) {
            BoundWrite single = write.one(key);
            MeantRows.Meant row = rows.withoutAsking(single, statement, parameters);
            asks |= row == null;
            if (row != null && !KeyReader.namesNone(single, statement, parameters)) {
                told &= add(named, intent(single, statement, parameters, row));
            }
        }
        if (told && asks) {
            told = addAsked(named, write, statement, parameters);
        }
        if (!told) {
            return unguarded(write, statement, parameters, null, Unguarded.SEVERAL_ROWS);
        }
        boolean known = named.values().stream().anyMatch(row -> row.way() != Intent.Way.UNGUARDED);
        return new Intent(
                write,
                statement,
                parameters,
                null,
                null,
                known ? Intent.Way.EACH : Intent.Way.UNGUARDED,
                known ? null : Unguarded.NO_IMAGE,
                List.copyOf(named.values()));
    }

    /** Says whether the row is known well enough to be locked and compared. */
    private boolean add(Map<RowKey, Intent> named, Intent row) {
        if (row.key() == null || row.reason() == Unguarded.NOT_PREPARABLE || isReadWhileOpen(row)) {
            return false;
        }
        named.putIfAbsent(row.key(), row);
        return true;
    }

    /** Asks for the whole list: which rows it names, as the database spells their keys. */
    private boolean addAsked(
            Map<RowKey, Intent> named, BoundWrite write, AnalysedStatement statement, Parameters parameters)
            throws SQLException {
        List<KeyQuestions.Stored> stored = questions.named(write, statement, parameters, LockText.NONE);
        List<KeyQuestions.Stored> meant = stored == null ? null : meant(write, statement, parameters);
        return stored != null
                && meant != null
                && addStored(named, write, statement, parameters, stored)
                && addStored(named, write, statement, parameters, meant)
                && addGone(named, write, statement, parameters);
    }

    /**
     * The rows of which only the key is sure to be named: whether the rest of the condition holds for them may change until
     * they are locked.
     */
    private @Nullable List<KeyQuestions.Stored> meant(
            BoundWrite write, AnalysedStatement statement, Parameters parameters) throws SQLException {
        if (write.namesByKeyAlone()) {
            return List.of();
        }
        List<KeyCondition> keys = new ArrayList<>();
        for (List<ValueSource> key : write.several()) {
            BoundWrite single = write.one(key);
            if (rows.withoutAsking(single, statement, parameters) == null) {
                keys.add(KeyCondition.of(single, statement, parameters));
            }
        }
        return questions.meant(write.tableOrThrow(), statement.targetText(), keys);
    }

    private boolean addStored(
            Map<RowKey, Intent> named,
            BoundWrite write,
            AnalysedStatement statement,
            Parameters parameters,
            List<KeyQuestions.Stored> stored)
            throws SQLException {
        for (KeyQuestions.Stored row : stored) {
            if (!named.containsKey(row.key())) {
                StoredKey key = new StoredKey(parameters, statement.parameters(), write.keyColumns(), row.captured());
                BoundWrite single = write.one(key.sources()).comparingKey();
                if (!add(named, intent(single, statement, key, rows.stored(single, statement, key, row.key())))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean addGone(
            Map<RowKey, Intent> named, BoundWrite write, AnalysedStatement statement, Parameters parameters)
            throws SQLException {
        for (List<ValueSource> key : write.several()) {
            BoundWrite single = write.one(key);
            MeantRows.Meant gone = rows.withoutAsking(single, statement, parameters) == null
                    ? rows.gone(single, statement, parameters)
                    : null;
            if (gone != null && !named.containsKey(gone.key())) {
                add(named, intent(single, statement, parameters, gone));
            }
        }
        return true;
    }

    /** Where a commit would fail while returned rows are open, no transaction can be made around the write. */
    private boolean isReadWhileOpen(Intent row) {
        return !session.transaction().inTransaction()
                && row.write().plan().returning()
                && !session.dialect().commitsWithRowsOpen();
    }

    private Intent one(BoundWrite write, AnalysedStatement statement, Parameters parameters) throws SQLException {
        MeantRows.Meant row = rows.of(write, statement, parameters);
        return intent(row.asked() ? write.comparingKey() : write, statement, parameters, row);
    }

    private Intent intent(BoundWrite write, AnalysedStatement statement, Parameters parameters, MeantRows.Meant row)
            throws SQLException {
        RowKey key = row.key();
        if (key == null) {
            if (row.told()) {
                refuseWithoutImage(write.tableOrThrow());
            }
            return unguarded(
                    write, statement, parameters, null, row.told() ? Unguarded.NO_IMAGE : Unguarded.UNSURE_KEY);
        }
        if (session.images().held(key)) {
            return held(write, statement, parameters, key);
        }
        RowImage checked = write.deletes() ? session.checked().before(key) : null;
        RowImage image = checked != null ? checked : row.image();
        if (image != null && !parameters.replayable()) {
            return unguarded(write, statement, parameters, key, Unguarded.NOT_PREPARABLE);
        }
        if (image != null && write.plan().returning() && !session.dialect().countsWhatItReturns()) {
            return unguarded(write, statement, parameters, key, Unguarded.RETURNING);
        }
        if (image == null && !row.told()) {
            return unguarded(write, statement, parameters, key, Unguarded.UNSURE_KEY);
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
}
