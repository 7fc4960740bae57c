package io.noclobber.conformance.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for a connection that is lost or not to be had, and what is not. */
class LostConnectionTest {

    @ParameterizedTest
    @CsvSource({
        "08006,0,POSTGRESQL_18",
        "08003,0,POSTGRESQL_14",
        "57P01,0,POSTGRESQL_18",
        "57P02,0,POSTGRESQL_18",
        "57P03,0,POSTGRESQL_18",
        "53300,0,POSTGRESQL_14",
        "08004,1040,MYSQL_56",
        "42000,1203,MARIADB",
        "42000,1226,MARIADB",
        "70100,1927,MARIADB",
        "90067,90067,H2",
        "90121,90121,H2",
        "08006,40000,DERBY",
        "58009,40000,DERBY",
        "XJ040,40000,DERBY",
        "08000,-1305,HSQLDB",
        "HY000,335544528,FIREBIRD",
        "08006,335544726,FIREBIRD",
        "08001,0,STRANGER"
    })
    void failure_forWantOfAConnection_isFound(String state, int code, Engine engine) {
        assertThat(LostConnection.in(new SQLException("gone ", state, code), engine))
                .contains("gone");
    }

    @ParameterizedTest
    @CsvSource({
        "53100,0,POSTGRESQL_18",
        "57014,0,POSTGRESQL_18",
        "40001,0,POSTGRESQL_18",
        "42000,1226,STRANGER",
        "HY000,1205,MARIADB",
        "70100,1317,MARIADB",
        "HY000,335544336,FIREBIRD",
        "90007,90007,H2"
    })
    void failure_ofAnotherKind_isNone(String state, int code, Engine engine) {
        assertThat(LostConnection.in(new SQLException("no", state, code), engine))
                .isEmpty();
    }

    @Test
    void failure_anywhereAmongCauses_isFound() {
        SQLException lost = new SQLException("gone", "08006");
        AssertionError asCause = new AssertionError("read", new IllegalStateException(lost));
        AssertionError besides = new AssertionError("read");
        besides.addSuppressed(new IllegalStateException(lost));
        SQLException next = new SQLException("batch", "HY000");
        next.setNextException(lost);

        assertThat(LostConnection.in(asCause, Engine.H2)).contains("gone");
        assertThat(LostConnection.in(besides, Engine.H2)).contains("gone");
        assertThat(LostConnection.in(next, Engine.H2)).contains("gone");
        assertThat(LostConnection.in(new AssertionError("08006"), Engine.H2)).isEmpty();
    }

    /** It has the state of a connection that cannot be had, and a database that is there all the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:noclobber[mode=observ]:h2:mem:told", "jdbc:noclobber:nowhere:told", "jdbc:noclobber[]:h2:x"
            })
    void refusalOfTheGuardItself_isNone(String url) {
        assertThatThrownBy(() -> DriverManager.getConnection(url))
                .isInstanceOfSatisfying(SQLException.class, refused -> {
                    assertThat(refused.getSQLState()).isEqualTo("08001");
                    assertThat(LostConnection.in(refused, Engine.H2)).isEmpty();
                    assertThat(LostConnection.in(new AssertionError("test", refused), Engine.H2))
                            .isEmpty();
                });
    }

    /** A guard that closed one too soon would never have failed there. */
    @Test
    void statementThatIsClosed_onDuckDb_isNone() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        statement.close();
        assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOfSatisfying(SQLException.class, closed -> {
            assertThat(closed.getSQLState()).startsWith("08");
            assertThat(LostConnection.in(closed, Engine.DUCKDB)).isEmpty();
        });
        connection.close();
        assertThatThrownBy(connection::createStatement)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        gone -> assertThat(LostConnection.in(gone, Engine.DUCKDB))
                                .isPresent());
    }

    /** Drivers make such. */
    @Test
    void chain_thatComesBackToItself_ends() {
        SQLException one = new SQLException("one", "HY000");
        SQLException other = new SQLException("other", "HY000", one);
        one.addSuppressed(other);

        assertThat(LostConnection.in(one, Engine.H2)).isEmpty();
    }
}
