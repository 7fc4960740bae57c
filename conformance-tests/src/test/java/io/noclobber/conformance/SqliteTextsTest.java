package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conformance.database.Engine;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions that SQLite begins by a text, which its driver knows nothing of. */
class SqliteTextsTest extends Contract {
    @Override
    protected Setting setting() {
        return new Setting(Engine.SQLITE.database(), EntryPath.URL);
    }

    @BeforeEach
    void create() throws SQLException {
        createOrders();
        readOrder(alice, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "SAVEPOINT s1"})
    void transaction_begunByAText_isNotBegunAgain(String text) throws SQLException {
        alice.writePlain(text);

        assertThat(alice.writePlain("UPDATE {orders} SET status = 'MINE' WHERE id IN (1, 2)"))
                .isEqualTo(2);
        alice.writePlain("ROLLBACK");
        assertThat(status(1)).isEqualTo("OPEN");
        assertThat(alice.writePlain("UPDATE {orders} SET status = 'MINE' WHERE id = 1"))
                .isOne();
    }

    @Test
    void transaction_thatTheDriverRefusesToCommit_goesOn() throws SQLException {
        alice.writePlain("BEGIN");
        assertThatThrownBy(alice::commit).hasMessageContaining("auto-commit");

        assertThat(alice.writePlain("UPDATE {orders} SET status = 'MINE' WHERE id IN (1, 2)"))
                .isEqualTo(2);
        alice.writePlain("COMMIT");
        assertThat(status(1)).isEqualTo("MINE");
        assertThat(alice.writePlain("UPDATE {orders} SET status = 'MINE2' WHERE id = 1"))
                .isOne();
    }

    /** The driver stands on the first row before anybody has asked for it, and what is read as text is text from then on. */
    @Test
    void row_readAsTextBeforeItIsReached_isTheOneThatIsReached() throws SQLException {
        create("early", "id INT NOT NULL PRIMARY KEY, data BLOB, note TEXT");
        bob.write("INSERT INTO {early} VALUES (1, x'6162', 'a'), (2, x'6364', 'b')");
        try (Statement statement = alice.connection().createStatement();
                ResultSet rows = statement.executeQuery(alice.sql("SELECT * FROM {early} ORDER BY id"))) {
            assertThat(rows.getString("data")).isEqualTo("ab");
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getBytes("data")).isEqualTo(new byte[] {'c', 'd'});
        }

        assertThat(alice.write("UPDATE {early} SET note = 'mine' WHERE id = 1")).isOne();
        assertThat(alice.write("UPDATE {early} SET note = 'mine' WHERE id = 2")).isOne();
        bob.write("UPDATE {early} SET data = x'7778'");
        refused(() -> alice.write("UPDATE {early} SET note = 'again' WHERE id = 1"));
        refused(() -> alice.write("UPDATE {early} SET note = 'again' WHERE id = 2"));
    }

    private interface Getting {
        @Nullable Object from(ResultSet rows) throws SQLException;
    }

    static Stream<Arguments> getters() {
        Map<String, Getting> getters = new LinkedHashMap<>();
        getters.put("getBigDecimal(column)", rows -> rows.getBigDecimal(2));
        getters.put("getBigDecimal(label)", rows -> rows.getBigDecimal("data"));
        getters.put("getObject(column, String)", rows -> rows.getObject(2, String.class));
        getters.put("getObject(label, String)", rows -> rows.getObject("data", String.class));
        getters.put("getObject(column, BigDecimal)", rows -> rows.getObject(2, BigDecimal.class));
        getters.put("getString", rows -> rows.getString(2));
        getters.put("getCharacterStream", rows -> rows.getCharacterStream(2));
        getters.put("getAsciiStream", rows -> rows.getAsciiStream(2));
        getters.put("getClob", rows -> rows.getClob(2));
        getters.put("getDate", rows -> rows.getDate(2));
        getters.put("getTimestamp", rows -> rows.getTimestamp(2));
        getters.put("getDouble", rows -> rows.getDouble(2));
        getters.put("getLong", rows -> rows.getLong(2));
        getters.put("getBytes", rows -> rows.getBytes(2));
        return getters.entrySet().stream().map(getter -> Arguments.of(getter.getKey(), getter.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("getters")
    void bytes_readAsSomethingElse_areThoseThatAreStored(String name, Getting getter) throws SQLException {
        create("early", "id INT NOT NULL PRIMARY KEY, data BLOB, note TEXT");
        bob.write("INSERT INTO {early} VALUES (1, x'6162', 'a'), (2, x'6364', 'b')");
        try (Statement statement = alice.connection().createStatement();
                ResultSet rows = statement.executeQuery(alice.sql("SELECT * FROM {early} ORDER BY id"))) {
            do {
                // also before the first row is reached: the driver stands on it already
                try {
                    getter.from(rows);
                } catch (SQLException noSuchValue) {
                    assertThat(noSuchValue.getMessage()).as(name).isNotNull();
                }
            } while (rows.next());
        }

        for (int id = 1; id <= 2; id++) {
            assertThat(alice.write("UPDATE {early} SET note = 'mine' WHERE id = ?", id))
                    .isOne();
        }
    }
}
