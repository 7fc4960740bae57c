package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conflict.TransactionState;
import io.noclobber.conformance.database.Engine;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is remembered follows the transaction: commit publishes, rollback restores, a refusal changes nothing. */
public abstract class TransactionContract extends Contract {
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";
    private static final String INSERT = "INSERT INTO {orders} (id, status) VALUES (?, ?)";

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    @Test
    void conflict_inTransaction_leavesItsEarlierWrite() throws SQLException {
        readOrder(alice, 1);
        readOrder(alice, 2);
        bob.write(SET_STATUS, "SHIPPED", 1);
        alice.begin();
        assertThat(alice.write(SET_STATUS, "MINE", 2)).isOne();

        ConcurrencyConflictException conflict = refused(() -> alice.write(SET_STATUS, "MINE", 1));

        assertThat(conflict.getTransactionState()).isEqualTo(TransactionState.ALIVE);
        alice.commit();
        assertThat(status(1)).isEqualTo("SHIPPED");
        assertThat(status(2)).isEqualTo("MINE");
    }

    @Test
    void conflict_inTransaction_laterWriteIsDone() throws SQLException {
        readOrder(alice, 1);
        readOrder(alice, 2);
        bob.write(SET_STATUS, "SHIPPED", 1);
        alice.begin();
        refused(() -> alice.write(SET_STATUS, "MINE", 1));

        assertThat(alice.write(SET_STATUS, "MINE", 2)).isOne();
        alice.commit();

        assertThat(status(2)).isEqualTo("MINE");
    }

    @Test
    void conflict_thenRollback_retryWithoutReading_isRefused() throws SQLException {
        readOrder(alice.begin(), 1);
        alice.commit();
        bob.write(SET_STATUS, "SHIPPED", 1);

        for (int i = 0; i < 3; i++) {
            refused(() -> alice.write(SET_STATUS, "MINE", 1));
            alice.rollback();
        }

        readOrder(alice, 1);
        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
        alice.commit();
        assertThat(status(1)).isEqualTo("MINE");
    }

    @Test
    void read_thenRollback_isRemembered() throws SQLException {
        readOrder(alice.begin(), 1);
        alice.rollback();

        assertNextChangeOfOthersIsSeen();
    }

    @Test
    void read_thenCommit_isRemembered() throws SQLException {
        readOrder(alice.begin(), 1);
        alice.commit();

        assertNextChangeOfOthersIsSeen();
    }

    @Test
    void commit_ofOwnWrite_changeByOthersIsSeen() throws SQLException {
        readOrder(alice.begin(), 1);
        assertThat(alice.write(
                        "UPDATE {orders} SET status = ?, amount = ? WHERE id = ?", "A", new BigDecimal("1.239"), 1))
                .isOne();
        alice.commit();

        assertNextChangeOfOthersIsSeen();
    }

    /** Some databases undo a transaction in which a statement failed, also where it is committed, and their drivers do not say so. */
    @Test
    @Tag(HOLDS_BARE)
    void commit_afterAStatementFailed_nextWriteIsDone() throws SQLException {
        readOrder(alice.begin(), 1);
        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
        assertThatThrownBy(() -> alice.write(INSERT, 1, "TWICE")).isInstanceOf(SQLException.class);
        try {
            alice.commit();
        } catch (SQLException undone) {
            alice.rollback();
        }

        assertThat(alice.write(SET_STATUS, "AGAIN", 1)).isOne();
        alice.commit();
        assertThat(status(1)).isEqualTo("AGAIN");
    }

    /** Where the commit has undone the transaction, what was read before it counts again. */
    @Test
    void commit_afterAStatementFailed_changeByOthersIsSeen() throws SQLException {
        readOrder(alice.begin(), 1);
        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
        assertThatThrownBy(() -> alice.write(INSERT, 1, "TWICE")).isInstanceOf(SQLException.class);
        try {
            alice.commit();
        } catch (SQLException undone) {
            alice.rollback();
        }
        bob.write(SET_STATUS, "THEIRS", 1);

        refused(() -> alice.write(SET_STATUS, "AGAIN", 1));
        alice.rollback();
        assertThat(status(1)).isEqualTo("THEIRS");
    }

