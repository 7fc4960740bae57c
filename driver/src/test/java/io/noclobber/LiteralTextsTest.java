package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.hsqldb.jdbc.JDBCDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** An application that writes its values into its texts makes a new one each time; ours must not be new each time. */
final class LiteralTextsTest {
    private final Set<String> prepared = new TreeSet<>();
    private DataSource real;

    @BeforeEach
    void createTable(TestInfo test) throws SQLException {
        JDBCDataSource hsqldb = new JDBCDataSource();
        hsqldb.setUrl("jdbc:hsqldb:mem:" + test.getDisplayName().replaceAll("\\W", ""));
        try (Connection connection = hsqldb.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(20), n INT, d DECIMAL(8,2), day DATE)");
            statement.execute("INSERT INTO t VALUES (1, 'a', 1, 1, NULL), (2, 'b', 2, 2, NULL)");
        }
        real = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Object result = call(hsqldb, method, arguments);
                    return result instanceof Connection connection ? recording(connection) : result;
                });
    }

    private Connection recording(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement") && ((String) arguments[0]).startsWith("UPDATE")) {
                        prepared.add((String) arguments[0]);
                    }
                    return call(connection, method, arguments);
                });
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void write(String... updates) throws SQLException {
        try (Connection connection = new NoclobberDataSource(real).getConnection();
                Statement statement = connection.createStatement()) {
            for (String update : updates) {
                try (var rows = statement.executeQuery("SELECT * FROM t")) {
                    while (rows.next()) {
                        rows.getInt(1);
                    }
                }
                assertThat(statement.executeUpdate(update)).isOne();
            }
        }
    }

    @Test
    void texts_thatDifferByValuesThatFit_arePreparedOnce() throws SQLException {
        write(
                "UPDATE t SET s = 'x', n = 5, d = 1.5 WHERE id = 1",
                "UPDATE t SET s = 'it''s', n = -17, d = 300 WHERE id = 2",
                "UPDATE t SET s = 'z', n = 5, d = 0.01 WHERE id = 1");

        assertThat(prepared).hasSize(1);
        assertThat(prepared.iterator().next()).startsWith("UPDATE t SET s = ?, n = ?, d = ? WHERE (id = ?) AND (");
    }

    @Test
    void literal_thatIsNotCertainToBeTheSame_staysInTheText() throws SQLException {
        write("UPDATE t SET s = '', n = 5.0, d = 1.5, day = '2024-02-29' WHERE id = 1 AND n IN (1, 2)");

        assertThat(prepared).hasSize(1);
        assertThat(prepared.iterator().next())
                .startsWith("UPDATE t SET s = '', n = 5.0, d = ?, day = '2024-02-29'"
                        + " WHERE (id = ? AND n IN (1, 2)) AND (");
    }
}
