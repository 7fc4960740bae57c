package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not guarded reaches the driver byte for byte, in each form and in any case, whether the database takes it or not. */
class UnchangedTextTest {
    private final List<String> texts = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{call ABS(?)}",
                " { ? = call  ABS( ? ) } ",
                "CALL ABS(-1) -- it",
                "EXEC ABS 1",
                "CREATE  TABLE IF NOT EXISTS \"a b\" (ID INT\t);",
                "/*+ hint */ INSERT INTO T VALUES (1, {fn UCASE('a')})",
                "SELECT  ID, 'it''s ?' FROM T /* ? */ WHERE ID = 1 ;",
                "UPDATE T SET A = 1 WHERE ID = 77",
                "DELETE FROM T WHERE A > 1 AND\nID < 2",
                "MERGE INTO T KEY(ID) VALUES (1, 'x')",
                "nonsense; more nonsense ?",
                " ",
                "COMMIT"
            })
    void text_ofAnyKind_isSentAsItIs(String text) throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:");
        NoclobberDataSource source = new NoclobberDataSource(noting(DataSource.class, h2));
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE T (ID INT PRIMARY KEY, A VARCHAR(9))");
            sends(text, () -> statement.execute(text));
            sends(text, () -> statement.executeUpdate(text));
            sends(text, () -> statement.executeUpdate(text, Statement.RETURN_GENERATED_KEYS));
            sends(text, () -> statement.executeQuery(text));
            sends(text, () -> connection.prepareStatement(text).close());
            sends(text, () -> connection.prepareCall(text).close());
            sends(text, () -> connection.nativeSQL(text));
            sends(text, () -> {
                statement.addBatch(text);
                statement.executeBatch();
            });
        }
    }

    private interface Sending {
        void run() throws SQLException;
    }

    private void sends(String text, Sending sending) {
        texts.clear();
        try {
            sending.run();
        } catch (SQLException refused) {
            assertThat(refused.getSQLState()).isNotNull();
        }
        assertThat(texts).contains(text).allMatch(sent -> sent.equals(text) || isOurs(sent));
    }

    /** What the guard asks the catalog. */
    private static boolean isOurs(String sent) {
        return sent.contains("INFORMATION_SCHEMA");
    }

    private <T> T noting(Class<T> type, Object real) {
        return type.cast(Proxy.newProxyInstance(
                UnchangedTextTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (arguments != null && arguments.length > 0 && arguments[0] instanceof String text) {
                        switch (method.getName()) {
                            case "execute", "executeUpdate", "executeQuery", "executeLargeUpdate", "addBatch" ->
                                texts.add(text);
                            case "prepareStatement", "prepareCall", "nativeSQL" -> texts.add(text);
                            default -> {
                                // no text
                            }
                        }
                    }
                    try {
                        Object given = method.invoke(real, arguments);
                        Class<?> gives = method.getReturnType();
                        boolean wraps = Connection.class == gives || Statement.class.isAssignableFrom(gives);
                        return given != null && wraps ? noting(gives, given) : given;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }
}
