package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.Trait;
import io.noclobber.observe.NoclobberObserver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A result that was opened before an own write may show a row as it was before that. What the write has left alone of the
 * row, the application has read of it all the same.
 */
@ExtendWith(UpdatableCursorsOnly.class)
public abstract class OlderResultContract extends UpdatableCursors {
    private static final String SET_NOTE = "UPDATE {orders} SET note = ? WHERE id = ?";
    private static final String SET_AMOUNT = "UPDATE {orders} SET amount = ? WHERE id = ?";

    /** Whether a result that was opened before order 2 was changed shows it as it was; if not, there is nothing to try. */
    private boolean showsItAfterAnOwnWrite(ResultSet rows, boolean readBefore) throws Exception {
        OptionalInt shown = shownAfterAnOwnWrite(rows, readBefore);
        if (engine() == Engine.STRANGER) {
            return false; // that it is counted has been asserted
        }
        if (shown.isEmpty() || shown.getAsInt() != 20) {
            finish();
            abort(
                    "a result that is older than a write ends with it, keeps others from writing, or shows what is stored now");
        }
        return true;
    }

    private OptionalInt shownAfterAnOwnWrite(ResultSet rows, boolean readBefore) throws Exception {
        if (!othersWrite("UPDATE {orders} SET amount = 500 WHERE id = 2")) {
            return OptionalInt.empty();
        }
        long dropped = dropped();
        if (readBefore) {
            alice.read("SELECT id, note FROM {orders} WHERE id = ?", 2);
        }
        assertThat(alice.write(SET_NOTE, "mine", 2)).isOne();
        OptionalInt shown = next(rows);
        if (engine() == Engine.STRANGER && shown.isPresent()) {
            // a trigger that nobody knows of may have changed any column along: what the row is now is not known, and
            // counted
            rows.next();
            assertThat(dropped()).isGreaterThan(dropped);
            return OptionalInt.empty();
        }
        return shown;
    }

    private long dropped() {
        return counts().imagesDropped().getOrDefault("UNKNOWN_AFTER_WRITE", 0L);
    }

    /** Many drivers have closed the rows by now. */
    private static OptionalInt next(ResultSet rows) {
        try {
            return rows.next() && rows.getInt("id") == 2 ? OptionalInt.of(rows.getInt("amount")) : OptionalInt.empty();
        } catch (SQLException closed) {
            return OptionalInt.empty();
        }
    }

    private void readThenWrite(boolean transaction, boolean readBefore) throws Exception {
        if (transaction) {
            alice.begin();
        }
        readThenWrite(open(alice, ResultSet.TYPE_FORWARD_ONLY, ""), readBefore);
    }

    private void readThenWrite(ResultSet rows, boolean readBefore) throws Exception {
        assertThat(rows.getInt("id")).isOne();
        if (showsItAfterAnOwnWrite(rows, readBefore)) {
            refused(() -> alice.write(SET_AMOUNT, 21, 2));
            alice.connection().setAutoCommit(true);
            assertThat(alice.value("SELECT amount FROM {orders} WHERE id = 2")).startsWith("500");
        }
        finish();
    }

    @Test
    void rowShownAfterAnOwnWrite_anotherColumnChangedBefore_isRefused() throws Exception {
        readThenWrite(false, true);
    }

    @Test
    void rowShownAfterAnOwnWriteOfTheTransaction_anotherColumnChangedBefore_isRefused() throws Exception {
        readThenWrite(true, true);
    }

    @Test
    void rowShownAfterABlindOwnWriteOfTheTransaction_anotherColumnChangedBefore_isRefused() throws Exception {
        readThenWrite(true, false);
    }

    /** Own writes before that have not met the row keep nobody from changing it. */
    @ParameterizedTest
    @ValueSource(strings = {"amount = 10", "id IN (1, 2) AND amount = 10", "id = 2 AND amount = 10"})
    void rowShownAfterABlindOwnWrite_earlierOneMetOthers_isRefused(String condition) throws Exception {
        alice.begin();
        assertThat(alice.writePlain("UPDATE {orders} SET note = 'earlier' WHERE " + condition))
                .isEqualTo(condition.startsWith("id = 2") ? 0 : 1);
        Statement read = alice.connection().createStatement();
        statements.add(read);
        ResultSet rows = read.executeQuery(alice.sql(QUERY + " ORDER BY id"));
        assertThat(rows.next()).isTrue();
        readThenWrite(rows, false);
    }

