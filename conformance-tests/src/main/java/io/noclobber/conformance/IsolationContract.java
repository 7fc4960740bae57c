package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Isolation;
import io.noclobber.conformance.database.Trait;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No level of isolation makes an update get lost, or a conflict hang. */
public abstract class IsolationContract extends Contract {
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    /** Begins at the level; {@code false} when the database refuses it. */
    private boolean begin(Isolation isolation) throws SQLException {
        try {
            alice.connection().setTransactionIsolation(isolation.level());
        } catch (SQLException e) {
            assertThat(alice.connection().getMetaData().supportsTransactionIsolationLevel(isolation.level()))
                    .isFalse();
            return false;
        }
        alice.begin();
        return true;
    }

    /** Whether the other user waits for the reader; that he does, and that his change is found once it is there, is asserted. */
    private boolean isKeptOut(String write, Isolation isolation) throws Exception {
        if (!behaviour().readersBlockWriters(isolation)) {
            return false;
        }
        readOrder(alice, 1);
        Future<Integer> other = meanwhile(() -> bob.write(write));
        assertThat(endsSoon(other)).as("the other writer waits for the reader").isFalse();
        alice.commit();
        // some give up at once, instead of waiting
        if (catchThrowable(() -> await(other)) == null) {
            refused(() -> alice.write(SET_STATUS, "MINE", 1));
        }
        alice.rollback();
        return true;
    }

