package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.noclobber.NoclobberDriver;
import io.noclobber.conformance.Contract;
import io.noclobber.conformance.EntryPath;
import io.noclobber.conformance.Session;
import io.noclobber.conformance.Setting;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.IgniteCluster;
import io.noclobber.conformance.database.Recognition;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds on three nodes of Ignite, and what Ignite cannot promise: alice works on the third node with noclobber, bob on
 * the first without. What it cannot promise is asserted as well, so that the test fails once it can.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class IgniteIT extends Contract {
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";
    private static final String SET_NOTE = "UPDATE {orders} SET note = ? WHERE id = ?";
    private static final String PESSIMISTIC = "&transactionConcurrency=PESSIMISTIC";
    private static final int ROUNDS = 50;

    private static List<Database> nodes;

    @BeforeAll
    static void start() throws Exception {
        nodes = IgniteCluster.nodes();
        DriverJars.provide(nodes.get(0).url(), List.of(IgniteCluster.driver()), Path.of("none"));
    }

    @Override
    protected Setting setting() {
        return new Setting(nodes.get(0), (database, options) -> EntryPath.URL.open(nodes.get(2), options));
    }

    /** With locks, which Ignite's transactions over JDBC do not take by themselves. */
    private Session locking(int node) throws SQLException {
        Database plain = nodes.get(node - 1);
        Connection connection = DriverManager.getConnection(plain.url("noclobber:") + PESSIMISTIC);
        return borrowed(connection);
    }

    @BeforeEach
    void prepare() throws SQLException {
        createOrders();
    }

    @Test
    void database_isRecognised() throws SQLException {
        assertThat(Recognition.of(bob.connection().getMetaData())).isEqualTo(Engine.IGNITE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rowChangedAndCommittedOnAnotherNode_isRefused(boolean autocommit) throws SQLException {
        alice.connection().setAutoCommit(autocommit);
        readOrder(alice, 1);
        bob.write(SET_STATUS, "SHIPPED", 1);

        refused(() -> alice.write(SET_NOTE, "late", 1));
        refused(() -> alice.write("DELETE FROM {orders} WHERE id = ?", 1));

        assertThat(status(1)).isEqualTo("SHIPPED");
    }

    @Test
    void readOfAnotherNode_isNotStale() throws SQLException {
        for (int i = 0; i < ROUNDS; i++) {
            String status = "S" + i;
            bob.write(SET_STATUS, status, 1);
            assertThat(alice.value("SELECT status FROM {orders} WHERE id = 1")).isEqualTo(status);
            readOrder(alice, 1);
            assertThat(alice.write(SET_NOTE, status, 1)).isOne();
        }
    }

    @Test
    void rollback_undoesTheWritesOnAllNodes_andWhatWasRead() throws SQLException {
        readOrder(alice, 1);
        readOrder(alice, 2);
        alice.begin();
        alice.write(SET_STATUS, "MINE", 1);
        alice.write(SET_STATUS, "MINE", 2);
        assertThat(status(1)).isEqualTo("OPEN");
        alice.rollback();
        alice.connection().setAutoCommit(true);

        assertThat(status(1)).isEqualTo("OPEN");
        assertThat(alice.write(SET_STATUS, "AGAIN", 1)).isOne();
        bob.write(SET_STATUS, "SHIPPED", 2);
        refused(() -> alice.write(SET_STATUS, "LATE", 2));
    }

    /** Twelve keys of two columns in one query take Ignite's planner longer than anybody waits, and all memory of the node. */
    @Test
    void manyRowsWithKeysOfTwoColumns_areNotAskedForAtOnce() throws SQLException {
        create("lines", "number INT NOT NULL, part INT NOT NULL, amount INT, PRIMARY KEY (number, part)");
        for (int part = 1; part <= ROUNDS; part++) {
            bob.write("INSERT INTO {lines} (number, part, amount) VALUES (7, ?, 0)", part);
        }
        alice.begin().read("SELECT number, part, amount FROM {lines}");
        for (int part = 1; part <= ROUNDS; part++) {
            assertThat(alice.write("UPDATE {lines} SET amount = amount + 1 WHERE number = 7 AND part = ?", part))
                    .isOne();
        }

        alice.commit();

        bob.write("UPDATE {lines} SET amount = 100 WHERE part = 2");
        refused(() -> alice.write("UPDATE {lines} SET amount = 2 WHERE number = 7 AND part = ?", 2));
    }

    @Test
    void unnoticed_isToldInTheStatistics() {
        assertThat(NoclobberDriver.counts().unnoticed().get("Apache Ignite"))
                .contains("is lost", "Nor can noclobber notice that");
    }

    /** No lock is taken before commit, and nothing is looked at then: the last to commit wins, with all columns of the row. */
    @Test
    void writesOfOverlappingTransactions_areBothCounted_andOneIsLost() throws SQLException {
        readOrder(alice, 1);
        alice.begin();
        bob.begin();
        assertThat(bob.write(SET_STATUS, "SHIPPED", 1)).isOne();
        assertThat(alice.write(SET_NOTE, "mine", 1)).isOne();
        bob.commit();
        alice.commit();

        assertThat(bob.read("SELECT status, note FROM {orders} WHERE id = 1"))
                .as("what no count and no error tells")
                .containsExactly(List.of("OPEN", "mine"));
    }

    /** The lock is waited for after the row was read and the guard has held. */
    @Test
    void writeThatWaitedForALock_doesNotLookAgain() throws Exception {
        try (Session carol = locking(3);
                Session dave = locking(1)) {
            readOrder(carol, 1);
            dave.begin().write(SET_STATUS, "SHIPPED", 1);
            Future<Integer> write = meanwhile(() -> carol.write(SET_NOTE, "mine", 1));
            assertThat(endsSoon(write)).as("waits").isFalse();
            dave.commit();

            assertThat(await(write)).isOne();
            assertThat(bob.read("SELECT status, note FROM {orders} WHERE id = 1"))
                    .as("what no count and no error tells")
                    .containsExactly(List.of("OPEN", "mine"));
        }
    }

    /** In a table as Ignite makes it where nobody says otherwise. */
    @Test
    void tableWithoutTransactions_takesNoWrite() throws SQLException {
        bob.writePlain("CREATE TABLE {atomic} (id INT NOT NULL PRIMARY KEY, n INT)");
        cleanUp("DROP TABLE {atomic}");

        assertThatThrownBy(() -> alice.write("INSERT INTO {atomic} (id, n) VALUES (1, 1)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Transaction spans operations on atomic cache");
    }

    /** With or without noclobber; only another connection helps. */
    @Test
    void transactionWhoseFirstStatementFails_endsTheConnection() throws SQLException {
        bob.begin();
        assertThatThrownBy(() -> bob.write("UPDATE {orders} SET nothing = 1")).isInstanceOf(SQLException.class);
        bob.rollback();
        bob.connection().setAutoCommit(true);

        SQLException refusal = catchThrowableOfType(SQLException.class, () -> bob.read("SELECT id FROM {orders}"));
        assertThat((Throwable) refusal).hasMessageContaining("Too many transactions");
        bob.connection().close();
    }

    @Test
    void whatItsDriverLacks_isRefusedAsByTheBareDriver() throws SQLException {
        for (Session session : List.of(alice, bob)) {
            Connection connection = session.connection();
            assertThatThrownBy(() -> session.prepare("SELECT id FROM {orders}").getMetaData())
                    .isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThatThrownBy(() -> connection.prepareStatement(session.sql(SET_NOTE), new int[] {1}))
                    .isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThatThrownBy(() -> session.write("UPDATE {orders} SET id = 9 WHERE id = 1"))
                    .hasMessageContaining("Cannot update field \"ID\"");
            assertThatThrownBy(() -> connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE))
                    .isInstanceOf(SQLException.class);
            assertThat(connection.getMetaData().supportsSavepoints()).isFalse();
        }
    }
}