    @Test
    void rowShownAfterAnOwnWrite_changedBefore_isNotWrittenThroughTheCursor() throws Exception {
        ResultSet rows = open(alice, ResultSet.TYPE_SCROLL_INSENSITIVE, "");
        if (showsItAfterAnOwnWrite(rows, true)) {
            rows.updateInt("amount", 21);
            refused(rows::updateRow);
        }
        finish();
    }

    @Test
    void rowShownAfterAnOwnWrite_changedBefore_isNotDeletedThroughTheCursor() throws Exception {
        ResultSet rows = open(alice, ResultSet.TYPE_SCROLL_INSENSITIVE, "");
        if (showsItAfterAnOwnWrite(rows, true)) {
            refused(rows::deleteRow);
        }
        finish();
    }

    /** What it shows of the columns that were written is older than what is known, and all else is still so. */
    @Test
    void rowShownAfterAnOwnWrite_nobodyInterferes_isWrittenAgainAndAgain() throws Exception {
        for (boolean transaction : new boolean[] {false, true}) {
            alice.connection().setAutoCommit(!transaction);
            ResultSet rows = open(alice, ResultSet.TYPE_FORWARD_ONLY, "");
            alice.read("SELECT id, note FROM {orders} WHERE id = ?", 2);
            assertThat(alice.write(SET_NOTE, "mine", 2)).isOne();
            next(rows);
            assertThat(alice.write(SET_AMOUNT, 21, 2)).isOne();
            assertThat(alice.write(SET_NOTE, "again", 2)).isOne();
            finish();
            assertThat(alice.write(SET_AMOUNT, 20, 2)).isOne();
            finish();
        }
        alice.connection().setAutoCommit(true);
        readOrder(alice, 2);
        bob.write("UPDATE {orders} SET amount = 500 WHERE id = 2");
        refused(() -> alice.write(SET_AMOUNT, 21, 2));
    }

    /** The row is the transaction's own already; what a cursor that writes whole rows would put back is older than that. */
    @Test
    @Tag(HOLDS_BARE) // but for H2, whose cursors write whole rows
    void rowShownAfterAnOwnWriteOfTheTransaction_changedBefore_isNotPutBackByTheCursor() throws Exception {
        alice.begin();
        ResultSet rows = open(alice, ResultSet.TYPE_SCROLL_INSENSITIVE, "");
        if (showsItAfterAnOwnWrite(rows, true)) {
            Throwable thrown = catchThrowable(() -> update(rows, "MINE"));
            finish();
            assertThat(bob.value("SELECT amount FROM {orders} WHERE id = 2"))
                    .as("after " + thrown)
                    .startsWith("500");
        }
        finish();
    }

    @Test
    void ownWrite_changedByOthersSince_isNotPutBackByTheCursor() throws Exception {
        ResultSet rows = open(alice, ResultSet.TYPE_SCROLL_INSENSITIVE, "");
        assertThat(alice.write(SET_NOTE, "mine", 1)).isOne();
        if (engine() == Engine.STRANGER) {
            return; // counted as CURSOR: nobody knows what the own write has changed along
        }
        if (othersWrite("UPDATE {orders} SET note = 'theirs' WHERE id = 1")) {
            Throwable thrown = catchThrowable(() -> update(rows, "MINE"));
            assertThat(bob.value("SELECT note FROM {orders} WHERE id = 1"))
                    .as("after " + thrown)
                    .isEqualTo("theirs");
        }
        finish();
    }

    /** A driver that finds the row no more may go on to show it. */
    @Test
    @Tag(HOLDS_BARE)
    void rowDeletedByAnOwnWrite_refreshed_isWrittenNowhere() throws Exception {
        ResultSet rows = open(alice, ResultSet.TYPE_SCROLL_INSENSITIVE, "");
        assertThat(alice.write("DELETE FROM {orders} WHERE id = ?", 1)).isOne();
        if (does(Trait.REFRESHED_CURSORS)) {
            assertThat(AgentView.of(catchThrowable(rows::refreshRow)) instanceof ConcurrencyConflictException)
                    .isFalse();
        }
        assertThat(alice.write(SET_NOTE, "mine", 1)).isZero();
        finish();
    }

    /** To look at a row once more, be it as it was, makes nothing less guarded. */
    @Test
    void rowShownAfterAnOwnWrite_whatWasReadBeforeIsChanged_isRefused() throws Exception {
        try (Session carol = guarded()) {
            ResultSet rows = open(carol, ResultSet.TYPE_FORWARD_ONLY, "");
            carol.read("SELECT id, status, note FROM {orders} WHERE id = ?", 2);
            assertThat(carol.write(SET_NOTE, "mine", 2)).isOne();
            next(rows);
            if (othersWrite("UPDATE {orders} SET status = 'THEIRS' WHERE id = 2")) {
                refused(() -> carol.write(SET_NOTE, "again", 2));
                carol.read("SELECT id, status, note FROM {orders} WHERE id = ?", 2);
                assertThat(carol.write(SET_NOTE, "again", 2)).isOne();
            }
            finish();
        }
    }

