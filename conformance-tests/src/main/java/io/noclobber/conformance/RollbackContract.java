package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Engine;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A rollback, of the transaction or to a savepoint, gives back what was remembered before it, and nothing of what it undid. */
public abstract class RollbackContract extends Contract {
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";
    private static final String INSERT = "INSERT INTO {orders} (id, status) VALUES (?, ?)";

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    @Test
    @Tag(HOLDS_BARE)
    void rollback_ofOwnWrite_nextWriteIsDone() throws SQLException {
        readOrder(alice.begin(), 1);
        for (int i = 0; i < 3; i++) {
            assertThat(alice.write(SET_STATUS, "MINE " + i, 1)).isOne();
            alice.rollback();
        }
        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
        alice.commit();

        assertThat(status(1)).isEqualTo("MINE");
    }

    @Test
    void rollback_ofOwnWrite_restoresWhatWasRead() throws SQLException {
        readOrder(alice.begin(), 1);
        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
        alice.rollback();
        bob.write(SET_STATUS, "MINE", 1);

        refused(() -> alice.write(SET_STATUS, "LATE", 1));
    }

    @Test
    void rollback_ofOwnDelete_restoresWhatWasRead() throws SQLException {
        readOrder(alice.begin(), 1);
        assertThat(alice.write("DELETE FROM {orders} WHERE id = ?", 1)).isOne();
        alice.rollback();
        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
        alice.rollback();

        assertNextChangeOfOthersIsSeen();
    }

    @Test
    void rollbackToSavepoint_ofOwnWrite_restoresTheWriteBefore() throws SQLException {
        if (!hasSavepoints()) {
            return;
        }
        readOrder(alice.begin(), 1);
        assertThat(alice.write(SET_STATUS, "A", 1)).isOne();
        Savepoint savepoint = alice.connection().setSavepoint("before_b");
        assertThat(alice.write(SET_STATUS, "B", 1)).isOne();
        alice.connection().rollback(savepoint);
        assertThat(alice.write(SET_STATUS, "C", 1)).isOne();
        Savepoint another = next("before_d", savepoint);
        assertThat(alice.write(SET_STATUS, "D", 1)).isOne();
        alice.connection().rollback(another);
        alice.commit();
        assertThat(status(1)).isEqualTo("C");

        assertThat(alice.write(SET_STATUS, "E", 1)).isOne();
        alice.commit();
        assertNextChangeOfOthersIsSeen();
    }

    /** Derby's network client has one savepoint at a time. */
    private Savepoint next(String name, Savepoint before) throws SQLException {
        try {
            return alice.connection().setSavepoint(name);
        } catch (SQLException refused) {
            if (!"3B002".equals(refused.getSQLState())) {
                throw refused;
            }
            alice.connection().releaseSavepoint(before);
            return alice.connection().setSavepoint(name);
        }
    }

    @Test
    void rollbackToSavepoint_ofFirstWrite_restoresWhatWasRead() throws SQLException {
        if (!hasSavepoints()) {
            return;
        }
        readOrder(alice, 1);
        alice.begin();
        Savepoint savepoint = alice.connection().setSavepoint();
        assertThat(alice.write(SET_STATUS, "A", 1)).isOne();
        alice.connection().rollback(savepoint);
        alice.commit();
        bob.write(SET_STATUS, "A", 1);

        refused(() -> alice.write(SET_STATUS, "LATE", 1));
    }

    @Test
    void rollbackToSavepoint_afterConflict_retryIsRefused() throws SQLException {
        if (!hasSavepoints()) {
            return;
        }
        readOrder(alice, 1);
        bob.write(SET_STATUS, "SHIPPED", 1);
        alice.begin();
        Savepoint savepoint = alice.connection().setSavepoint("retry");
        refused(() -> alice.write(SET_STATUS, "MINE", 1));
        alice.connection().rollback(savepoint);

        refused(() -> alice.write(SET_STATUS, "MINE", 1));
    }

    @Test
    void rollback_ofOwnInsert_otherRowReadAfterIt_isRemembered() throws SQLException {
        alice.begin();
        assertThat(alice.write(INSERT, 3, "MINE")).isOne();
        readOrder(alice, 1);
        alice.rollback();

        assertNextChangeOfOthersIsSeen();
    }

    @Test
    @Tag(HOLDS_BARE)
    void rollback_ofOwnInsert_readBefore_writeFindsNoRow() throws SQLException {
        alice.begin();
        assertThat(alice.write(INSERT, 3, "MINE")).isOne();
        readOrder(alice, 3);
        alice.rollback();

        assertThat(alice.write(SET_STATUS, "LATE", 3)).isZero();
        assertThat(alice.write("DELETE FROM {orders} WHERE id = ?", 3)).isZero();
        alice.rollback();
    }

    @Test
    void rollback_ofOwnInsert_insertedByOthersWithOtherValues_isRefused() throws SQLException {
        alice.begin();
        assertThat(alice.write(INSERT, 3, "MINE")).isOne();
        readOrder(alice, 3);
        alice.rollback();
        bob.write(INSERT, 3, "THEIRS");

        refused(() -> alice.write(SET_STATUS, "LATE", 3));
        alice.rollback();
        assertThat(status(3)).isEqualTo("THEIRS");
    }

    @Test
    void rollbackToSavepoint_ofOwnInsert_otherRowReadAfterIt_isRemembered() throws SQLException {
        if (!hasSavepoints()) {
            return;
        }
        alice.begin();
        Savepoint savepoint = alice.connection().setSavepoint("before_insert");
        assertThat(alice.write(INSERT, 3, "MINE")).isOne();
        readOrder(alice, 1);
        alice.connection().rollback(savepoint);
        alice.commit();

        assertNextChangeOfOthersIsSeen();
    }

