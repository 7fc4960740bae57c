package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A large object that the application does not read is not read for it, and one that it reads is compared. */
class LargeObjectReadTest {
    private static final String URL = "h2:mem:large_objects;DB_CLOSE_DELAY=-1";

    private final List<String> calls = new ArrayList<>();
    private Connection bare;
    private Connection guarded;

    @BeforeEach
    void open() throws SQLException {
        bare = DriverManager.getConnection("jdbc:" + URL);
        bare.createStatement().execute("CREATE TABLE D (ID INT PRIMARY KEY, BODY CLOB, NOTE VARCHAR(20))");
        bare.createStatement().execute("INSERT INTO D VALUES (1, 'body', 'note'), (2, 'body', 'note')");
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:" + URL);
        guarded = new NoclobberDataSource(watched(DataSource.class, source)).getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        guarded.close();
        bare.createStatement().execute("DROP TABLE D");
        bare.close();
    }

    /** An object of the driver whose result sets write down what is read of them. */
    private <T> T watched(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                LargeObjectReadTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (real instanceof ResultSet && method.getName().startsWith("get") && arguments != null) {
                        calls.add(String.valueOf(arguments[0]));
                    }
                    Object result;
                    try {
                        result = method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (result instanceof Connection connection) {
                        return watched(Connection.class, connection);
                    }
                    if (result instanceof ResultSet rows) {
                        return watched(ResultSet.class, rows);
                    }
                    if (result instanceof PreparedStatement statement) {
                        return watched(PreparedStatement.class, statement);
                    }
                    return result instanceof Statement statement ? watched(Statement.class, statement) : result;
                }));
    }

    private int save(int id) throws SQLException {
        try (Statement statement = guarded.createStatement()) {
            return statement.executeUpdate("UPDATE D SET NOTE = 'mine' WHERE ID = " + id);
        }
    }

    @Test
    void largeObject_notReadByTheApplication_isNotRead() throws SQLException {
        try (Statement statement = guarded.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, BODY, NOTE FROM D ORDER BY ID")) {
            calls.clear();
            while (rows.next()) {
                assertThat(rows.getString("NOTE")).isEqualTo("note");
            }
            assertThat(calls).contains("1", "3").doesNotContain("2", "BODY");
        }
        bare.createStatement().execute("UPDATE D SET BODY = 'theirs'");
        assertThat(save(1)).isOne();
        bare.createStatement().execute("UPDATE D SET NOTE = 'theirs'");
        assertThatThrownBy(() -> save(2)).isInstanceOf(ConcurrencyConflictException.class);
    }

    @Test
    void largeObject_readByTheApplication_isCompared() throws SQLException {
        try (Statement statement = guarded.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, BODY, NOTE FROM D ORDER BY ID")) {
            rows.next();
            assertThat(rows.getString("BODY")).isEqualTo("body");
            rows.next();
            assertThat(rows.getObject(2, String.class)).isEqualTo("body");
        }
        bare.createStatement().execute("UPDATE D SET BODY = 'theirs'");
        assertThatThrownBy(() -> save(1)).isInstanceOf(ConcurrencyConflictException.class);
        assertThatThrownBy(() -> save(2)).isInstanceOf(ConcurrencyConflictException.class);
    }

    @Test
    void largeObject_readAfterAnotherRowWasWritten_isCompared() throws SQLException {
        try (Statement statement = guarded.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, BODY, NOTE FROM D WHERE ID = 1")) {
            rows.next();
            assertThat(save(2)).isOne();
            assertThat(rows.getString(2)).isEqualTo("body");
        }
        bare.createStatement().execute("UPDATE D SET BODY = 'theirs'");
        assertThatThrownBy(() -> save(1)).isInstanceOf(ConcurrencyConflictException.class);
    }

    /** H2 writes all columns that the cursor shows, so that what somebody else has written into this one would be gone. */
    @Test
    void largeObject_thatTheCursorWouldWriteBack_isCompared() throws SQLException {
        guarded.setAutoCommit(false);
        try (Statement statement =
                        guarded.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                ResultSet rows = statement.executeQuery("SELECT ID, BODY, NOTE FROM D WHERE ID = 1")) {
            rows.next();
            bare.createStatement().execute("UPDATE D SET BODY = 'theirs'");
            rows.updateString("NOTE", "mine");

            assertThatThrownBy(rows::updateRow).isInstanceOf(ConcurrencyConflictException.class);
        }
        guarded.rollback();
    }
}