    @ParameterizedTest
    @EnumSource
    void otherWriteCommitted_betweenReadAndWriteOfOneTransaction_isNeverOverwritten(Isolation isolation)
            throws Exception {
        if (!begin(isolation)) {
            return;
        }
        readOrder(alice, 1);
        Future<Integer> other = meanwhile(() -> bob.write(SET_STATUS, "SHIPPED", 1));

        if (behaviour().readersBlockWriters(isolation)) {
            assertThat(endsSoon(other))
                    .as("the other writer waits for the reader")
                    .isFalse();
            Throwable thrown = catchThrowable(() -> alice.write(SET_STATUS, "MINE", 1));
            alice.connection().rollback();
            assertThat(thrown == null || thrown instanceof SQLException).isTrue();
            Throwable unused = catchThrowable(() -> await(other));
        } else {
            assertThat(await(other)).isOne();
            refused(() -> alice.write(SET_STATUS, "MINE", 1));
            alice.rollback();
            assertThat(status(1)).isEqualTo("SHIPPED");
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherDeleteCommitted_betweenReadAndWriteOfOneTransaction_isSeen(Isolation isolation) throws Exception {
        if (!begin(isolation) || isKeptOut("DELETE FROM {orders} WHERE id = 1", isolation)) {
            return;
        }
        readOrder(alice, 1);
        bob.write("DELETE FROM {orders} WHERE id = 1");
        if (!does(Trait.DELETES_MEET_UPDATES)) {
            assertThat(alice.write(SET_STATUS, "LOST", 1))
                    .as("what no count and no error tells")
                    .isOne();
            alice.commit();
            assertThat(bob.read("SELECT id FROM {orders} WHERE id = 1")).isEmpty();
            assertThat(counts().unnoticed()).containsKey(engine().toString());
            return;
        }

        ConcurrencyConflictException conflict = refused(() -> alice.write(SET_STATUS, "MINE", 1));

        assertThat(conflict.getSQLState()).isEqualTo("NC002");
        alice.rollback();
    }

    @ParameterizedTest
    @EnumSource
    void otherDeleteCommitted_betweenTransactions_isRefused(Isolation isolation) throws Exception {
        if (!begin(isolation)) {
            return;
        }
        readOrder(alice, 1);
        alice.commit();
        bob.write("DELETE FROM {orders} WHERE id = 1");

        ConcurrencyConflictException conflict = refused(() -> alice.write(SET_STATUS, "MINE", 1));

        assertThat(conflict.getSQLState()).isEqualTo("NC002");
        alice.rollback();
    }

    /** A column that was read and is not written. */
    @ParameterizedTest
    @EnumSource
    void otherColumnChanged_betweenReadAndWriteOfOneTransaction_isRefused(Isolation isolation) throws Exception {
        if (!begin(isolation) || isKeptOut("UPDATE {orders} SET note = 'theirs' WHERE id = 1", isolation)) {
            return;
        }
        readOrder(alice, 1);
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");

        ConcurrencyConflictException conflict = refused(() -> alice.write(SET_STATUS, "MINE", 1));

        assertThat(conflict.getSQLState()).isEqualTo("NC001");
        alice.rollback();
        assertThat(status(1)).isEqualTo("OPEN");
    }

    @ParameterizedTest
    @EnumSource
    void otherColumnChanged_betweenReadAndBatchOfOneTransaction_isRefused(Isolation isolation) throws Exception {
        if (!begin(isolation) || isKeptOut("UPDATE {orders} SET note = 'theirs' WHERE id = 1", isolation)) {
            return;
        }
        readOrder(alice, 1);
        readOrder(alice, 2);
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 2");

        Throwable thrown;
        try (PreparedStatement write = alice.prepare(SET_STATUS)) {
            for (int id = 1; id <= 2; id++) {
                Session.bind(write, "MINE", id);
                write.addBatch();
            }
            thrown = catchThrowable(write::executeBatch);
        }

        assertThat(thrown).isInstanceOf(BatchUpdateException.class);
        Throwable next = AgentView.of(((SQLException) thrown).getNextException());
        assertThat(next).isInstanceOf(ConcurrencyConflictException.class);
        alice.rollback();
        assertThat(status(2)).isEqualTo("OPEN");
    }

    @ParameterizedTest
    @EnumSource
    void otherWriteCommitted_betweenReadAndDeleteOfOneTransaction_isRefused(Isolation isolation) throws Exception {
        if (!begin(isolation) || isKeptOut("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1", isolation)) {
            return;
        }
        readOrder(alice, 1);
        bob.write(SET_STATUS, "SHIPPED", 1);

        refused(() -> alice.write("DELETE FROM {orders} WHERE id = ?", 1));

        alice.rollback();
        assertThat(status(1)).isEqualTo("SHIPPED");
    }

    @ParameterizedTest
    @EnumSource
    void otherWriteCommitted_betweenTransactions_isRefused(Isolation isolation) throws Exception {
        if (!begin(isolation)) {
            return;
        }
        readOrder(alice, 1);
        alice.commit();
        bob.write(SET_STATUS, "SHIPPED", 1);

        refused(() -> alice.write(SET_STATUS, "MINE", 1));
        alice.rollback();
        refused(() -> alice.write(SET_STATUS, "MINE", 1));
        alice.rollback();

        assertThat(status(1)).isEqualTo("SHIPPED");
        readOrder(alice, 1);
        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
        alice.commit();
        assertThat(status(1)).isEqualTo("MINE");
    }

    @ParameterizedTest
    @EnumSource
    void otherWriteUncommitted_thenCommitted_isNeverOverwritten(Isolation isolation) throws Exception {
        if (!begin(isolation)) {
            return;
        }
        readOrder(alice, 1);
        alice.commit();
        bob.begin().write(SET_STATUS, "SHIPPED", 1);
        Future<Integer> mine = meanwhile(() -> alice.write(SET_STATUS, "MINE", 1));

        boolean refusedAtOnce = endsSoon(mine);
        bob.commit();
        Throwable thrown = catchThrowable(() -> await(mine));

        if (!does(Trait.OVERLAPPING_WRITES_MEET)) {
            assertThat(thrown).as("what no count and no error tells").isNull();
            alice.commit();
            assertThat(status(1)).as("bob's change is lost").isEqualTo("MINE");
            assertThat(counts().unnoticed()).containsKey(engine().toString());
            return;
        }
        assertThat(thrown).as("the write that met somebody's change").isInstanceOf(SQLException.class);
        if (behaviour().writersWait(isolation)) {
            assertThat(refusedAtOnce)
                    .as("refused before the other has committed")
                    .isFalse();
            assertThat(AgentView.of(thrown)).isInstanceOf(ConcurrencyConflictException.class);
        }
        alice.rollback();
        assertThat(bob.value("SELECT status FROM {orders} WHERE id = 1")).isEqualTo("SHIPPED");
        bob.commit();
        refused(() -> alice.write(SET_STATUS, "MINE", 1));
    }

    @ParameterizedTest
    @EnumSource
    @Tag(HOLDS_BARE)
    void otherWriteUncommitted_thenRolledBack_isNoConflict(Isolation isolation) throws Exception {
        if (!begin(isolation)) {
            return;
        }
        readOrder(alice, 1);
        alice.commit();
        bob.begin().write(SET_STATUS, "SHIPPED", 1);
        Future<Integer> mine = meanwhile(() -> alice.write(SET_STATUS, "MINE", 1));

        boolean refusedAtOnce = endsSoon(mine);
        bob.rollback();

        Throwable thrown = catchThrowable(() -> await(mine));
        // a busy machine may tell of a refusal only after the rollback
        boolean refused = refusedAtOnce || thrown != null && !behaviour().writersWait(isolation);
        if (refused && does(Trait.OVERLAPPING_WRITES_MEET)) {
            assertThat(behaviour().writersWait(isolation)).isFalse();
            assertThat(thrown).isInstanceOf(SQLException.class);
            if (isolation != Isolation.READ_UNCOMMITTED) {
                assertThat(AgentView.of(thrown)).isNotInstanceOf(ConcurrencyConflictException.class);
            }
            alice.rollback();
            assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
        } else {
            assertThat(thrown).isNull();
            assertThat(await(mine)).isOne();
        }
        alice.commit();
        assertThat(bob.value("SELECT status FROM {orders} WHERE id = 1")).isEqualTo("MINE");
    }
}
