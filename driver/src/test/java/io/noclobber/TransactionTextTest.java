package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions that texts begin and end, openly or in passing. */
public class TransactionTextTest {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final String H2 = "h2";
    private static final String HSQLDB = "hsqldb";

    private Connection ours;
    private Connection other;

    private void open(String engine) throws SQLException {
        String url = engine + ":mem:texts" + DATABASES.incrementAndGet()
                + (engine.equals(H2) ? ";DB_CLOSE_DELAY=-1" : ";hsqldb.tx=mvcc");
        ours = DriverManager.getConnection("jdbc:noclobber:" + url);
        other = DriverManager.getConnection("jdbc:" + url);
        run(other, "CREATE TABLE T (ID INT NOT NULL PRIMARY KEY, A INT)");
        run(other, "INSERT INTO T VALUES (1, 10), (2, 20)");
        run(other, "CREATE TABLE WORK (ID INT NOT NULL PRIMARY KEY)");
        run(other, "INSERT INTO WORK VALUES (1)");
    }

    @AfterEach
    void close() throws SQLException {
        ours.close();
        other.close();
    }

    private static void run(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private static int read(Connection connection, int id) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, A FROM T WHERE ID = " + id)) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(2);
        }
    }

    private static int write(Connection connection, int value) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("UPDATE T SET A = " + value + " WHERE ID = 1");
        }
    }

    /** H2 counts BEGIN, wherever it comes, and turns autocommit on when the transaction ends. */
    @Test
    void begin_inATransaction_leavesTheModeThatTheDatabaseIsIn() throws SQLException {
        open(H2);
        ours.setAutoCommit(false);
        read(ours, 1);
        run(ours, "BEGIN");
        ours.commit();
        assertThat(ours.getAutoCommit()).isTrue();
        assertThat(write(ours, 11)).isEqualTo(1);
        ours.rollback();
        assertThat(read(other, 1)).isEqualTo(11);
        assertThat(write(ours, 12)).isEqualTo(1);
    }

    private void refused() {
        assertThatThrownBy(() -> write(ours, 99)).isInstanceOf(ConcurrencyConflictException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "h2, ANALYZE",
        "h2, SET CACHE_SIZE 1000",
        "h2, TRUNCATE TABLE WORK",
        "h2, COMMENT ON TABLE WORK IS 'x'",
        "h2, CALL DO_COMMIT()",
        "hsqldb, CHECKPOINT",
        "hsqldb, SET DATABASE DEFAULT RESULT MEMORY ROWS 10",
        "hsqldb, SET FILES LOG TRUE"
    })
    void statementThatCommits_leavesNoRowHeld(String engine, String text) throws SQLException {
        open(engine);
        if (engine.equals(H2)) {
            run(other, "CREATE ALIAS DO_COMMIT FOR 'io.noclobber.TransactionTextTest.commit'");
        }
        ours.setAutoCommit(false);
        read(ours, 1);
        assertThat(write(ours, 11)).isEqualTo(1);
        run(ours, text);
        assertThat(write(other, 12)).isEqualTo(1);
        refused();
        ours.rollback();
        assertThat(read(other, 1)).isEqualTo(12);
    }

    /** Called by the database. */
    public static void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    /** Called by the database. */
    public static void change(Connection connection) throws SQLException {
        run(connection, "UPDATE T SET A = A + 1 WHERE ID = 1");
    }

    @ParameterizedTest
    @CsvSource({
        "h2, CALL CHANGE()",
        "h2, SET @X 1",
        "h2, CREATE LOCAL TEMPORARY TABLE IF NOT EXISTS TT (A INT) TRANSACTIONAL",
        "hsqldb, SET TIME ZONE LOCAL",
        "hsqldb, TRUNCATE TABLE WORK"
    })
    void statementThatDoesNotCommit_leavesOwnWritesToBeRolledBack(String engine, String text) throws SQLException {
        open(engine);
        if (engine.equals(H2)) {
            run(other, "CREATE ALIAS CHANGE FOR 'io.noclobber.TransactionTextTest.change'");
        }
        ours.setAutoCommit(false);
        read(ours, 1);
        write(ours, 11);
        run(ours, text);
        assertThat(write(ours, 12)).isEqualTo(1);
        ours.rollback();
        assertThat(read(other, 1)).isEqualTo(10);
        assertThat(write(ours, 13)).isEqualTo(1);
        run(ours, text);
        ours.commit();
        assertThat(write(ours, 14)).isEqualTo(1);
        ours.commit();
        write(other, 15);
        refused();
        ours.rollback();
    }

    @Test
    void settingInABegunTransaction_leavesItOpen() throws SQLException {
        open(H2);
        read(ours, 1);
        run(ours, "BEGIN");
        run(ours, "UPDATE T SET A = 21 WHERE ID = 2");
        run(ours, "SET @X 1");
        write(ours, 11);
        run(ours, "ROLLBACK");
        assertThat(read(other, 1)).isEqualTo(10);
        assertThat(read(other, 2)).isEqualTo(20);
        assertThat(ours.getAutoCommit()).isTrue();
        assertThat(write(ours, 12)).isEqualTo(1);
        write(other, 13);
        refused();
    }

    @Test
    void beginThatBeginsNothing_holdsNoRow() throws SQLException {
        open(HSQLDB);
        run(ours, "START TRANSACTION");
        read(ours, 1);
        write(ours, 11);
        write(other, 12);
        refused();
    }

    @ParameterizedTest
    @ValueSource(strings = {H2, HSQLDB})
    void autocommitSwitchedOnByText_commits(String engine) throws SQLException {
        open(engine);
        ours.setAutoCommit(false);
        read(ours, 1);
        write(ours, 11);
        run(ours, "SET AUTOCOMMIT TRUE");
        assertThat(write(ours, 12)).isEqualTo(1);
        write(other, 13);
        refused();
    }

    @ParameterizedTest
    @ValueSource(strings = {H2, HSQLDB})
    void truncate_forgetsOnlyWhatItEmpties(String engine) throws SQLException {
        open(engine);
        read(ours, 1);
        run(ours, "TRUNCATE TABLE WORK");
        write(other, 11);
        refused();
    }

    @ParameterizedTest
    @ValueSource(strings = {H2, HSQLDB})
    void savepointOfTheApi_isFoundByItsName(String engine) throws SQLException {
        open(engine);
        ours.setAutoCommit(false);
        read(ours, 1);
        write(ours, 11);
        ours.setSavepoint("S1");
        write(ours, 12);
        run(ours, "ROLLBACK TO SAVEPOINT S1");
        ours.commit();
        write(other, 13);
        refused();
        ours.rollback();
    }

    @ParameterizedTest
    @ValueSource(strings = {H2, HSQLDB})
    void severalStatements_withACommit_leaveNoRowHeld(String engine) throws SQLException {
        open(engine);
        ours.setAutoCommit(false);
        read(ours, 1);
        write(ours, 11);
        run(ours, "INSERT INTO WORK VALUES (2); COMMIT");
        write(other, 12);
        refused();
        ours.rollback();
    }

    private static void batch(Connection connection, String... texts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String text : texts) {
                statement.addBatch(text);
            }
            statement.executeBatch();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {H2, HSQLDB})
    void commitInABatch_leavesNoRowHeld(String engine) throws SQLException {
        open(engine);
        ours.setAutoCommit(false);
        read(ours, 1);
        batch(ours, "UPDATE T SET A = 11 WHERE ID = 1", "COMMIT", "UPDATE T SET A = 21 WHERE ID = 2");
        write(other, 12);
        refused();
        ours.rollback();
        assertThat(read(other, 2)).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {H2, HSQLDB})
    void rollbackInABatch_restoresWhatWasRead(String engine) throws SQLException {
        open(engine);
        ours.setAutoCommit(false);
        read(ours, 1);
        batch(ours, "UPDATE T SET A = 11 WHERE ID = 1", "ROLLBACK");
        assertThat(write(ours, 12)).isEqualTo(1);
        ours.rollback();
        write(other, 13);
        refused();
        ours.rollback();
    }
}
