package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conflict.ConflictKind;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.Trait;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rows written through the cursor of a result set, while somebody else writes the row that the cursor stands on. Some
 * databases keep them from that until the cursor is gone; then its write is safe.
 */
public abstract class CursorContract extends Contract {
    private static final String QUERY = "SELECT id, status, amount, note FROM {orders}";

    private final List<Statement> statements = new ArrayList<>();

    /** What somebody does as soon as they are let. */
    private @Nullable Future<?> waiting;

    @BeforeEach
    void createTable() throws SQLException {
        createOrders();
    }

    @AfterEach
    void closeStatements() throws SQLException {
        for (Statement statement : statements) {
            statement.close();
        }
    }

    /** Whether the driver has no updatable result sets, which is asserted of the bare one. */
    private boolean hasNone() {
        if (engine().does(Trait.UPDATABLE_CURSORS)) {
            return false;
        }
        assertThatThrownBy(
                        () -> bob.connection().createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE))
                .isInstanceOf(SQLException.class);
        return true;
    }

    /** A result with the cursor on its first row. */
    private ResultSet open(Session session, int type, String condition) throws SQLException {
        Statement statement = session.connection()
                .createStatement(type, ResultSet.CONCUR_UPDATABLE, ResultSet.HOLD_CURSORS_OVER_COMMIT);
        statements.add(statement);
        ResultSet rows = statement.executeQuery(session.sql(QUERY + condition));
        assertThat(rows.getConcurrency()).isEqualTo(ResultSet.CONCUR_UPDATABLE);
        assertThat(rows.next()).isTrue();
        return rows;
    }

    private ResultSet order(int id) throws SQLException {
        return open(alice, ResultSet.TYPE_SCROLL_INSENSITIVE, " WHERE id = " + id);
    }

    /**
     * Lets somebody else write the row under the cursor.
     *
     * @return {@code false} when the cursor keeps others from that: then they write it when it is closed
     */
    private boolean othersWrite(String write) throws Exception {
        Future<Integer> writing = meanwhile(() -> bob.write(write));
        if (endsSoon(writing)) {
            await(writing);
            return true;
        }
        waiting = writing;
        return false;
    }

    private static void update(ResultSet rows, String status) throws SQLException {
        rows.updateString("status", status);
        rows.updateRow();
    }

    /** The write is refused if somebody was let in, and then nothing is written; else it is done. */
    private void expect(boolean othersWrote, ResultSet rows) throws Exception {
        if (othersWrote) {
            refused(() -> update(rows, "MINE"));
            assertThat(status(1)).isNotEqualTo("MINE");
        } else {
            update(rows, "MINE");
        }
    }

    @Test
    void updateRow_sameColumnChanged_isRefused() throws Exception {
        if (hasNone()) {
            return;
        }
        alice.begin();
        ResultSet rows = order(1);
        boolean wrote = othersWrite("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1");
        expect(wrote, rows);
        finish();
    }

    @Test
    void updateRow_otherColumnChanged_isRefused() throws Exception {
        if (hasNone()) {
            return;
        }
        alice.begin();
        ResultSet rows = order(1);
        boolean wrote = othersWrite("UPDATE {orders} SET amount = 11 WHERE id = 1");
        expect(wrote, rows);
        finish();
    }

    @Test
    void updateRow_inAutocommit_rowChanged_isRefusedAndTheCursorMovesOn() throws Exception {
        if (hasNone()) {
            return;
        }
        ResultSet rows = open(alice, ResultSet.TYPE_SCROLL_INSENSITIVE, "");
        boolean wrote = othersWrite("UPDATE {orders} SET amount = 11 WHERE id = 1");
        expect(wrote, rows);
        rows.cancelRowUpdates();
        assertThat(rows.next()).isTrue();
        update(rows, "NEXT");
        rows.close();
        finish();
        assertThat(status(2)).isEqualTo("NEXT");
    }

    @Test
    void updateRow_rowDeleted_isRefused() throws Exception {
        if (hasNone()) {
            return;
        }
        alice.begin();
        ResultSet rows = order(1);
        if (othersWrite("DELETE FROM {orders} WHERE id = 1")) {
            ConcurrencyConflictException conflict = refused(() -> update(rows, "MINE"));
            assertThat(conflict.getConflicts().get(0).kind()).isEqualTo(ConflictKind.DELETED);
        } else {
            update(rows, "MINE");
        }
        finish();
    }

    @Test
    void deleteRow_rowChanged_isRefused() throws Exception {
        if (hasNone()) {
            return;
        }
        alice.begin();
        ResultSet rows = order(1);
        if (othersWrite("UPDATE {orders} SET note = 'theirs' WHERE id = 1")) {
            refused(rows::deleteRow);
            alice.commit();
            assertThat(status(1)).isEqualTo("OPEN");
        } else {
            rows.deleteRow();
            alice.commit();
        }
        finish();
    }

    @Test
    void updateRow_refusedOnce_staysRefusedUntilTheRowIsRefreshed() throws Exception {
        if (hasNone()) {
            return;
        }
        ResultSet rows = order(1);
        boolean wrote = othersWrite("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1");
        expect(wrote, rows);
        if (wrote) {
            rows.cancelRowUpdates();
            refused(() -> update(rows, "MINE"));
            if (engine().does(Trait.REFRESHED_CURSORS)) {
                rows.cancelRowUpdates();
                rows.refreshRow();
                assertThat(rows.getString("status")).isEqualTo("SHIPPED");
                update(rows, "MINE");
                assertThat(status(1)).isEqualTo("MINE");
            }
        }
        rows.close();
        finish();
    }

    @Test
    void updateRow_whileSomebodyHasLockedTheRow_isRefusedWhenTheyCommit() throws Exception {
        if (hasNone()) {
            return;
        }
        alice.begin();
        bob.begin();
        ResultSet rows = order(1);
        if (!othersWrite("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1")) {
            update(rows, "MINE");
            finish();
            return;
        }
        Future<Throwable> writing = meanwhile(() -> catchThrowable(() -> update(rows, "MINE")));
        endsSoon(writing);
        bob.commit();
        assertThat(await(writing)).isInstanceOf(ConcurrencyConflictException.class);
        alice.rollback();
        bob.connection().setAutoCommit(true);
        assertThat(status(1)).isEqualTo("SHIPPED");
    }

    @Test
    @Tag(HOLDS_BARE)
    void updateRow_nobodyInterferes_writesRowAfterRow() throws SQLException {
        if (hasNone()) {
            return;
        }
        alice.begin();
        ResultSet rows = open(alice, ResultSet.TYPE_SCROLL_INSENSITIVE, "");
        update(rows, "ONE");
        update(rows, "TWICE");
        assertThat(rows.next()).isTrue();
        rows.updateNull("note");
        rows.updateInt("amount", 5);
        rows.updateRow();
        assertThat(rows.next()).isFalse();
        rows.close();
        alice.commit();
        assertThat(alice.read("SELECT status FROM {orders} WHERE status = 'TWICE'"))
                .hasSize(1);
        assertThat(alice.read("SELECT status FROM {orders} WHERE amount = 5")).hasSize(1);
    }

    @Test
    @Tag(HOLDS_BARE)
    void updateRow_inAutocommit_nobodyInterferes_writesRowAfterRow() throws SQLException {
        if (hasNone()) {
            return;
        }
        for (int type : new int[] {ResultSet.TYPE_FORWARD_ONLY, ResultSet.TYPE_SCROLL_INSENSITIVE}) {
            ResultSet rows = open(alice, type, "");
            if (engine() == Engine.FIREBIRD && type == ResultSet.TYPE_FORWARD_ONLY) {
                // what Jaybird makes of a holdable cursor it can only read
                assertThatThrownBy(() -> update(rows, "ONE")).isInstanceOf(UnsupportedOperationException.class);
                rows.close();
                continue;
            }
            update(rows, "ONE");
            assertThat(rows.next()).isTrue();
            update(rows, "TWO");
            assertThat(rows.next()).isFalse();
            rows.close();
        }
        assertThat(bob.read("SELECT id FROM {orders} WHERE status = 'ONE'")).hasSize(1);
        assertThat(bob.read("SELECT id FROM {orders} WHERE status = 'TWO'")).hasSize(1);
        assertThat(alice.write("UPDATE {orders} SET status = 'THREE' WHERE id = ?", 1))
                .isOne();
        assertThat(alice.write("UPDATE {orders} SET status = 'THREE' WHERE id = ?", 1))
                .isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void deleteRow_nobodyInterferes_deletesTheRow() throws SQLException {
        if (hasNone()) {
            return;
        }
        ResultSet rows = order(1);
        rows.deleteRow();
        rows.close();
        assertThat(bob.read("SELECT id FROM {orders}")).hasSize(1);
        assertThat(alice.write("UPDATE {orders} SET status = 'MINE' WHERE id = ?", 1))
                .isZero();
    }

    @Test
    void updateRow_committed_imageIsWhatWasWritten() throws SQLException {
        if (hasNone()) {
            return;
        }
        alice.begin();
        ResultSet rows = order(1);
        update(rows, "MINE");
        rows.close();
        alice.commit();
        assertThat(alice.write("UPDATE {orders} SET note = 'a' WHERE id = ?", 1))
                .isOne();
        alice.commit();
        bob.write("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1");

        refused(() -> alice.write("UPDATE {orders} SET note = 'b' WHERE id = ?", 1));
    }

    @Test
    void updateRow_rolledBack_imageIsWhatWasRead() throws SQLException {
        if (hasNone()) {
            return;
        }
        alice.begin();
        ResultSet rows = order(1);
        update(rows, "MINE");
        rows.close();
        alice.rollback();
        assertThat(alice.write("UPDATE {orders} SET note = 'a' WHERE id = ?", 1))
                .isOne();
        alice.rollback();
        bob.write("UPDATE {orders} SET amount = 11 WHERE id = 1");

        refused(() -> alice.write("UPDATE {orders} SET note = 'b' WHERE id = ?", 1));
    }

    @Test
    @Tag(HOLDS_BARE)
    void updateString_withoutUpdateRow_isNotTakenForRead() throws SQLException {
        if (hasNone()) {
            return;
        }
        ResultSet rows = open(alice, ResultSet.TYPE_SCROLL_INSENSITIVE, "");
        rows.updateString(2, "NEVER");
        rows.cancelRowUpdates();
        assertThat(rows.next()).isTrue();
        rows.updateNull("amount");
        rows.cancelRowUpdates();
        rows.updateString("status", "NEVER");
        rows.close();

        assertThat(alice.write("UPDATE {orders} SET note = 'a' WHERE id = ?", 1))
                .isOne();
        assertThat(alice.write("UPDATE {orders} SET note = 'b' WHERE id = ?", 2))
                .isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void updateRow_ofARowThatTheTransactionHasWritten_isWritten() throws SQLException {
        if (hasNone()) {
            return;
        }
        alice.begin();
        readOrder(alice, 1);
        assertThat(alice.write("UPDATE {orders} SET note = 'a' WHERE id = ?", 1))
                .isOne();
        ResultSet rows = order(1);
        update(rows, "MINE");
        rows.close();
        assertThat(alice.write("UPDATE {orders} SET note = 'b' WHERE id = ?", 1))
                .isOne();
        alice.commit();
        assertThat(status(1)).isEqualTo("MINE");
    }

    @Test
    @Tag(HOLDS_BARE)
    void insertRow_isReadAndWrittenLikeAnyOther() throws SQLException {
        if (hasNone()) {
            return;
        }
        alice.begin();
        ResultSet rows = order(1);
        rows.moveToInsertRow();
        rows.updateInt("id", 3);
        rows.updateString("status", "NEW");
        rows.updateInt("amount", 1);
        rows.updateNull("note");
        rows.insertRow();
        rows.moveToCurrentRow();
        assertThat(rows.getString("status")).isEqualTo("OPEN");
        update(rows, "MINE");
        rows.close();
        readOrder(alice, 3);
        assertThat(alice.write("UPDATE {orders} SET status = 'NEWER' WHERE id = ?", 3))
                .isOne();
        alice.commit();
        assertThat(status(1)).isEqualTo("MINE");
        assertThat(status(3)).isEqualTo("NEWER");
    }

    /** In autocommit mode, with a cursor that ends with the transaction. */
    private ResultSet orderClosedAtCommit() throws SQLException {
        Statement statement = alice.connection()
                .createStatement(
                        ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE, ResultSet.CLOSE_CURSORS_AT_COMMIT);
        statements.add(statement);
        ResultSet rows = statement.executeQuery(alice.sql(QUERY + " WHERE id = 1"));
        assertThat(rows.next()).isTrue();
        return rows;
    }

    @Test
    void updateRow_inAutocommit_byACursorThatEndsWithTheTransaction_rowChanged_isRefused() throws Exception {
        if (hasNone()) {
            return;
        }
        ResultSet rows = orderClosedAtCommit();
        boolean wrote = othersWrite("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1");
        expect(wrote, rows);
        finish();
    }

    @Test
    @Tag(HOLDS_BARE)
    void updateRow_inAutocommit_byACursorThatEndsWithTheTransaction_isWritten() throws Exception {
        if (hasNone()) {
            return;
        }
        update(orderClosedAtCommit(), "MINE");
        finish();
        assertThat(status(1)).isEqualTo("MINE");
    }

    @Test
    void updateRow_compareChanged_whatTheDriverWritesIsCompared() throws Exception {
        if (hasNone()) {
            return;
        }
        Session carol = guarded("compare=changed");
        ResultSet rows = open(carol, ResultSet.TYPE_SCROLL_INSENSITIVE, " WHERE id = 1");
        if (othersWrite("UPDATE {orders} SET note = 'theirs' WHERE id = 1")) {
            Throwable thrown = catchThrowable(() -> update(rows, "MINE"));
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(SQLException.class);
            }
            assertThat(bob.value("SELECT note FROM {orders} WHERE id = 1")).isEqualTo("theirs");
            rows.cancelRowUpdates();
            rows.close();
            ResultSet again = open(carol, ResultSet.TYPE_SCROLL_INSENSITIVE, " WHERE id = 1");
            bob.write("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1");
            refused(() -> update(again, "MINE"));
        } else {
            update(rows, "MINE");
        }
        finish();
    }

    /** Whether texts name cursors of results. That the others refuse it is asserted of the bare driver. */
    private boolean hasNoNames() {
        if (engine() == Engine.DERBY || engine() == Engine.FIREBIRD) {
            return false;
        }
        assertThatThrownBy(() -> bob.write("UPDATE {orders} SET status = 'MINE' WHERE CURRENT OF mine"))
                .isInstanceOf(SQLException.class);
        return true;
    }

    private ResultSet named(Session session) throws SQLException {
        Statement statement = session.connection().createStatement();
        statements.add(statement);
        statement.setCursorName("MINE");
        ResultSet rows = statement.executeQuery(session.sql(QUERY + " WHERE id = 1 FOR UPDATE"));
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString("status")).isEqualTo("OPEN");
        return rows;
    }

    @Test
    @Tag(HOLDS_BARE)
    void positionedWrite_nobodyInterferes_isWritten() throws SQLException {
        if (hasNoNames()) {
            return;
        }
        alice.begin();
        ResultSet rows = named(alice);
        assertThat(alice.write("UPDATE {orders} SET status = ? WHERE CURRENT OF MINE", "MINE"))
                .isOne();
        rows.close();
        alice.commit();
        assertThat(status(1)).isEqualTo("MINE");
        assertThat(alice.write("UPDATE {orders} SET note = 'y' WHERE id = ?", 1))
                .isOne();
        alice.commit();
    }

    @Test
    void positionedWrite_rowChanged_isRefused() throws Exception {
        if (hasNoNames()) {
            // elsewhere rows are written through cursors by updateRow
            updateRow_otherColumnChanged_isRefused();
            return;
        }
        alice.begin();
        ResultSet rows = named(alice);
        if (othersWrite("UPDATE {orders} SET amount = 11 WHERE id = 1")) {
            refused(() -> alice.write("UPDATE {orders} SET status = ? WHERE CURRENT OF MINE", "MINE"));
            refused(() -> alice.writePlain("DELETE FROM {orders} WHERE CURRENT OF MINE"));
        } else {
            assertThat(alice.writePlain("DELETE FROM {orders} WHERE CURRENT OF MINE"))
                    .isOne();
        }
        rows.close();
        finish();
    }

    /** The user looked at the row elsewhere since the cursor showed it: what the cursor would put back nobody wants. */
    @Test
    void updateRow_rowReadAnewElsewhere_putsNothingBack() throws Exception {
        if (hasNone()) {
            return;
        }
        ResultSet rows = order(1);
        if (othersWrite("UPDATE {orders} SET note = 'theirs' WHERE id = 1")) {
            readOrder(alice, 1);
            Throwable thrown = catchThrowable(() -> update(rows, "MINE"));
            assertThat(bob.value("SELECT note FROM {orders} WHERE id = 1"))
                    .as("after " + thrown)
                    .isEqualTo("theirs");
        } else {
            update(rows, "MINE");
        }
        finish();
        readOrder(alice, 1);
        bob.write("UPDATE {orders} SET amount = 7 WHERE id = 1");
        refused(() -> alice.write("UPDATE {orders} SET note = 'mine' WHERE id = ?", 1));
    }

    private void finish() throws Exception {
        if (!alice.connection().getAutoCommit()) {
            alice.commit();
        }
        closeStatements();
        if (waiting != null) {
            await(waiting);
        }
    }
}
