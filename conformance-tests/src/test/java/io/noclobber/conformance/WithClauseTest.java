package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.io.ByteArrayInputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes whose own condition names what their WITH clause defines: it is asked for with it, where the row has changed. */
@ParameterizedClass
@EnumSource(names = {"SQLITE", "POSTGRESQL_18"})
class WithClauseTest extends Contract {
    private static final String WITH = "WITH w (s) AS (SELECT id FROM {orders} WHERE id > ?) ";
    private static final String USED = " AND id IN (SELECT s FROM w)";

    private final Engine engine;

    WithClauseTest(Engine engine) {
        this.engine = engine;
    }

    @Override
    protected Setting setting() {
        try {
            return new Setting(engine.database(), EntryPath.URL);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }

    @BeforeEach
    void create() throws SQLException {
        createOrders();
        readOrder(alice, 1);
        readOrder(alice, 2);
    }

    @Test
    void write_nobodyElseAtTheRow_isDone() throws SQLException {
        assertThat(alice.write(WITH + "UPDATE {orders} SET status = ? WHERE id = ?" + USED, 0, "MINE", 1))
                .isOne();
        assertThat(alice.write(WITH + "UPDATE {orders} SET status = ? WHERE id IN (?, ?)" + USED, 0, "MINE", 1, 2))
                .isEqualTo(2);
        assertThat(alice.write(WITH + "DELETE FROM {orders} WHERE id = ?" + USED, 1, 1))
                .as("the WITH clause leaves the row out")
                .isZero();
    }

    @Test
    void write_rowChanged_isRefusedAndTheTransactionLives() throws SQLException {
        bob.write("UPDATE {orders} SET status = 'THEIRS' WHERE id = 1");
        for (boolean transaction : new boolean[] {false, true}) {
            if (transaction) {
                alice.begin();
            }
            refused(() -> alice.write(WITH + "UPDATE {orders} SET amount = ? WHERE id = ?" + USED, 0, 7, 1));
            refused(() -> alice.write(WITH + "DELETE FROM {orders} WHERE id = ?" + USED, 0, 1));
            refused(() -> alice.write(WITH + "UPDATE {orders} SET amount = ? WHERE id IN (?, ?)" + USED, 0, 7, 1, 2));
            assertThat(alice.write("UPDATE {orders} SET amount = ? WHERE id = ?", 8, 2))
                    .isOne();
        }
        alice.commit();
        assertThat(status(1)).isEqualTo("THEIRS");
        assertThat(bob.value("SELECT amount FROM {orders} WHERE id = 2")).startsWith("8");
    }

    /** Then the count is for the application to look at. */
    @Test
    void write_rowChangedAndLeftOutByTheClause_isNotRefused() throws SQLException {
        bob.write("UPDATE {orders} SET status = 'THEIRS' WHERE id = 1");
        assertThat(alice.write(WITH + "UPDATE {orders} SET amount = ? WHERE id = ?" + USED, 1, 7, 1))
                .isZero();
    }

    /** A stream is read once, by the write. */
    @Test
    void write_conditionNamesNothingOfTheClause_clauseIsNotAsked() throws SQLException {
        bob.write("ALTER TABLE {orders} ADD scan BYTEA");
        assertThat(writeScan("UPDATE {orders} SET scan = (SELECT s FROM v) WHERE id = ? AND status = ?", 1, "CLOSED"))
                .isZero();
        assertThat(writeScan(
                        "UPDATE {orders} SET scan = (SELECT s FROM v) WHERE id IN (?, 2) AND status = ?", 1, "OPEN"))
                .isEqualTo(2);
        readOrder(alice, 1);
        bob.write("UPDATE {orders} SET amount = 77 WHERE id = 1");
        refused(() -> writeScan("UPDATE {orders} SET scan = (SELECT s FROM v) WHERE id = ? AND status = ?", 1, "OPEN"));
    }

    private int writeScan(String text, int id, String status) throws SQLException {
        try (PreparedStatement write = alice.prepare("WITH v (s) AS (SELECT ?) " + text)) {
            write.setBinaryStream(1, new ByteArrayInputStream(new byte[] {1, 2, 3}), 3);
            write.setInt(2, id);
            write.setString(3, status);
            return write.executeUpdate();
        }
    }
}
