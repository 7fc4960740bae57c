package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Engine;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes of SQLite, which its driver turns into text under the cursor when it is asked for text, or for what is made of it. */
class SqliteBytesTest extends Contract {
    private static final String ALL = "SELECT * FROM {early} ORDER BY id";

    @Override
    protected Setting setting() {
        return new Setting(Engine.SQLITE.database(), EntryPath.URL);
    }

    @BeforeEach
    void create() throws SQLException {
        create("early", "id INT NOT NULL PRIMARY KEY, data BLOB, note TEXT");
        bob.write("INSERT INTO {early} VALUES (1, x'6162', 'a'), (2, x'6364', NULL), (3, NULL, 'c')");
    }

    /** The driver stands on the first row before anybody has asked for it. */
    @Test
    void row_readAsTextBeforeItIsReached_isTheOneThatIsReached() throws SQLException {
        try (Statement statement = alice.connection().createStatement();
                ResultSet rows = statement.executeQuery(alice.sql(ALL))) {
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

    private static Map<String, Getting> getters() {
        Map<String, Getting> getters = new LinkedHashMap<>();
        getters.put("getBigDecimal(column)", rows -> rows.getBigDecimal(2));
        getters.put("getBigDecimal(label)", rows -> rows.getBigDecimal("data"));
        getters.put("getObject(column, String)", rows -> rows.getObject(2, String.class));
        getters.put("getObject(label, String)", rows -> rows.getObject("data", String.class));
        getters.put("getObject(column, BigDecimal)", rows -> rows.getObject(2, BigDecimal.class));
        getters.put("getObject(label, BigDecimal)", rows -> rows.getObject("data", BigDecimal.class));
        getters.put("getString", rows -> rows.getString(2));
        getters.put("getCharacterStream", rows -> rows.getCharacterStream(2));
        getters.put("getAsciiStream", rows -> rows.getAsciiStream(2));
        getters.put("getClob", rows -> rows.getClob(2));
        getters.put("getDate", rows -> rows.getDate(2));
        getters.put("getTimestamp", rows -> rows.getTimestamp(2));
        getters.put("getDouble", rows -> rows.getDouble(2));
        getters.put("getLong", rows -> rows.getLong(2));
        getters.put("getBytes", rows -> rows.getBytes(2));
        return getters;
    }

    static Stream<Arguments> eachGetter() {
        return getters().entrySet().stream().map(getter -> Arguments.of(getter.getKey(), getter.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("eachGetter")
    void bytes_readAsSomethingElse_areThoseThatAreStored(String name, Getting getter) throws SQLException {
        try (Statement statement = alice.connection().createStatement();
                ResultSet rows = statement.executeQuery(alice.sql(ALL))) {
            do {
                // also before the first row is reached: the driver stands on it already
                try {
                    getter.from(rows);
                } catch (SQLException noSuchValue) {
                    assertThat(noSuchValue.getMessage()).as(name).isNotNull();
                }
            } while (rows.next());
        }

        for (int id = 1; id <= 3; id++) {
            assertThat(alice.write("UPDATE {early} SET note = 'mine' WHERE id = ?", id))
                    .isOne();
        }
        bob.write("UPDATE {early} SET data = x'7778'");
        for (int id = 1; id <= 3; id++) {
            int changed = id;
            refused(() -> alice.write("UPDATE {early} SET note = 'again' WHERE id = ?", changed));
        }
    }

    /** Of some NULLs the driver notes nothing, and answers what was asked for last. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("eachGetter")
    void wasNull_afterBytesReadAsSomethingElse_isThatOfTheDriver(String name, Getting getter) throws SQLException {
        assertThat(nulls(alice, getter)).isEqualTo(nulls(bob, getter));
    }

    /** What was NULL, of a value that the getter may have noted nothing of, and of one read before. */
    private static List<String> nulls(Session session, Getting getter) throws SQLException {
        List<String> nulls = new ArrayList<>();
        Connection connection = session.connection();
        for (int before : new int[] {1, 2, 3}) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(session.sql(ALL))) {
                while (rows.next()) {
                    rows.getBytes(before);
                    try {
                        getter.from(rows);
                        nulls.add(before + " " + rows.wasNull());
                    } catch (SQLException noSuchValue) {
                        nulls.add(before + " " + noSuchValue.getMessage());
                    }
                }
            }
        }
        return nulls;
    }
}
