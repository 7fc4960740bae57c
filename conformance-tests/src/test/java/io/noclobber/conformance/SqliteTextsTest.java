package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conformance.database.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
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

    private void end() throws SQLException {
        alice.writePlain("BEGIN");
        alice.connection().setAutoCommit(true);
    }

    /** Its driver says from then on that autocommit is off, and begins nothing. */
    @Test
    void savepoint_released_leavesNoTransactionBehind() throws SQLException {
        alice.connection().releaseSavepoint(alice.connection().setSavepoint());

        assertThat(alice.writePlain("UPDATE {orders} SET status = 'MINE' WHERE id = 1"))
                .isOne();
        assertThat(status(1)).isEqualTo("MINE");
        end();
    }

    @Test
    void savepoint_releasedByAText_leavesNoTransactionBehind() throws SQLException {
        alice.writePlain("SAVEPOINT s1");
        alice.writePlain("UPDATE {orders} SET status = 'MINE' WHERE id = 1");
        alice.writePlain("RELEASE s1");

        assertThat(status(1)).isEqualTo("MINE");
        end();
    }

    /** What makes that so: {@code lapse} runs with autocommit off, and ends the transaction behind the driver's back. */
    private interface Lapse {
        void in(Connection connection) throws SQLException;
    }

    static Stream<Arguments> lapses() {
        Map<String, Lapse> lapses = new LinkedHashMap<>();
        lapses.put("COMMIT", connection -> run(connection, "COMMIT"));
        lapses.put("ROLLBACK", connection -> run(connection, "ROLLBACK"));
        lapses.put("COMMIT in a longer text", connection -> run(connection, "SELECT 1; COMMIT"));
        lapses.put("COMMIT, and autocommit turned off again", connection -> {
            run(connection, "COMMIT");
            connection.setAutoCommit(false);
        });
        lapses.put("release", connection -> {
            run(connection, "COMMIT");
            connection.releaseSavepoint(connection.setSavepoint("s1"));
        });
        lapses.put("RELEASE", connection -> {
            run(connection, "COMMIT");
            run(connection, "SAVEPOINT s1");
            run(connection, "RELEASE s1");
        });
        lapses.put("BEGIN and COMMIT", connection -> {
            run(connection, "COMMIT");
            run(connection, "BEGIN");
            run(connection, "COMMIT");
        });
        lapses.put("COMMIT in a batch", connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.addBatch("COMMIT");
                statement.executeBatch();
            }
        });
        lapses.put("OR ROLLBACK", connection -> {
            run(connection, "CREATE TEMP TABLE once (id INT PRIMARY KEY)");
            run(connection, "INSERT INTO once VALUES (1)");
            assertThatThrownBy(() -> run(connection, "INSERT OR ROLLBACK INTO once VALUES (1)"))
                    .hasMessageContaining("UNIQUE");
        });
        return lapses.entrySet().stream().map(lapse -> Arguments.of(lapse.getKey(), lapse.getValue()));
    }

    private static void run(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(text);
        }
    }

    private void begin(Lapse lapse) throws SQLException {
        alice.begin();
        lapse.in(alice.connection());
        assertThat(alice.connection().getAutoCommit()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lapses")
    void row_writtenWhereNoTransactionIsOpen_isNotHeld(String name, Lapse lapse) throws SQLException {
        begin(lapse);
        assertThat(alice.write("UPDATE {orders} SET status = 'MINE' WHERE id = 1"))
                .isOne();
        assertThat(status(1)).isEqualTo("MINE");
        assertThat(alice.write("UPDATE {orders} SET status = 'MINE2' WHERE id = 1"))
                .isOne();

        bob.write("UPDATE {orders} SET status = 'THEIRS' WHERE id = 1");
        refused(() -> alice.write("UPDATE {orders} SET status = 'MINE3' WHERE id = 1"));
        assertThat(status(1)).isEqualTo("THEIRS");
        end();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lapses")
    void rows_writtenAsOneWhereNoTransactionIsOpen_areAllWrittenOrNone(String name, Lapse lapse) throws SQLException {
        begin(lapse);
        assertThat(alice.write("UPDATE {orders} SET status = 'MINE' WHERE id IN (1, 2)"))
                .isEqualTo(2);
        assertThat(status(2)).isEqualTo("MINE");

        bob.write("UPDATE {orders} SET status = 'THEIRS' WHERE id = 1");
        refused(() -> alice.write("UPDATE {orders} SET status = 'MINE2' WHERE id IN (1, 2)"));
        assertThat(status(1)).isEqualTo("THEIRS");
        assertThat(status(2)).isEqualTo("MINE");
        end();
    }

    @Test
    void transaction_begunAgainAfterAllThat_isOne() throws SQLException {
        begin(connection -> run(connection, "COMMIT"));
        assertThatThrownBy(() -> alice.connection().setAutoCommit(true)).hasMessageContaining("no transaction");
        alice.begin();

        alice.write("UPDATE {orders} SET status = 'MINE' WHERE id = 1");
        alice.write("UPDATE {orders} SET status = 'MINE' WHERE id = 2");
        assertThat(status(1)).isEqualTo("OPEN");
        alice.rollback();
        assertThat(alice.write("UPDATE {orders} SET status = 'MINE' WHERE id = 1"))
                .isOne();
        alice.commit();
        assertThat(status(1)).isEqualTo("MINE");
    }
}