    /** Of a row whose columns are all written nothing is known by its key alone. */
    @Test
    void rowShownAfterItWasWrittenAsAWhole_isCountedAsNotRead() throws Exception {
        try (PreparedStatement read = alice.prepare("SELECT id, note FROM {orders} ORDER BY id");
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();
            assertThat(alice.writePlain("UPDATE {orders} SET note = 'mine'")).isEqualTo(2);
            readOn(rows);
        }
        long before = unread();
        assertThat(alice.write(SET_NOTE, "again", 2)).isOne();
        assertThat(unread()).isGreaterThan(before);
    }

    /** What an own write of many rows has stored is not known, whatever else is known of the row. */
    @Test
    void rowShownAfterItWasWrittenWithOthers_thatColumnIsCountedAsForgotten() throws Exception {
        try (PreparedStatement read = alice.prepare("SELECT id, note, amount FROM {orders} ORDER BY id");
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();
            long before = dropped();
            assertThat(alice.writePlain("UPDATE {orders} SET note = 'mine'")).isEqualTo(2);
            readOn(rows);
            long dropped = dropped() - before;
            long unreadBefore = unread();
            assertThat(alice.write(SET_NOTE, "again", 2)).isOne();
            assertThat(dropped + unread() - unreadBefore).as("what is told").isPositive();
        }
    }

    private long unread() {
        return counts().tables().values().stream()
                .mapToLong(table -> table.unguarded().getOrDefault(NoclobberObserver.NO_IMAGE, 0L))
                .sum();
    }

    private static void readOn(ResultSet rows) {
        try {
            while (rows.next()) {
                assertThat(rows.getInt(1)).isPositive();
            }
        } catch (SQLException closed) {
            assertThat(closed.getMessage()).isNotNull();
        }
    }

    @Test
    @Tag(HOLDS_BARE)
    void rowOfAnUndoneInsert_shownByAnOlderResult_isNotTakenForDeleted() throws Exception {
        alice.begin();
        assertThat(alice.write("INSERT INTO {orders} (id, status, amount) VALUES (3, 'NEW', 1)"))
                .isOne();
        ResultSet rows = open(alice, ResultSet.TYPE_SCROLL_INSENSITIVE, "");
        assertThat(alice.write(SET_AMOUNT, 2, 3)).isOne();
        alice.rollback();
        readOn(rows);
        assertThat(alice.write(SET_NOTE, "mine", 3)).isZero();
        finish();
    }

    private void createComputed() throws SQLException {
        String generated =
                engine().isPostgres() ? "GENERATED ALWAYS AS (qty * 2) STORED" : "GENERATED ALWAYS AS (qty * 2)";
        assumeTrue(does(Trait.COMPUTED_COLUMNS), "there are no computed columns");
        create("lines", "id INT NOT NULL PRIMARY KEY, qty INT NOT NULL, note VARCHAR(20), twice INT " + generated);
        bob.write("INSERT INTO {lines} (id, qty) VALUES (1, 1)");
        bob.write("INSERT INTO {lines} (id, qty) VALUES (2, 1)");
    }

    /** It was not compared by the first write, which has changed it. */
    @Test
    @Tag(HOLDS_BARE)
    void computedColumn_readBeforeSomethingElse_isNoConflict() throws Exception {
        createComputed();
        alice.read("SELECT id, qty, twice FROM {lines}");
        alice.read("SELECT id, note FROM {lines}");
        for (int qty = 2; qty < 5; qty++) {
            assertThat(alice.write("UPDATE {lines} SET qty = ? WHERE id = ?", qty, 1))
                    .isOne();
        }
        assertThat(alice.write("DELETE FROM {lines} WHERE id = ?", 1)).isOne();
    }

    /** What the database computes anew with an own write is own work. */
    @Test
    @Tag(HOLDS_BARE)
    void computedColumn_shownByAnOlderResult_isNoConflict() throws Exception {
        createComputed();
        try (PreparedStatement read = alice.prepare("SELECT id, twice FROM {lines} ORDER BY id");
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();
            assertThat(alice.write("UPDATE {lines} SET qty = ? WHERE id = ?", 5, 2))
                    .isOne();
            readOn(rows);
            assertThat(alice.write("UPDATE {lines} SET qty = ? WHERE id = ?", 6, 2))
                    .isOne();
        }
    }
}
