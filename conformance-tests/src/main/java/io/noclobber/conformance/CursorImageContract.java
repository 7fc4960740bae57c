package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Engine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows written through a cursor are remembered like any other, and written as the bare driver writes them. */
@ExtendWith(UpdatableCursorsOnly.class)
public abstract class CursorImageContract extends UpdatableCursors {
    @Test
    @Tag(HOLDS_BARE)
    void updateRow_nobodyInterferes_writesRowAfterRow() throws SQLException {
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
        ResultSet rows = order(1);
        rows.deleteRow();
        rows.close();
        assertThat(bob.read("SELECT id FROM {orders}")).hasSize(1);
        assertThat(alice.write("UPDATE {orders} SET status = 'MINE' WHERE id = ?", 1))
                .isZero();
    }

    @Test
    void updateRow_committed_imageIsWhatWasWritten() throws SQLException {
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

    @ParameterizedTest
    @EnumSource
    @Tag(HOLDS_BARE)
    void updateRow_afterAnOwnWriteOfAllRows_isWritten(ManyRows write) throws SQLException {
        alice.begin();
        boolean wrote = throughAnOlderCursor(write);
        alice.commit();
        assertThat(status(2)).isEqualTo(wrote ? "MINE" : "OPEN");
    }

    @ParameterizedTest
    @EnumSource
    @Tag(HOLDS_BARE)
    void updateRow_inAutocommit_afterAnOwnWriteOfAllRows_isWritten(ManyRows write) throws SQLException {
        boolean wrote = throughAnOlderCursor(write);
        assertThat(status(2)).isEqualTo(wrote ? "MINE" : "OPEN");
    }

    /** Ways to write all rows. */
    enum ManyRows {
        AT_ONCE,
        IN_A_BATCH
    }

    /**
     * The result was opened before all its rows were written, and the row is reached after that.
     *
     * @return whether the database let it be written; HSQLDB refuses that, but with table locks, with the bare driver too
     */
    private boolean throughAnOlderCursor(ManyRows write) throws SQLException {
        ResultSet rows = open(alice, ResultSet.TYPE_SCROLL_INSENSITIVE, "");
        try (Statement statement = alice.connection().createStatement()) {
            String sql = alice.sql("UPDATE {orders} SET amount = amount + 1");
            if (write == ManyRows.IN_A_BATCH) {
                statement.addBatch(sql);
                statement.executeBatch();
            } else {
                statement.executeUpdate(sql);
            }
        }
        assertThat(rows.next()).isTrue();
        Throwable refusal = catchThrowable(() -> update(rows, "MINE"));
        if (refusal != null) {
            assertThat(engine()).isIn(Engine.HSQLDB, Engine.HSQLDB_MVCC);
            assertThat(refusal).hasMessageContaining("row has been modified outside the cursor");
        }
        rows.close();
        return refusal == null;
    }

    @Test
    @Tag(HOLDS_BARE)
    void insertRow_isReadAndWrittenLikeAnyOther() throws SQLException {
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

    /** The user looked at the row elsewhere since the cursor showed it: what the cursor would put back nobody wants. */
    @Test
    void updateRow_rowReadAnewElsewhere_putsNothingBack() throws Exception {
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

    /** The same, where the cursor shows an own write: what somebody else has made of the row since it does not show. */
    @ParameterizedTest
    @EnumSource
    void updateRow_afterAnOwnWriteAndARowReadAnewElsewhere_putsNothingBack(OneRow write) throws Exception {
        assumeTrue(
                engine() != Engine.STRANGER,
                "It does not apply, because on a database that nobody has measured a trigger may have changed any column along;"
                        + " such a write is counted as CURSOR.");
        ResultSet rows = order(1);
        write.on(this, rows);
        if (othersWrite("UPDATE {orders} SET note = 'theirs' WHERE id = 1")) {
            readOrder(alice, 1);
            Throwable thrown = catchThrowable(() -> update(rows, "MINE"));
            assertThat(bob.value("SELECT note FROM {orders} WHERE id = 1"))
                    .as("after " + thrown)
                    .isEqualTo("theirs");
        }
        finish();
    }

    /** Ways to write the row under the cursor. */
    enum OneRow {
        BY_THE_CURSOR {
            @Override
            void on(CursorImageContract contract, ResultSet rows) throws SQLException {
                rows.updateInt("amount", 3);
                rows.updateRow();
            }
        },
        BY_TEXT {
            @Override
            void on(CursorImageContract contract, ResultSet rows) throws SQLException {
                contract.alice.write("UPDATE {orders} SET amount = 3 WHERE id = ?", 1);
            }
        },
        WITH_OTHERS {
            @Override
            void on(CursorImageContract contract, ResultSet rows) throws SQLException {
                contract.alice.writePlain("UPDATE {orders} SET amount = amount + 1");
            }
        },
        /** For all that is known, any row of the table may have been deleted. */
        OTHERS_ONLY {
            @Override
            void on(CursorImageContract contract, ResultSet rows) throws SQLException {
                contract.alice.writePlain("DELETE FROM {orders} WHERE id > 1");
            }
        };

        abstract void on(CursorImageContract contract, ResultSet rows) throws SQLException;
    }

    /** What the application has seen and then set through the cursor is no longer somebody else's. */
    @Test
    @Tag(HOLDS_BARE)
    void updateRow_overAChangeThatWasRead_goesOn() throws Exception {
        ResultSet rows = order(1);
        if (othersWrite("UPDATE {orders} SET status = 'THEIRS' WHERE id = 1")) {
            readOrder(alice, 1);
            if (catchThrowable(() -> update(rows, "MINE")) == null) {
                rows.updateInt("amount", 7);
                rows.updateRow();
                assertThat(status(1)).isEqualTo("MINE");
            } else {
                // the database does not let a cursor write what others have changed, or what it shows is read anew
                assertThat(status(1)).isEqualTo("THEIRS");
            }
        }
        finish();
    }

    /** Some cursors go on to show what was undone. */
    @Test
    @Tag(HOLDS_BARE)
    void updateRow_undone_rowCanBeWrittenAgain() throws SQLException {
        for (String again : new String[] {"cursor", "text"}) {
            alice.begin();
            ResultSet rows = open(alice, ResultSet.TYPE_SCROLL_INSENSITIVE, "");
            update(rows, "UNDONE");
            alice.rollback();
            if (stillOn(rows)) {
                Throwable thrown = catchThrowable(() -> update(rows, "MINE"));
                if (thrown != null) {
                    // HSQLDB's server has closed it, and its client does not know
                    assertThat(AgentView.of(thrown)).isNotInstanceOf(ConcurrencyConflictException.class);
                    alice.rollback();
                }
            }
            rows.close();
            assertThat(alice.write("UPDATE {orders} SET note = ? WHERE id = ?", again, 1))
                    .isOne();
            alice.commit();
        }
    }

    private static boolean stillOn(ResultSet rows) {
        try {
            return !rows.isClosed() && rows.absolute(1);
        } catch (SQLException ended) {
            return false;
        }
    }

    /** What the driver has read anew is older than a write after that. */
    @Test
    @Tag(HOLDS_BARE)
    void refreshRow_thenWrittenByText_isWrittenAgain() throws SQLException {
        // whose driver gives the number of a large object after a refresh
        String text = engine() == Engine.FIREBIRD ? "VARCHAR(20)" : longText();
        create("things", "id INT NOT NULL PRIMARY KEY, n INT, body " + text);
        bob.write("INSERT INTO {things} (id, n, body) VALUES (1, 10, 'body')");
        alice.begin();
        try (Statement statement = alice.connection()
                        .createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                ResultSet rows = statement.executeQuery(alice.sql("SELECT id, n, body FROM {things}"))) {
            assertThat(rows.next()).isTrue();
            Throwable refreshed = catchThrowable(rows::refreshRow);
            assertThat(refreshed == null || refreshed instanceof SQLException).isTrue();
            assertThat(alice.write("UPDATE {things} SET n = 2 WHERE id = ?", 1)).isOne();
            if (refreshed == null) {
                assertThat(rows.getString(3)).isEqualTo("body");
            }
        }
        alice.commit();
        assertThat(alice.write("UPDATE {things} SET n = 3 WHERE id = ?", 1)).isOne();
        alice.commit();
    }
}
