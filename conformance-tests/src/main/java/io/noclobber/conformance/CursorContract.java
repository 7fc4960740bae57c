package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conflict.ConflictKind;
import io.noclobber.conformance.database.Trait;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Rows written through the cursor of a result set, while somebody else writes the row that the cursor stands on. Some
 * databases keep them from that until the cursor is gone; then its write is safe.
 */
@ExtendWith(UpdatableCursorsOnly.class)
public abstract class CursorContract extends UpdatableCursors {
    @Test
    void updateRow_sameColumnChanged_isRefused() throws Exception {
        writeAfter("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1");
    }

    @Test
    void updateRow_otherColumnChanged_isRefused() throws Exception {
        writeAfter("UPDATE {orders} SET amount = 11 WHERE id = 1");
    }

    @Test
    void updateRow_inAutocommit_rowChanged_isRefusedAndTheCursorMovesOn() throws Exception {
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
        ResultSet rows = order(1);
        boolean wrote = othersWrite("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1");
        expect(wrote, rows);
        if (wrote) {
            rows.cancelRowUpdates();
            refused(() -> update(rows, "MINE"));
            if (does(Trait.REFRESHED_CURSORS)) {
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
        assertThat(AgentView.of(await(writing))).isInstanceOf(ConcurrencyConflictException.class);
        alice.rollback();
        bob.connection().setAutoCommit(true);
        assertThat(status(1)).isEqualTo("SHIPPED");
    }

    @Test
    @Tag(HOLDS_BARE)
    void deleteRow_ofRowsThatARollbackHasClosed_isRefusedInTheDriversWords() throws Exception {
        assertThat(deletionAfterRollback(alice)).isEqualTo(deletionAfterRollback(bob));
    }

    private String deletionAfterRollback(Session session) throws SQLException {
        session.begin();
        try (Statement statement = session.connection().createStatement()) {
            ResultSet rows = statement.executeQuery(session.sql("SELECT id, status FROM {orders} WHERE id = 1"));
            assertThat(rows.next()).isTrue();
            session.rollback();
            Throwable thrown = catchThrowable(rows::deleteRow);
            session.rollback();
            // MariaDB's names the connection
            return thrown instanceof SQLException refused
                    ? refused.getSQLState() + ' ' + refused.getMessage().replaceAll("conn=\\d+", "")
                    : "none";
        }
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
        ResultSet rows = orderClosedAtCommit();
        boolean wrote = othersWrite("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1");
        expect(wrote, rows);
        finish();
    }

    @Test
    @Tag(HOLDS_BARE)
    void updateRow_inAutocommit_byACursorThatEndsWithTheTransaction_isWritten() throws Exception {
        update(orderClosedAtCommit(), "MINE");
        finish();
        assertThat(status(1)).isEqualTo("MINE");
    }

    @Test
    void updateRow_compareChanged_whatTheDriverWritesIsCompared() throws Exception {
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
}
