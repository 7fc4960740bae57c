package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.EngineUnavailableException;
import io.noclobber.conformance.database.GaleraCluster;
import io.noclobber.conformance.database.MySqlDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a Galera cluster does that one server does not: alice works on the third node and carol on the first, both with
 * noclobber, bob on the third without.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class GaleraIT extends Contract {
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";
    private static final String SET_NOTE = "UPDATE {orders} SET note = ? WHERE id = ?";

    /** Every statement waits until its node has applied all that was committed before. */
    private static final String UP_TO_DATE = "sessionVariables=wsrep_sync_wait=15";

    private static final int ROUNDS = 100;

    private Session carol;

    @Override
    protected Setting setting() {
        return new Setting(node(3), EntryPath.URL);
    }

    private static Database node(int number, String... settings) {
        try {
            return MySqlDriver.MARIADB.to(GaleraCluster.nodes().get(number - 1), settings);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }

    private Session on(Database node) throws SQLException {
        Connection connection = EntryPath.URL.open(node, Map.of());
        return new Session(connection, alice::sql);
    }

    @BeforeEach
    void prepare() throws SQLException {
        createOrders();
        carol = on(node(1, UP_TO_DATE));
    }

    @AfterEach
    void leave() throws SQLException {
        if (carol != null) {
            carol.close();
        }
    }

    /** What all nodes have in the end. */
    private void assertEverywhere(String column, int id, String expected) throws SQLException {
        for (int number = 1; number <= 3; number++) {
            try (Session reader = on(node(number, UP_TO_DATE))) {
                assertThat(reader.value("SELECT " + column + " FROM {orders} WHERE id = ?", id))
                        .as("node " + number)
                        .isEqualTo(expected);
            }
        }
    }

    /** As a conflict by noclobber, or by the database itself, whose deadlock an application tries again. */
    private static void refusedBySomebody(ThrowingCallable work) {
        SQLException refusal = catchThrowableOfType(SQLException.class, work);
        if (!(refusal instanceof ConcurrencyConflictException)) {
            assertDeadlock(refusal);
        }
    }

    private static void assertDeadlock(SQLException refusal) {
        assertThat((Throwable) refusal)
                .as("what would overwrite a change of another node")
                .isNotNull();
        assertThat(refusal.getSQLState()).as(refusal.toString()).isEqualTo("40001");
        assertThat(refusal.getErrorCode()).isEqualTo(1213);
    }

    /** While the node has a global read lock it applies nothing of what the others commit. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void staleRow_ofANodeThatIsBehind_isNeverSaved(boolean autocommit) throws SQLException {
        try (Session lock = bare()) {
            run(lock, "FLUSH TABLES WITH READ LOCK");
            carol.write(SET_STATUS, "CAROL", 1);
            alice.connection().setAutoCommit(autocommit);
            readOrder(alice, 1);
            assertThat(alice.value("SELECT status FROM {orders} WHERE id = 1")).isNotEqualTo("CAROL");
            run(lock, "UNLOCK TABLES");
        }
        refusedBySomebody(() -> save(autocommit, SET_NOTE, "stale"));
        assertEverywhere("status", 1, "CAROL");

        if (!autocommit) {
            alice.rollback();
        }
        assertSavesAfterReading(autocommit);
        assertEverywhere("status", 1, "CAROL");
    }

    private void save(boolean autocommit, String text, String value) throws SQLException {
        assertThat(alice.write(text, value, 1)).isOne();
        if (!autocommit) {
            alice.commit();
        }
    }

    private void assertSavesAfterReading(boolean autocommit) throws SQLException {
        run(alice, "SET SESSION wsrep_sync_wait = 15");
        readOrder(alice, 1);
        save(autocommit, SET_NOTE, "fresh");
        assertEverywhere("note", 1, "fresh");
    }

    /** Nothing is held back: whether a row is stale is a matter of luck, and must not be one of loss. */
    @Test
    void rowChangedOnAnotherNode_readAndSavedAtOnce_isNeverLost() throws SQLException {
        int stale = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String status = "C" + i;
            carol.write(SET_STATUS, status, 1);
            List<?> row = alice.read("SELECT id, status, note FROM {orders} WHERE id = 1")
                    .get(0);
            boolean behind = !status.equals(row.get(1));
            if (behind) {
                stale++;
                refusedBySomebody(() -> alice.write(SET_STATUS, "stale", 1));
            } else {
                assertThat(alice.write(SET_NOTE, status, 1)).isOne();
            }
            assertThat(carol.value("SELECT status FROM {orders} WHERE id = 1")).isEqualTo(status);
        }
        System.out.println("Galera: stale reads on another node: " + stale + " of " + ROUNDS);
    }

    @Test
    void rowChangedOnAnotherNode_readWithSyncWait_isNotStale() throws SQLException {
        try (Session dave = on(node(3, "sessionVariables=wsrep_sync_wait=1"))) {
            for (int i = 0; i < ROUNDS; i++) {
                String status = "C" + i;
                carol.write(SET_STATUS, status, 1);
                assertThat(dave.value("SELECT status FROM {orders} WHERE id = 1"))
                        .isEqualTo(status);
                readOrder(dave, 1);
                assertThat(dave.write(SET_NOTE, status, 1)).isOne();
            }
        }
    }

    /** No lock of one node is seen by another: the first to commit wins, and the other hears of it at commit. */
    @Test
    void rowWrittenOnTwoNodes_isRefusedAtCommitOfTheLater() throws SQLException {
        readOrder(alice, 1);
        readOrder(alice, 2);
        readOrder(carol, 1);
        alice.begin();
        carol.begin();
        assertThat(alice.write(SET_STATUS, "ALICE", 1)).isOne();
        assertThat(alice.write(SET_STATUS, "ALICE", 2)).isOne();
        assertThat(carol.write(SET_STATUS, "CAROL", 1)).isOne();
        carol.commit();

        assertDeadlock(catchThrowableOfType(SQLException.class, () -> alice.commit()));

        assertEverywhere("status", 1, "CAROL");
        alice.connection().setAutoCommit(true);
        run(alice, "SET SESSION wsrep_sync_wait = 15");
        // what was read is what was read before the transaction: the row that carol has changed, and the other
        refused(() -> alice.write(SET_STATUS, "LATE", 1));
        assertThat(alice.write(SET_STATUS, "AGAIN", 2)).isOne();
        assertSavesAfterReading(true);
        assertEverywhere("status", 1, "CAROL");
        assertEverywhere("status", 2, "AGAIN");
    }

    /** Where the node learns of it before the transaction has ended, its next statement is told. */
    @ParameterizedTest
    @EnumSource(Late.class)
    void transactionThatAnotherNodeHasUndone_isToldByItsNextStatement(Late next) throws SQLException {
        readOrder(alice, 1);
        readOrder(alice, 2);
        alice.begin();
        assertThat(alice.write(SET_STATUS, "ALICE", 1)).isOne();
        carol.write(SET_STATUS, "CAROL", 1);
        // bob is on alice's node
        run(bob, "SET SESSION wsrep_sync_wait = 15");
        assertThat(bob.value("SELECT status FROM {orders} WHERE id = 1")).isEqualTo("CAROL");

        assertDeadlock(catchThrowableOfType(SQLException.class, () -> next.run(alice)));

        alice.rollback();
        alice.connection().setAutoCommit(true);
        refused(() -> alice.write(SET_STATUS, "LATE", 1));
        assertThat(alice.write(SET_STATUS, "AGAIN", 2)).isOne();
        assertEverywhere("status", 1, "CAROL");
        assertEverywhere("status", 2, "AGAIN");
    }

    /** What the application does next. */
    private enum Late {
        READ {
            @Override
            void run(Session session) throws SQLException {
                session.read("SELECT id, status FROM {orders} WHERE id = 2");
            }
        },
        WRITE {
            @Override
            void run(Session session) throws SQLException {
                session.write(SET_STATUS, "ALICE", 2);
            }
        },
        COMMIT {
            @Override
            void run(Session session) throws SQLException {
                session.commit();
            }
        };

        abstract void run(Session session) throws SQLException;
    }

    private static void run(Session session, String text) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(session.sql(text));
        }
    }
}