    @Test
    void autocommitOn_publishesOwnWrite() throws SQLException {
        readOrder(alice.begin(), 1);
        assertThat(alice.write(SET_STATUS, "A", 1)).isOne();
        alice.connection().setAutoCommit(true);
        assertThat(status(1)).isEqualTo("A");
        assertThat(alice.write(SET_STATUS, "B", 1)).isOne();
        alice.begin();
        assertThat(alice.write(SET_STATUS, "C", 1)).isOne();
        alice.connection().setAutoCommit(true);

        assertNextChangeOfOthersIsSeen();
    }

    /** Some databases commit for that, others refuse it or keep it for the next transaction. */
    @Test
    void isolationSet_afterOwnWrite_whatIsRememberedIsWhatIsStored() throws SQLException {
        readOrder(alice.begin(), 1);
        for (int i = 0; i < 2; i++) {
            assertThat(alice.write(SET_STATUS, "MINE " + i, 1)).isOne();
            int level = alice.connection().getTransactionIsolation();
            int other = level == Connection.TRANSACTION_SERIALIZABLE
                    ? Connection.TRANSACTION_READ_COMMITTED
                    : Connection.TRANSACTION_SERIALIZABLE;
            for (int to : new int[] {level, other}) {
                Throwable refused = catchThrowable(() -> alice.connection().setTransactionIsolation(to));
                assertThat(refused == null || refused instanceof SQLException).isTrue();
                assertThat(alice.write(SET_STATUS, "AGAIN " + to, 1))
                        .as("nobody else has changed the row")
                        .isOne();
            }
            alice.rollback();
            if (engine() == Engine.STRANGER) {
                readOrder(alice, 1); // its driver releases a savepoint that the commit has ended, so that nobody knows
            }
            assertThat(alice.write("UPDATE {orders} SET note = 'mine' WHERE id = ?", 1))
                    .as("nobody else has changed the row")
                    .isOne();
            alice.commit();
        }

        assertNextChangeOfOthersIsSeen();
    }

    @Test
    void scopeConnection_readInEarlierTransaction_isRemembered() throws SQLException {
        Session carol = guarded("scope=connection").begin();
        readOrder(carol, 1);
        carol.commit();
        bob.write(SET_STATUS, "SHIPPED", 1);

        refused(() -> carol.write(SET_STATUS, "MINE", 1));
    }

    @Test
    @Tag(HOLDS_BARE)
    void scopeTransaction_readInEarlierTransaction_isForgotten() throws SQLException {
        Session carol = guarded("scope=transaction").begin();
        readOrder(carol, 1);
        carol.commit();
        bob.write(SET_STATUS, "SHIPPED", 1);

        assertThat(carol.write(SET_STATUS, "MINE", 1)).isOne();
        carol.commit();
    }

    @Test
    void scopeTransaction_readInTheSameTransaction_isRemembered() throws Exception {
        Session carol = guarded("scope=transaction").begin();
        readOrder(carol, 1);
        if (isLetIn(carol, () -> bob.write(SET_STATUS, "SHIPPED", 1))) {
            refused(() -> carol.write(SET_STATUS, "MINE", 1));
        }
    }

    @Test
    @Tag(HOLDS_BARE)
    void scopeTransaction_inAutocommit_remembersNothing() throws SQLException {
        Session carol = guarded("scope=transaction");
        readOrder(carol, 1);
        bob.write(SET_STATUS, "SHIPPED", 1);

        assertThat(carol.write(SET_STATUS, "MINE", 1)).isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void newConnection_remembersNothingOfTheLast() throws SQLException {
        readOrder(alice, 1);
        alice.close();
        bob.write(SET_STATUS, "SHIPPED", 1);

        assertThat(guarded().write(SET_STATUS, "MINE", 1)).isOne();
    }
}
