package io.noclobber.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.List;
import java.util.Map;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbc.JdbcDatabaseMetaData;
import org.h2.jdbc.JdbcResultSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NavigationTest {
    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void owner_ofAnything_isTheObjectThatMadeIt(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            Connection connection = made.connection;
            for (Statement statement : new Statement[] {
                connection.createStatement(),
                connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY),
                connection.prepareStatement("SELECT * FROM T"),
                connection.prepareStatement("SELECT * FROM T", Statement.RETURN_GENERATED_KEYS),
                connection.prepareCall("SELECT * FROM T")
            }) {
                assertThat(statement.getConnection()).isSameAs(connection);
                ResultSet rows = statement instanceof PreparedStatement prepared
                        ? prepared.executeQuery()
                        : statement.executeQuery("SELECT * FROM T");
                assertThat(rows).isInstanceOf(Guarded.class);
                assertThat(rows.getStatement()).isSameAs(statement);
            }
            DatabaseMetaData metaData = connection.getMetaData();
            assertThat(metaData.getConnection()).isSameAs(connection);
            assertThat(metaData.getURL()).isEqualTo(made.driver.getMetaData().getURL());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void metaData_anyResult_isOursAndHasTheStatementOfTheDriver(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            ResultSet tables = made.connection.getMetaData().getTables(null, null, "T", null);
            ResultSet bare = made.driver.getMetaData().getTables(null, null, "T", null);
            assertThat(tables).isInstanceOf(Guarded.class);
            assertThat(tables.next()).isTrue();
            if (bare.getStatement() == null) {
                assertThat(tables.getStatement()).isNull();
            } else {
                assertThat(tables.getStatement()).isInstanceOf(Guarded.class).isSameAs(tables.getStatement());
                assertThat(tables.getStatement().getConnection()).isSameAs(made.connection);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void resultSet_fetchedTwice_isWhatTheDriverWouldGive(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            Statement bare = made.driver.createStatement();
            assertThat(bare.execute("SELECT * FROM T")).isTrue();
            ResultSet first = bare.getResultSet();
            boolean same = bare.getResultSet() == first;

            Statement statement = made.connection.createStatement();
            assertThat(statement.execute("SELECT * FROM T")).isTrue();
            ResultSet rows = statement.getResultSet();
            assertThat(rows).isInstanceOf(Guarded.class);
            assertThat(statement.getResultSet() == rows).isEqualTo(same);
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
        }
    }

    @Test
    void generatedKeys_ofAnInsert_areOursAndLeaveTheResultAlone() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            Statement statement = made.connection.createStatement();
            statement.execute("CREATE TABLE K (ID INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, N INT)");
            assertThat(statement.executeUpdate("INSERT INTO K (N) VALUES (1)", Statement.RETURN_GENERATED_KEYS))
                    .isEqualTo(1);
            ResultSet keys = statement.getGeneratedKeys();
            assertThat(keys).isInstanceOf(Guarded.class);
            assertThat(keys.getStatement()).isSameAs(statement);
            assertThat(keys.next()).isTrue();
            assertThat(keys.getInt(1)).isEqualTo(1);
            assertThat(statement.getResultSet()).isNull();
            assertThat(statement.getGeneratedKeys()).isSameAs(keys);
            statement.executeUpdate("INSERT INTO K (N) VALUES (2)", Statement.RETURN_GENERATED_KEYS);
            assertThat(statement.getGeneratedKeys()).isNotSameAs(keys);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void wrapper_askedForNull_answersAsTheDriver(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            assertThat(made.connection.isWrapperFor(null)).isEqualTo(made.driver.isWrapperFor(null));
            assertThat(made.connection.createStatement().isWrapperFor(null)).isFalse();
            assertThatThrownBy(() -> made.connection.unwrap(null)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void wrapper_ofAnything_isItselfAlone() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            Connection again = GuardedConnections.wrap(made.driver, Door.of(made.guard, () -> {}));
            assertThat(again).isNotEqualTo(made.connection).isEqualTo(again);
            assertThat(made.connection).isNotEqualTo(made.driver);
            assertThat(made.connection).hasToString("noclobber[" + made.driver + "]");
            Statement statement = made.connection.createStatement();
            assertThat(statement.toString()).startsWith("noclobber[").endsWith("]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void metaData_fetchedTwice_isOneObjectWhereTheDriverHasOne(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            DatabaseMetaData driver = made.driver.getMetaData();
            boolean same = driver == made.driver.getMetaData();
            DatabaseMetaData ours = made.connection.getMetaData();
            assertThat(ours == made.connection.getMetaData()).isEqualTo(same);
        }
    }

    @Test
    void blobAndArray_ofADriver_areTheDriversOwn() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            assertThat(made.connection.createBlob()).isNotInstanceOf(Guarded.class);
            assertThat(made.connection.setSavepoint()).isNotInstanceOf(Guarded.class);
            assertThat(made.connection.createArrayOf("INT", new Object[] {1})).isNotInstanceOf(Guarded.class);
        }
    }

    @Test
    void unwrap_anyType_agreesWithIsWrapperFor() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            Connection connection = made.connection;
            assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
            assertThat(connection.isWrapperFor(Connection.class)).isTrue();
            assertThat(made.guard.events).isEmpty();
            assertThat(connection.unwrap(JdbcConnection.class)).isSameAs(made.driver);
            assertThat(connection.isWrapperFor(JdbcConnection.class)).isTrue();
            assertThat(made.guard.events).containsExactly("unwrapped JdbcConnection");
            assertThat(connection.isWrapperFor(Guarded.class)).isTrue();
            assertThat(connection.isWrapperFor(Runnable.class)).isFalse();
            assertThatThrownBy(() -> connection.unwrap(Runnable.class)).isInstanceOf(SQLException.class);
            Statement statement = connection.createStatement();
            assertThat(statement.unwrap(Statement.class)).isSameAs(statement);
            assertThat((Object) statement.unwrap(org.h2.jdbc.JdbcStatement.class))
                    .isNotSameAs(statement);
            ResultSet rows = statement.executeQuery("SELECT * FROM T");
            assertThat(rows.unwrap(ResultSet.class)).isSameAs(rows);
            made.guard.events.clear();
            assertThat((Object) rows.unwrap(JdbcResultSet.class)).isNotSameAs(rows);
            assertThat(made.guard.events).containsExactly("unwrapped JdbcResultSet");
            made.guard.events.clear();
            DatabaseMetaData metaData = connection.getMetaData();
            assertThat(metaData.unwrap(DatabaseMetaData.class)).isSameAs(metaData);
            assertThat(made.guard.events).isEmpty();
            JdbcDatabaseMetaData bare = metaData.unwrap(JdbcDatabaseMetaData.class);
            assertThat(bare.getConnection()).as("leads around us").isSameAs(made.driver);
            assertThat(made.guard.events).containsExactly("unwrapped JdbcDatabaseMetaData");
        }
    }

    /** What a driver adds to connections and statements. */
    public interface OwnWays {
        int execUpdate(String text);

        int serverProcess();
    }

    private static Object withOwnWays(Object driver, Class<?> type) {
        return Proxy.newProxyInstance(
                NavigationTest.class.getClassLoader(),
                new Class<?>[] {type, OwnWays.class},
                (proxy, method, arguments) ->
                        method.getDeclaringClass() == OwnWays.class ? 7 : method.invoke(driver, arguments));
    }

    @Test
    void method_ofTheDriversOwnThatRunsAStatement_isTold() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            Connection driver = (Connection) Proxy.newProxyInstance(
                    NavigationTest.class.getClassLoader(),
                    new Class<?>[] {Connection.class, OwnWays.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "execUpdate", "serverProcess" -> 7;
                        case "createStatement" -> withOwnWays(made.driver.createStatement(), Statement.class);
                        default -> method.invoke(made.driver, arguments);
                    });
            Connection connection = GuardedConnections.wrap(driver, Door.of(made.guard, () -> {}));
            Statement statement = connection.createStatement();
            made.guard.events.clear();

            for (Object ours : new Object[] {connection, statement}) {
                assertThat(((OwnWays) ours).serverProcess()).isEqualTo(7);
                assertThat(made.guard.events).isEmpty();
                assertThat(((OwnWays) ours).execUpdate("DELETE FROM T")).isEqualTo(7);
                assertThat(made.guard.events).containsExactly("unwrapped OwnWays");
                made.guard.events.clear();
            }
        }
    }

    /** The driver's object, by whose {@code getObject} there is a cursor. */
    private static <T> T withCursor(Class<T> type, Object driver, ResultSet cursor) {
        return type.cast(Proxy.newProxyInstance(
                NavigationTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getObject" -> cursor;
                    case "prepareCall" -> withCursor(CallableStatement.class, driver, cursor);
                    case "getStatement" -> cursor.getStatement();
                    case "getConnection" -> cursor.getStatement().getConnection();
                    case "isClosed" -> false;
                    default -> type == Connection.class ? method.invoke(driver, arguments) : null;
                }));
    }

    @Test
    void cursor_ofACallOrInAColumn_isOursHoweverItIsAskedFor() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2);
                Statement bare = made.driver.createStatement()) {
            ResultSet cursor = bare.executeQuery("SELECT * FROM T");
            Connection driver = withCursor(Connection.class, made.driver, cursor);
            GuardedConnection connection =
                    (GuardedConnection) GuardedConnections.wrap(driver, Door.of(made.guard, () -> {}));
            CallableStatement call = connection.prepareCall("CALL SOMETHING(?)");
            ResultSet row = connection.wrap(
                    withCursor(ResultSet.class, cursor, cursor), (GuardedMetaData) connection.getMetaData());
            List<Object> cursors = List.of(
                    call.getObject(1),
                    call.getObject("c"),
                    call.getObject(1, Map.of()),
                    call.getObject("c", Map.of()),
                    call.getObject(1, ResultSet.class),
                    call.getObject("c", ResultSet.class),
                    row.getObject(1),
                    row.getObject("c"),
                    row.getObject(1, Map.of()),
                    row.getObject("c", Map.of()),
                    row.getObject(1, ResultSet.class),
                    row.getObject("c", ResultSet.class));
            for (int i = 0; i < cursors.size(); i++) {
                assertThat(cursors.get(i)).as("form " + i).isInstanceOf(Guarded.class);
                assertThat(((ResultSet) cursors.get(i)).getStatement().getConnection())
                        .as("form " + i)
                        .isSameAs(connection);
            }
        }
    }

    /** Of a time before JDBC 4: it has no unwrap at all. */
    @Test
    void unwrap_ofADriverWithoutIt_saysSo() throws SQLException {
        Wrapper old = new Wrapper() {
            @Override
            public <T> T unwrap(Class<T> type) {
                throw new AbstractMethodError("unwrap");
            }

            @Override
            public boolean isWrapperFor(Class<?> type) {
                throw new AbstractMethodError("isWrapperFor");
            }
        };
        assertThat(Delegates.wraps("ours", old, String.class)).isTrue();
        assertThat(Delegates.wraps("ours", old, Runnable.class)).isFalse();
        assertThatThrownBy(() -> Delegates.unwrap("ours", old, Runnable.class))
                .isInstanceOf(SQLException.class)
                .hasCauseInstanceOf(AbstractMethodError.class)
                .hasMessageContaining("java.lang.Runnable");
    }

    @Test
    void close_twice_releasesOnceAndClosesTheDriver() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            Statement statement = made.connection.createStatement();
            statement.close();
            statement.close();
            assertThat(statement.isClosed()).isTrue();
            assertThatThrownBy(() -> statement.executeQuery("SELECT 1")).isInstanceOf(SQLException.class);
            made.connection.close();
            made.connection.close();
            assertThat(made.driver.isClosed()).isTrue();
            assertThat(made.guard.events).containsOnlyOnce("end");
            assertThatThrownBy(() -> made.connection.createStatement()).isInstanceOf(SQLException.class);
        }
    }

    /** Derby refuses to close a connection within a transaction, and it is used on. */
    @ParameterizedTest
    @ValueSource(strings = {"close", "abort"})
    void close_thatTheDriverRefuses_forgetsNothing(String how) throws SQLException {
        boolean[] refuses = {true};
        boolean[] closed = {false};
        Connection driver = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("isClosed")) {
                        return closed[0];
                    }
                    if (refuses[0]) {
                        throw new SQLException("a transaction is active", "25001");
                    }
                    closed[0] = true;
                    return null;
                });
        StubGuard guard = new StubGuard();
        Connection connection = GuardedConnections.wrap(driver, Door.of(guard, guard::closed));
        assertThatThrownBy(() -> end(connection, how)).hasMessage("a transaction is active");
        assertThat(guard.releases).isFalse();
        refuses[0] = false;
        end(connection, how);
        end(connection, how);
        assertThat(guard.events).containsOnlyOnce("end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "abort"})
    void close_thatFailsButCloses_releases(String how) {
        Connection driver = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("isClosed")) {
                        return true;
                    }
                    throw new SQLException("connection lost", "08006");
                });
        StubGuard guard = new StubGuard();
        Connection connection = GuardedConnections.wrap(driver, Door.of(guard, guard::closed));
        assertThatThrownBy(() -> end(connection, how)).hasMessage("connection lost");
        assertThat(guard.events).containsOnlyOnce("end");
    }

    private static void end(Connection connection, String how) throws SQLException {
        if (how.equals("close")) {
            connection.close();
        } else {
            connection.abort(Runnable::run);
        }
    }

    @Test
    void transaction_everyEvent_isTold() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            Connection connection = made.connection;
            connection.setAutoCommit(false);
            var savepoint = connection.setSavepoint();
            connection.rollback(savepoint);
            connection.releaseSavepoint(connection.setSavepoint("S"));
            connection.commit();
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setSchema("PUBLIC");
            assertThat(made.guard.events)
                    .containsExactly(
                            "autocommit false",
                            "savepoint",
                            "rollback to",
                            "savepoint",
                            "release",
                            "commit",
                            "rollback",
                            "session",
                            "session");
            assertThat(made.driver.getAutoCommit()).isFalse();
        }
    }
}
