package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conflict.ConflictKind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the database is asked which row a key means: never for a key that is sure, once for any other. */
class KeyQuestionTest {
    private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-00000000000a");

    private final String url = "jdbc:h2:mem:question" + System.nanoTime();
    private final List<String> texts = new ArrayList<>();
    private int executions;
    private Connection bare;
    private Connection guarded;

    @BeforeEach
    void open() throws SQLException {
        bare = DriverManager.getConnection(url);
        guarded = new NoclobberDataSource(noting()).getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        guarded.close();
        bare.close();
    }

    private DataSource noting() {
        return noting(DataSource.class, new Object() {
            @SuppressWarnings("unused") // called by its name
            public Connection getConnection() throws SQLException {
                return DriverManager.getConnection(url);
            }
        });
    }

    /** {@code target} with every text that is prepared or run written down. */
    private <T> T noting(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    executions += method.getName().startsWith("execute") ? 1 : 0;
                    if (arguments != null && arguments.length > 0 && arguments[0] instanceof String text) {
                        boolean runs = method.getName().startsWith("execute");
                        if (runs || method.getName().equals("prepareStatement")) {
                            texts.add(text);
                        }
                    }
                    try {
                        Object result = target.getClass()
                                .getMethod(method.getName(), method.getParameterTypes())
                                .invoke(target, arguments);
                        Class<?> given = method.getReturnType();
                        boolean wraps = given == Connection.class || Statement.class.isAssignableFrom(given);
                        return result != null && wraps ? noting(given, result) : result;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }

    private void create(String type, Object... keys) throws SQLException {
        run(guarded, "CREATE TABLE T (K " + type + " PRIMARY KEY, A INT)");
        for (Object key : keys) {
            try (PreparedStatement insert = bare.prepareStatement("INSERT INTO T VALUES (?, 0)")) {
                insert.setObject(1, key);
                insert.executeUpdate();
            }
        }
        read("SELECT K, A FROM T");
        write(keys[0]); // what is asked of the catalog is asked by now
        read("SELECT K, A FROM T");
    }

    private static void run(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private void read(String text, Object... parameters) throws SQLException {
        try (PreparedStatement query = guarded.prepareStatement(text)) {
            set(query, parameters);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    rows.getObject(1);
                }
            }
        }
    }

    private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    private int write(Object key) throws SQLException {
        return write("UPDATE T SET A = A + 1 WHERE K = ?", key);
    }

    private int write(String text, Object... parameters) throws SQLException {
        try (PreparedStatement update = guarded.prepareStatement(text)) {
            set(update, parameters);
            texts.clear();
            return update.executeUpdate();
        }
    }

    private List<String> questions() {
        return texts.stream().filter(text -> text.startsWith("SELECT")).toList();
    }

    private void isSure(String type, Object key, Object... spellings) throws SQLException {
        create(type, key);
        for (Object spelling : spellings) {
            read("SELECT K, A FROM T");
            assertThat(write(spelling)).as("%s", spelling).isOne();
            assertThat(questions()).as("%s", spelling).isEmpty();
        }
        run(guarded, "DROP TABLE T");
    }

    @Test
    void sureKeys_areNotAskedFor() throws SQLException {
        isSure("BIGINT", 5L, 5L, 5, (short) 5, new BigDecimal("5.00"), "5");
        isSure("DECIMAL(9, 2)", new BigDecimal("5.10"), new BigDecimal("5.1"), new BigDecimal("5.100"));
        isSure("VARCHAR(9)", "a", "a");
        isSure("UUID", ID, ID, ID.toString());
        isSure("DATE", LocalDate.of(2024, 3, 10), LocalDate.of(2024, 3, 10), java.sql.Date.valueOf("2024-03-10"));
        LocalDateTime time = LocalDateTime.of(2024, 3, 10, 10, 20, 30, 123_456_000);
        isSure("TIMESTAMP", time, time, Timestamp.valueOf(time));
        isSure("VARBINARY(9)", new byte[] {1, 2}, (Object) new byte[] {1, 2});
        isSure("DOUBLE PRECISION", 0.1, 0.1);
        isSure("BOOLEAN", true, true);
    }