    @Test
    void rollback_ofOwnWrite_columnsFirstReadAfterIt_areRemembered() throws SQLException {
        alice.begin();
        assertThat(alice.write("UPDATE {orders} SET amount = ? WHERE id = ?", new BigDecimal("1.239"), 1))
                .isOne();
        readOrder(alice, 1);
        alice.rollback();
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");

        refused(() -> alice.write("UPDATE {orders} SET note = 'late' WHERE id = ?", 1));
        alice.rollback();
        assertThat(bob.value("SELECT note FROM {orders} WHERE id = 1")).isEqualTo("theirs");
    }

    /** Somebody had changed a column that the write does not compare, and it was read again before the write was undone. */
    @Test
    void rollback_ofOwnWrite_columnsReadAnewAfterIt_areAsTheyWereReadLast() throws SQLException {
        Session carol = guarded("compare=changed");
        readOrder(carol, 1);
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");
        carol.begin();
        assertThat(carol.write(SET_STATUS, "MINE", 1)).isOne();
        readOrder(carol, 1);
        carol.rollback();
        if (engine() == Engine.STRANGER) {
            readOrder(carol, 1); // for all that is known a trigger has changed it
        }
        assertThat(carol.write("UPDATE {orders} SET note = 'mine' WHERE id = ?", 1))
                .isOne();
        carol.commit();
        bob.write("UPDATE {orders} SET note = 'theirs again' WHERE id = 1");

        refused(() -> carol.write("UPDATE {orders} SET note = 'late' WHERE id = ?", 1));
        carol.rollback();
    }

    /** What was not read again is what was read before the write: reading back what was stored is not the user's reading. */
    @Test
    void rollback_ofOwnWrite_columnsNotReadAnew_areAsTheyWereReadFirst() throws SQLException {
        Session carol = guarded("compare=changed");
        readOrder(carol, 1);
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");
        carol.begin();
        assertThat(carol.write(SET_STATUS, "MINE", 1)).isOne();
        assertThat(carol.write("UPDATE {orders} SET amount = ? WHERE id = ?", new BigDecimal("1.239"), 1))
                .isOne();
        carol.read("SELECT id, amount FROM {orders} WHERE id = ?", 1);
        carol.rollback();

        refused(() -> carol.write("UPDATE {orders} SET note = 'late' WHERE id = ?", 1));
        carol.rollback();
    }

    @Test
    void rollback_ofOwnWriteOfARowWithATrigger_columnsFirstReadAfterIt_areRemembered() throws SQLException {
        if (!hasRowTriggers()) {
            return;
        }
        create("docs", "id INT NOT NULL PRIMARY KEY, title VARCHAR(20), version INT, body VARCHAR(20)");
        bob.write("INSERT INTO {docs} (id, title, body, version) VALUES (1, 'a', 'b', 0)");
        Triggers.countVersions(engine(), bob, this::cleanUp);
        alice.begin();
        alice.read("SELECT id, title, version FROM {docs} WHERE id = 1");
        assertThat(alice.write("UPDATE {docs} SET title = 'mine' WHERE id = 1")).isOne();
        alice.read("SELECT id, title, body, version FROM {docs} WHERE id = 1");
        alice.rollback();
        assertThat(alice.write("UPDATE {docs} SET title = 'again' WHERE id = 1"))
                .as("nobody else has changed the row")
                .isOne();
        alice.rollback();
        bob.write("UPDATE {docs} SET body = 'theirs' WHERE id = 1");

        refused(() -> alice.write("UPDATE {docs} SET body = 'late' WHERE id = 1"));
        alice.rollback();
    }

    @Test
    @Tag(HOLDS_BARE)
    void rollback_ofOwnWrite_whatItSetWasFirstReadAfterIt_isNotCompared() throws SQLException {
        alice.begin();
        assertThat(alice.write("UPDATE {orders} SET amount = ? WHERE id = ?", new BigDecimal("1.239"), 1))
                .isOne();
        readOrder(alice, 1);
        alice.rollback();

        assertThat(alice.write("UPDATE {orders} SET amount = ? WHERE id = ?", new BigDecimal("2.25"), 1))
                .isOne();
        alice.commit();
        assertThat(bob.value("SELECT amount FROM {orders} WHERE id = 1")).isEqualTo("2.25");
    }

    @Test
    void rollback_ofOwnWriteOfManyRows_whatElseWasReadAfterIt_isRemembered() throws SQLException {
        alice.begin();
        assertThat(alice.write("UPDATE {orders} SET status = 'MINE' WHERE amount > 0"))
                .isEqualTo(2);
        readOrder(alice, 1);
        alice.rollback();
        assertThat(alice.write("UPDATE {orders} SET note = 'mine' WHERE id = 1"))
                .as("nobody else has changed the row")
                .isOne();
        alice.rollback();
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");

        refused(() -> alice.write("UPDATE {orders} SET note = 'late' WHERE id = 1"));
        alice.rollback();
    }

    @Test
    @Tag(HOLDS_BARE)
    void rollback_ofRowsReplacedByOthers_isNotTakenForAChange() throws SQLException {
        alice.begin();
        assertThat(alice.write("DELETE FROM {orders} WHERE amount > 0")).isEqualTo(2);
        assertThat(alice.write(INSERT, 1, "MINE")).isOne();
        readOrder(alice, 1);
        alice.rollback();

        assertThat(alice.write(SET_STATUS, "AGAIN", 1)).isOne();
        alice.commit();
        assertThat(status(1)).isEqualTo("AGAIN");
    }
}
