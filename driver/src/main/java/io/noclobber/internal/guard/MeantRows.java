package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the row that the key of a write means, among those that were read. A key that is sure is looked up; any other is
 * never looked up as it is: the database is asked which row it means, if rows of the table are remembered. Confined to one
 * connection.
 */
final class MeantRows {
    /** So many images are asked for at once. */
    private static final int LOOKS = 50;

    private final Session session;
    private final KeyQuestions questions;

    MeantRows(Session session, KeyQuestions questions) {
        this.session = session;
        this.questions = questions;
    }

    /**
     * A row.
     *
     * @param key the key under which it is remembered, or would be; {@code null} where that is not known
     * @param image what was read of it, {@code null} when nothing
     * @param asked whether the database was asked for the key
     * @param told whether it is known that nothing else was read of it
     */
    record Meant(@Nullable RowKey key, @Nullable RowImage image, boolean asked, boolean told) {}

    /** The write whose key is looked at. */
    private record Given(BoundWrite write, AnalysedStatement statement, Parameters parameters) {
        KeyCondition condition() {
            return KeyCondition.of(write, statement, parameters);
        }

        Table table() {
            return write.tableOrThrow();
        }

        String target() {
            return statement.targetText();
        }

        @Nullable Object spelling() {
            return Spelling.of(write.key(), statement, parameters);
        }
    }

    Meant of(BoundWrite write, AnalysedStatement statement, Parameters parameters) throws SQLException {
        Meant known = withoutAsking(write, statement, parameters);
        return known == null ? asked(new Given(write, statement, parameters)) : known;
    }

    /** The row, where the database need not be asked which it is; {@code null} where it must be. */
    @Nullable Meant withoutAsking(BoundWrite write, AnalysedStatement statement, Parameters parameters) {
        RowKey key = KeyReader.given(write, statement, parameters);
        RowImage image = key == null ? null : session.images().find(key);
        if (key != null && (session.images().held(key) || isSettled(write, key, image))) {
            return new Meant(key, image, false, true);
        }
        if (!mayBeKnown(write.tableOrThrow().name()) || KeyReader.namesNone(write, statement, parameters)) {
            return new Meant(key, null, false, true);
        }
        return parameters.replayable() ? null : new Meant(key, image, false, image != null);
    }

    private boolean isSettled(BoundWrite write, RowKey key, @Nullable RowImage image) {
        if (image != null && !session.isSpelled(key.table())) {
            return true;
        }
        for (int i = 0; i < write.keyForms().size(); i++) {
            if (!write.keyForms().get(i).settles(key.values().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether rows of the table were read, or an open cursor is about to show some. */
    private boolean mayBeKnown(TableName table) {
        return session.images().holds(table) || session.trackers().read(table);
    }

    private Meant asked(Given given) throws SQLException {
        KeyQuestions.Answer answer =
                questions.stored(given.table(), given.target(), given.condition(), given.spelling());
        RowKey key = KeyReader.given(given.write(), given.statement(), given.parameters());
        RowKey stored = answer.key();
        if (stored != null) {
            return found(given, key, stored);
        }
        RowImage image = key == null ? null : session.images().find(key);
        if (image != null || !answer.told()) {
            return new Meant(key, image, false, image != null);
        }
        Meant gone = gone(given.write(), given.statement(), given.parameters());
        return gone == null ? new Meant(key, null, true, true) : gone;
    }

    /** A row that was read and that the write would mean if it were still there; {@code null} where there is none. */
    @Nullable Meant gone(BoundWrite write, AnalysedStatement statement, Parameters parameters) throws SQLException {
        RowKey likely = KeyReader.likely(write, statement, parameters);
        RowImage image = likely == null ? null : session.images().find(likely);
        return image != null && !questions.isThere(write.tableOrThrow(), statement.targetText(), image)
                ? new Meant(likely, image, true, true)
                : null;
    }

    /** The row that is stored under {@code key}, which {@code write} names as the database spells it. */
    Meant stored(BoundWrite write, AnalysedStatement statement, Parameters parameters, RowKey key) throws SQLException {
        return found(new Given(write, statement, parameters), null, key);
    }

    private Meant found(Given given, @Nullable RowKey key, RowKey stored) throws SQLException {
        RowImage image = session.images().find(stored);
        boolean spelled = session.isSpelled(stored.table());
        boolean alone =
                image != null && !spelled || given.table().key().stream().noneMatch(KeyKind::spelledInManyWays);
        return alone || session.images().held(stored)
                ? new Meant(stored, image, true, true)
                : spelled(given, key, stored, spelled);
    }

    /** Finds what was read of the row under any spelling of its key. */
    private Meant spelled(Given given, @Nullable RowKey key, RowKey stored, boolean readAsSpelled) throws SQLException {
        List<RowKey> same = new ArrayList<>();
        List<RowKey> others = new ArrayList<>();
        for (RowKey candidate : session.images().keys(stored.table())) {
            boolean alike = AlikeKeys.alike(candidate, stored) || key != null && AlikeKeys.alike(candidate, key);
            boolean equal = candidate.equals(stored) || key != null && candidate.equals(key);
            if (equal || alike && isSame(given, List.of(candidate))) {
                same.add(candidate);
            } else if (!alike) {
                others.add(candidate);
            }
        }
        if (!same.isEmpty() || !readAsSpelled || others.isEmpty()) {
            return joined(stored, same);
        }
        List<RowKey> newest = others.subList(Math.max(0, others.size() - LOOKS), others.size());
        if (!isSame(given, newest)) {
            return new Meant(stored, null, true, newest.size() == others.size());
        }
        for (RowKey candidate : newest) {
            if (isSame(given, List.of(candidate))) {
                same.add(candidate);
            }
        }
        return joined(stored, same);
    }

    /** All that was read of the row, the newest of it first. */
    private Meant joined(RowKey stored, List<RowKey> same) {
        RowKey newest = null;
        for (RowKey candidate : same) {
            if (session.images().held(candidate)) {
                return new Meant(candidate, session.images().find(candidate), true, true);
            }
            if (newest != null) {
                session.images().joined(candidate, newest);
            }
            newest = candidate;
        }
        return newest == null
                ? new Meant(stored, null, true, true)
                : new Meant(newest, session.images().find(newest), true, true);
    }

    /** Whether the write means a row that any of these keys means too. */
    private boolean isSame(Given given, List<RowKey> keys) throws SQLException {
        List<KeyCondition> conditions = new ArrayList<>();
        for (RowKey key : keys) {
            RowImage image = session.images().find(key);
            if (image != null) {
                conditions.add(KeyCondition.of(given.table(), image));
            }
        }
        return !conditions.isEmpty()
                && questions.exists(given.target(), given.condition().and(KeyCondition.any(conditions)));
    }
}
