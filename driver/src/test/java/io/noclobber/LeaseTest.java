package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jolbox.bonecp.Opening;
import io.noclobber.conflict.ConcurrencyConflictException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.hsqldb.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ends the time for which one borrower has a connection, and what does not. */
class LeaseTest {
    private static final String REAL = "hsqldb:mem:lease";

    private Connection bare;

    @BeforeEach
    void table() throws SQLException {
        bare = DriverManager.getConnection("jdbc:" + REAL);
        run("CREATE TABLE T (ID INT PRIMARY KEY, A INT)");
        run("INSERT INTO T VALUES (1, 10)");
    }

    @AfterEach
    void dropTable() throws SQLException {
        run("DROP TABLE T");
        bare.close();
    }

    private void run(String text) throws SQLException {
        try (Statement statement = bare.createStatement()) {
            statement.execute(text);
        }
    }

    private static Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:noclobber:" + REAL);
    }

    private static void read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM T WHERE ID = 1")) {
            assertThat(rows.next()).isTrue();
        }
    }

    private static int write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("UPDATE T SET A = 12 WHERE ID = 1");
        }
    }

    @Test
    void endRequest_whoeverCallsIt_endsTheLease() throws SQLException {
        try (Connection connection = open()) {
            connection.beginRequest();
            read(connection);
            run("UPDATE T SET A = 11 WHERE ID = 1");
            connection.endRequest();
            assertThat(write(connection)).isOne();
        }
    }

    /** HSQLDB as a server then gives up all statements of the connection, also those of ours that were to be used again. */
    @Test
    void endRequest_whereTheDriverEndsStatements_laterRequestsAreGuarded() throws SQLException, IOException {
        Server server = new Server();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setPort(free.getLocalPort());
        }
        server.setLogWriter(null);
        server.setAddress("127.0.0.1");
        server.setDatabaseName(0, "");
        server.setDatabasePath(0, "mem:lease");
        server.setNoSystemExit(true);
        server.start();
        String url = "jdbc:noclobber:hsqldb:hsql://127.0.0.1:" + server.getPort();
        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            for (int i = 0; i < 3; i++) {
                connection.beginRequest();
                connection.setAutoCommit(false);
                read(connection);
                assertThat(write(connection)).isOne();
                connection.commit();
                connection.endRequest();
                assertThat(connection.getAutoCommit()).isTrue();
            }
            read(connection);
            run("UPDATE T SET A = 11 WHERE ID = 1");
            assertThatThrownBy(() -> write(connection)).isInstanceOf(ConcurrencyConflictException.class);
        } finally {
            server.stop();
        }
    }

    /** HSQLDB then is in the schema again in which it was at first. */
    @Test
    void endRequest_whereTheDriverChangesTheSchema_laterRequestsAreGuarded() throws SQLException {
        run("CREATE SCHEMA OTHER");
        run("CREATE TABLE OTHER.T (ID INT PRIMARY KEY, A INT)");
        run("INSERT INTO OTHER.T VALUES (1, 20)");
        try (Connection connection = open()) {
            connection.beginRequest();
            connection.setSchema("OTHER");
            read(connection);
            assertThat(write(connection)).isOne();
            connection.endRequest();

            connection.beginRequest();
            read(connection);
            run("UPDATE T SET A = 11 WHERE ID = 1");
            assertThatThrownBy(() -> write(connection))
                    .isInstanceOf(ConcurrencyConflictException.class)
                    .hasMessageContaining("was 10, is now 11");
            connection.endRequest();
        } finally {
            run("DROP SCHEMA OTHER CASCADE");
        }
    }

    @Test
    void beginRequest_withinARequest_endsNothing() throws SQLException {
        try (Connection connection = open()) {
            connection.beginRequest();
            read(connection);
            connection.beginRequest();
            run("UPDATE T SET A = 11 WHERE ID = 1");
            assertThatThrownBy(() -> write(connection)).isInstanceOf(ConcurrencyConflictException.class);
        }
    }

    @Test
    void warnings_withoutAPool_endNothing() throws SQLException {
        try (Connection connection = open()) {
            read(connection);
            connection.getWarnings();
            connection.clearWarnings();
            run("UPDATE T SET A = 11 WHERE ID = 1");
            assertThatThrownBy(() -> write(connection)).isInstanceOf(ConcurrencyConflictException.class);
        }
    }

    /** Nothing tells when it takes a connection back, so nothing is remembered in autocommit. */
    @Test
    void poolKnownByNameOnly_getsScopeTransaction() throws Exception {
        try (Connection connection = Opening.open(LeaseTest::open)) {
            read(connection);
            run("UPDATE T SET A = 11 WHERE ID = 1");
            assertThat(write(connection)).isOne();
            connection.setAutoCommit(false);
            read(connection);
            run("UPDATE T SET A = 13 WHERE ID = 1");
            assertThatThrownBy(() -> write(connection)).isInstanceOf(ConcurrencyConflictException.class);
            connection.rollback();
        }
    }

    /** Closing a result captures the row it stands on; not for a borrower who has gone. */
    @Test
    void statementLeftOpen_afterTheRequest_remembersNothing() throws SQLException {
        try (Connection connection = open();
                Statement left = connection.createStatement()) {
            connection.beginRequest();
            ResultSet rows = left.executeQuery("SELECT * FROM T WHERE ID = 1");
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(2)).isEqualTo(10);
            connection.endRequest();
            rows.close();
            run("UPDATE T SET A = 11 WHERE ID = 1");
            assertThat(write(connection)).isOne();
        }
    }
}