    /** Of a table that is known by then: nothing runs but what the application runs, and what else it does runs nothing. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readAndWrite_whereNobodyInterferes_runNothingElse(boolean autoCommit) throws SQLException {
        create("BIGINT", 5L);
        guarded.setAutoCommit(autoCommit);
        for (int round = 0; round < 3; round++) {
            executions = 0;
            read("SELECT K, A FROM T WHERE K = ?", 5L);
            assertThat(executions).as("read, round %s", round).isOne();
            assertThat(write("UPDATE T SET A = ? WHERE K = ?", round, 5L)).isOne();
            assertThat(write("UPDATE T SET A = ? WHERE K = ?", round + 1, 5L)).isOne();
            assertThat(executions).as("write, round %s", round).isEqualTo(3);
            if (!autoCommit) {
                guarded.commit();
            }
            assertThat(executions).as("commit, round %s", round).isEqualTo(3);
        }
        run(bare, "UPDATE T SET A = 50");
        assertThatThrownBy(() -> write("UPDATE T SET A = ? WHERE K = ?", 7, 5L))
                .as("it was guarded")
                .isInstanceOf(ConcurrencyConflictException.class);
        guarded.setAutoCommit(true);
    }

    /** Which other connections of the conversation have read rows by whichever spellings. */
    @Test
    @SuppressWarnings("try") // an open conversation is there for what it binds
    void sureKeys_inAConversation_areNotAskedFor() throws SQLException {
        try (Conversation open = Conversation.open("questions " + url)) {
            isSure("BIGINT", 5L, 5L, 5, "5");
            isSure("VARCHAR(9)", "a", "a");
            isSure("UUID", ID, ID, ID.toString());
            open.end();
        }
    }

