package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an application fetches is not fetched again to be remembered. Counts the calls that reach the driver. */
class FetchOnceTest {
    private static final String QUERY = "SELECT ID, NAME, PRICE, PAID, CHANGED, DATA FROM T ORDER BY ID";

    private final String url = "jdbc:h2:mem:fetch" + System.nanoTime();
    private final List<String> calls = new ArrayList<>();
    private Connection bare;
    private Connection guarded;

    @BeforeEach
    void open() throws SQLException {
        bare = DriverManager.getConnection(url);
        try (Statement statement = bare.createStatement()) {
            statement.execute(
                    "CREATE TABLE T (ID BIGINT PRIMARY KEY, NAME VARCHAR(20), PRICE DECIMAL(9, 2), PAID BOOLEAN,"
                            + " CHANGED TIMESTAMP, DATA VARBINARY(9))");
            statement.execute("INSERT INTO T VALUES (1, 'one', 1.50, FALSE, TIMESTAMP '2026-01-01 08:00:00', X'00'),"
                    + " (2, NULL, NULL, NULL, NULL, NULL)");
        }
        guarded = new NoclobberDataSource(counting()).getConnection();
        guarded.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        guarded.close();
        bare.close();
    }

    private DataSource counting() {
        return counted(DataSource.class, new Object() {
            @SuppressWarnings("unused") // called by its name
            public Connection getConnection() throws SQLException {
                return DriverManager.getConnection(url);
            }
        });
    }

    /** {@code target} with every getter of its result sets written down. */
    private <T> T counted(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (type == ResultSet.class && method.getName().startsWith("get") && arguments != null) {
                        calls.add(method.getName() + " " + arguments[0]);
                    }
                    Object result;
                    try {
                        result = target.getClass()
                                .getMethod(method.getName(), method.getParameterTypes())
                                .invoke(target, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                    Class<?> given = method.getReturnType();
                    return result != null && given.getPackageName().equals("java.sql") && given.isInterface()
                            ? counted(given, result)
                            : result;
                }));
    }

    private ResultSet open(String query) throws SQLException {
        ResultSet rows = guarded.createStatement().executeQuery(query);
        calls.clear();
        return rows;
    }

    @Test
    void valueFetchedInTheFormThatIsCaptured_isFetchedOnce() throws SQLException {
        try (ResultSet rows = open(QUERY)) {
            rows.next();
            rows.getLong(1);
            rows.getString(2);
            rows.getBigDecimal(3);
            rows.getBoolean(4);
            rows.getObject(5, java.time.LocalDateTime.class);
            rows.getBytes(6);
            rows.next();
        }
        assertThat(calls)
                .startsWith("getLong 1", "getString 2", "getBigDecimal 3", "getBoolean 4", "getObject 5", "getBytes 6")
                // the application may change an array that it was given; the second row it has not fetched
                .endsWith(
                        "getBytes 6",
                        "getObject 1",
                        "getString 2",
                        "getObject 3",
                        "getObject 4",
                        "getObject 5",
                        "getBytes 6")
                .hasSize(13);
    }

    @Test
    void labelsOfTheSecondRow_countAsColumns() throws SQLException {
        try (ResultSet rows = open("SELECT ID, PAID FROM T ORDER BY ID DESC")) {
            rows.next();
            rows.next();
            calls.clear();
            assertThat(rows.getLong("id")).isEqualTo(1);
            assertThat(rows.getBoolean("PAID")).isFalse();
        }
        assertThat(calls).containsExactly("getLong id", "getBoolean PAID");
    }

    @Test
    void valueOfACursorThatMayBeChanged_isFetchedAgain() throws SQLException {
        Statement statement = guarded.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
        ResultSet rows = statement.executeQuery("SELECT ID, NAME FROM T ORDER BY ID");
        rows.next();
        calls.clear();
        rows.getString(2); // some drivers give what was set by updateString
        rows.close();
        assertThat(calls).containsExactly("getString 2", "getObject 1", "getString 2");
    }

    @Test
    void nullFetchedAsANumber_staysNull() throws SQLException {
        try (ResultSet rows = open("SELECT ID, PAID, PRICE FROM T WHERE ID = 2")) {
            rows.next();
            assertThat(rows.getBoolean(2)).isFalse();
            assertThat(rows.wasNull()).isTrue();
            assertThat(rows.getLong(1)).isEqualTo(2);
            assertThat(rows.wasNull()).isFalse();
        }
        bare.createStatement().executeUpdate("UPDATE T SET PAID = FALSE WHERE ID = 2");
        assertThatThrownBy(() -> guarded.createStatement().executeUpdate("UPDATE T SET NAME = 'x' WHERE ID = 2"))
                .isInstanceOf(ConcurrencyConflictException.class);
    }

    @Test
    void eachRow_isRememberedByItsOwnValues() throws SQLException {
        try (ResultSet rows = open("SELECT ID, NAME FROM T ORDER BY ID")) {
            rows.next();
            rows.getString(2);
            rows.next(); // whose name is not fetched
        }
        assertThat(guarded.createStatement().executeUpdate("UPDATE T SET NAME = 'x' WHERE ID = 2"))
                .isEqualTo(1);
        assertThat(guarded.createStatement().executeUpdate("UPDATE T SET NAME = 'y' WHERE ID = 1"))
                .isEqualTo(1);
    }
}
