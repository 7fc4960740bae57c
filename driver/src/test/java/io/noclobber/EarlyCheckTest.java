package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often the early check asks the database: once for a page of rows of a table, whatever was read of each. */
@SuppressWarnings("try") // an open conversation is there for what it binds
class EarlyCheckTest {
    private final String url = "jdbc:hsqldb:mem:early" + System.nanoTime();
    private final List<String> queries = new ArrayList<>();
    private Connection bare;
    private Connection guarded;

    @BeforeEach
    void open() throws SQLException {
        bare = DriverManager.getConnection(url);
        try (Statement statement = bare.createStatement()) {
            statement.execute("CREATE TABLE ITEM (ID INT PRIMARY KEY, A INT, B INT, TEXT CLOB(1000))");
            statement.execute("CREATE TABLE OTHER (ID INT PRIMARY KEY, A INT)");
            for (int i = 1; i <= 150; i++) {
                statement.execute("INSERT INTO ITEM VALUES (" + i + ", 1, 1, 'text')");
            }
            statement.execute("INSERT INTO OTHER VALUES (1, 1)");
        }
        UrlSource source = () -> noting(Connection.class, DriverManager.getConnection(url), "");
        guarded = new NoclobberDataSource(noting(javax.sql.DataSource.class, source, "")).getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        guarded.close();
        bare.close();
    }

    /** Called by its name. */
    public interface UrlSource {
        Connection getConnection() throws SQLException;
    }

    /** {@code target} with the text of every query that a prepared statement runs written down. */
    private <T> T noting(Class<T> type, Object target, String prepared) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("executeQuery") && arguments == null) {
                        queries.add(prepared);
                    }
                    try {
                        Object result = UrlSource.class.isInstance(target)
                                ? UrlSource.class
                                        .getMethod(method.getName(), method.getParameterTypes())
                                        .invoke(target, arguments)
                                : method.invoke(target, arguments);
                        return method.getName().equals("prepareStatement")
                                ? noting(PreparedStatement.class, result, (String) arguments[0])
                                : result;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }

    private void read(String text) throws SQLException {
        try (Statement statement = guarded.createStatement();
                ResultSet rows = statement.executeQuery(text)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    rows.getString(i);
                }
            }
        }
    }

    private List<String> asked() throws SQLException {
        queries.clear();
        assertThat(Conversation.check(guarded)).isEmpty();
        return queries;
    }

    @Test
    void rowsWithDifferentColumns_ofTwoTables_areAskedForTogether() throws SQLException {
        try (Conversation conversation = Conversation.open(url)) {
            read("SELECT ID, A FROM ITEM WHERE ID < 20");
            read("SELECT B, ID FROM ITEM WHERE ID BETWEEN 10 AND 30");
            read("SELECT ID, A, B FROM ITEM WHERE ID > 100");
            read("SELECT ID, A FROM OTHER");

            assertThat(asked())
                    .hasSize(2)
                    .anyMatch(text -> text.contains("ITEM"))
                    .anyMatch(text -> text.contains("OTHER"));

            read("SELECT ID FROM ITEM");
            assertThat(asked()).as("two pages of the one").hasSize(3);
            conversation.end();
        }
    }

    /** To read them takes memory and time: they are read of those rows only of which the user has seen them. */
    @Test
    void rowsWhoseLargeObjectsWereRead_areAskedForApart() throws SQLException {
        try (Conversation conversation = Conversation.open(url)) {
            read("SELECT ID, A FROM ITEM WHERE ID < 20");
            read("SELECT ID, TEXT FROM ITEM WHERE ID = 30");

            assertThat(asked())
                    .hasSize(2)
                    .filteredOn(text -> text.contains("TEXT"))
                    .hasSize(1);
            conversation.end();
        }
    }
}