    /** Nor is it where the row was never read. */
    @Test
    void sureKey_ofARowThatWasNotRead_isNotAskedFor() throws SQLException {
        create("BIGINT", 5L, 6L);
        assertThat(write(7L)).isZero();
        assertThat(questions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.0", " 5", "05"})
    void unsureKey_isAskedForOnce(String spelling) throws SQLException {
        create("DECIMAL(9, 2)", new BigDecimal("5.00"), new BigDecimal("6.00"));
        assertThat(write(spelling)).isOne();
        assertThat(questions()).containsExactly("SELECT \"K\" FROM T WHERE \"K\" = ?");
        run(bare, "UPDATE T SET A = 50");
        assertThatThrownBy(() -> write(spelling)).isInstanceOf(ConcurrencyConflictException.class);
    }

    @Test
    void unsureKey_whereNothingIsRemembered_isNotAskedFor() throws SQLException {
        create("DECIMAL(9, 2)", new BigDecimal("5.00"));
        try (Connection other = new NoclobberDataSource(noting()).getConnection();
                PreparedStatement update = other.prepareStatement("UPDATE T SET A = 7 WHERE K = ?")) {
            update.setString(1, "5.0");
            texts.clear();
            assertThat(update.executeUpdate()).isOne();
            assertThat(questions()).isEmpty();
        }
    }

    /** The question is answered, then both keys are changed: the row that the key has come to mean was not read. */
    @Test
    void unsureKey_thatComesToMeanAnotherRow_isRefused() throws SQLException {
        create("TIMESTAMP", LocalDateTime.parse("2024-03-10T10:00:00"), LocalDateTime.parse("2024-03-10T11:00:00"));
        assertThat(write("2024-03-10 10:00:00")).isOne();
        String sent = texts.stream()
                .filter(text -> text.startsWith("UPDATE"))
                .findFirst()
                .orElseThrow();
        assertThat(sent).contains("\"K\" = ?");
    }

    @Test
    void keyThatNoRowEquals_isAnsweredAsTheBareDriverDoes() throws SQLException {
        create("REAL", 0.1f, 0.5f);
        run(bare, "UPDATE T SET A = 50");
        assertThat(write(0.1)).isZero();
    }

    @Test
    void unsureKey_ofARowThatIsGone_isAConflict() throws SQLException {
        create("BIGINT", 5L, 6L);
        run(bare, "DELETE FROM T WHERE K = 5");
        assertThatThrownBy(() -> write(" 5"))
                .isInstanceOfSatisfying(
                        ConcurrencyConflictException.class,
                        conflict -> assertThat(conflict.getConflicts().get(0).kind())
                                .isEqualTo(ConflictKind.DELETED));
    }

    @Test
    void list_withUnsureKeys_isAskedForOnce() throws SQLException {
        create("BIGINT", 5L, 6L, 7L);
        assertThat(write("UPDATE T SET A = A + 1 WHERE K IN (?, ?, ?)", " 5", " 6", 7L))
                .isEqualTo(3);
        assertThat(questions())
                .filteredOn(text -> text.startsWith("SELECT \"K\" FROM T WHERE K IN"))
                .hasSize(1);
        read("SELECT K, A FROM T");
        run(bare, "UPDATE T SET A = 50 WHERE K = 6");
        assertThatThrownBy(() -> write("UPDATE T SET A = A + 1 WHERE K IN (?, ?, ?)", " 5", " 6", 7L))
                .isInstanceOf(ConcurrencyConflictException.class);
    }

    @Test
    void batch_asksOnceForEachSpelling_andStaysABatch() throws SQLException {
        create("BIGINT", 5L, 6L);
        try (PreparedStatement update = guarded.prepareStatement("UPDATE T SET A = A + 1 WHERE K = ?")) {
            for (String key : new String[] {" 5", " 6", " 5", " 6"}) {
                update.setString(1, key);
                update.addBatch();
            }
            texts.clear();
            assertThat(update.executeBatch()).containsExactly(1, 1, 1, 1);
            assertThat(questions())
                    .filteredOn(text -> text.equals("SELECT \"K\" FROM T WHERE \"K\" = ?"))
                    .hasSize(2);
            read("SELECT K, A FROM T");
            run(bare, "UPDATE T SET A = 50 WHERE K = 6");
            for (String key : new String[] {" 5", " 6"}) {
                update.setString(1, key);
                update.addBatch();
            }
            assertThatThrownBy(update::executeBatch)
                    .isInstanceOf(BatchUpdateException.class)
                    .extracting(failure -> ((SQLException) failure).getNextException())
                    .isInstanceOf(ConcurrencyConflictException.class);
        }
    }

    @Test
    void row_readByAnUnsureKeyThatIsNotSelected_isGuardedUnderAnySpelling() throws SQLException {
        create("BIGINT", 5L, 6L);
        read("SELECT A FROM T WHERE K = ?", " 5");
        run(bare, "UPDATE T SET A = 50 WHERE K = 5");
        assertThatThrownBy(() -> write(5L)).isInstanceOf(ConcurrencyConflictException.class);
        assertThatThrownBy(() -> write("05")).isInstanceOf(ConcurrencyConflictException.class);
        assertThat(write(6L)).isOne();
    }

    /** A form that saves all its fields, the key among them, does not move the row. */
    @Test
    void unsureKey_thatIsSetToItself_leavesTheRowGuarded() throws SQLException {
        create("TIMESTAMP", LocalDateTime.parse("2024-03-10T10:00:00"));
        String key = "2024-03-10 10:00:00";
        assertThat(write("UPDATE T SET K = ?, A = 7 WHERE K = ?", key, key)).isOne();
        run(bare, "UPDATE T SET A = 50");
        assertThatThrownBy(() -> write("UPDATE T SET K = ?, A = 8 WHERE K = ?", key, key))
                .isInstanceOf(ConcurrencyConflictException.class);
    }

    /** What the database does not take as a key it says itself, of the application's own statement. */
    @Test
    void unsureKey_thatTheDatabaseRefuses_failsAsTheBareDriverDoes() throws SQLException {
        create("BIGINT", 5L);
        assertThatThrownBy(() -> write("five"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("UPDATE T SET A = A + 1 WHERE K = ?");
    }
}
