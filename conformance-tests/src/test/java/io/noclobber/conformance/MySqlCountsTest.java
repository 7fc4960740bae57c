package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.NoclobberDriver;
import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import io.noclobber.conformance.database.MySqlDriver;
import io.noclobber.observe.TableCounts;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings of the drivers that change counts: what they tell may be less, what is guarded is not. */
@ParameterizedClass(name = "{0}")
@EnumSource(MySqlCountsTest.Counts.class)
class MySqlCountsTest extends Contract {
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";

    private final Counts counts;

    MySqlCountsTest(Counts counts) {
        this.counts = counts;
    }

    /** A driver with such a setting, and where it leads. */
    enum Counts {
        MARIADB_AFFECTED_ROWS(Engine.MARIADB, MySqlDriver.MARIADB, "useAffectedRows=true"),
        MARIADB_AFFECTED_ROWS_BINARY(
                Engine.MARIADB, MySqlDriver.MARIADB, "useAffectedRows=true", "useServerPrepStmts=true"),
        MARIADB_BULK(Engine.MARIADB, MySqlDriver.MARIADB, "useBulkStmts=true"),
        MARIADB_AFFECTED_ROWS_BULK(Engine.MARIADB, MySqlDriver.MARIADB, "useAffectedRows=true", "useBulkStmts=true"),
        MYSQL_AFFECTED_ROWS(Engine.MYSQL_56, MySqlDriver.CONNECTOR_J, "useAffectedRows=true"),
        MYSQL_AFFECTED_ROWS_BY_MARIADB_DRIVER(Engine.MYSQL_56, MySqlDriver.MARIADB, "useAffectedRows=true"),
        MYSQL_REWRITTEN_BATCHES(Engine.MYSQL_56, MySqlDriver.CONNECTOR_J, "rewriteBatchedStatements=true"),
        MYSQL_ALL(
                Engine.MYSQL_56,
                MySqlDriver.CONNECTOR_J,
                "rewriteBatchedStatements=true",
                "useAffectedRows=true",
                "useServerPrepStmts=true");

        private final Engine engine;
        private final MySqlDriver driver;
        private final String[] settings;

        Counts(Engine engine, MySqlDriver driver, String... settings) {
            this.engine = engine;
            this.driver = driver;
            this.settings = settings;
        }
    }

    @Override
    protected Setting setting() {
        try {
            return new Setting(counts.driver.to(counts.engine.database(), counts.settings), EntryPath.URL);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }

    @BeforeEach
    void create() throws SQLException {
        createOrders();
        for (int id = 3; id <= 9; id++) {
            bob.write("INSERT INTO {orders} (id, status, amount) VALUES (?, 'OPEN', 1)", id);
        }
    }

    @Test
    void update_thatChangesNothing_givesTheBareCount() throws SQLException {
        long defects = defects();
        readOrder(alice, 1);

        assertThat(alice.write(SET_STATUS, "OPEN", 1)).isEqualTo(bob.write(SET_STATUS, "OPEN", 1));
        assertThat(alice.write(SET_STATUS, "PAID", 1)).isOne();
        assertThat(defects()).isEqualTo(defects);
    }

    @Test
    void update_thatChangesNothingOfWhatSomebodyElseChanged_isRefused() throws SQLException {
        readOrder(alice, 1);
        bob.write(SET_STATUS, "SHIPPED", 1);

        refused(() -> alice.write(SET_STATUS, "SHIPPED", 1));
    }

    @Test
    void update_thatChangesNothing_leavesTheRowGuarded() throws SQLException {
        readOrder(alice, 1);
        alice.write(SET_STATUS, "OPEN", 1);
        bob.write(SET_STATUS, "SHIPPED", 1);

        refused(() -> alice.write(SET_STATUS, "PAID", 1));
        assertThat(status(1)).isEqualTo("SHIPPED");
    }

    @Test
    void batch_withAConflictInTheMiddle_refusesThatOneAlone() throws SQLException {
        alice.begin();
        readAll();
        bob.write(SET_STATUS, "SHIPPED", 5);

        assertThatThrownBy(() -> batch("UPDATE {orders} SET status = ?, amount = amount + 1 WHERE id = ?"))
                .isInstanceOfSatisfying(
                        BatchUpdateException.class,
                        refusal -> assertThat((Throwable) refusal.getNextException())
                                .isInstanceOf(ConcurrencyConflictException.class));
        alice.commit();
        assertThat(status(5)).isEqualTo("SHIPPED");
        assertThat(status(4)).isEqualTo("PAID");
    }

    /** What was stored is not what was set: only a true count tells that the write took effect. */
    @Test
    void batch_ofRoundedValues_isDone() throws SQLException {
        alice.begin();
        readAll();

        try (PreparedStatement statement = alice.prepare("UPDATE {orders} SET amount = ? WHERE id = ?")) {
            for (int id = 1; id <= 9; id++) {
                statement.setString(1, "3.14159");
                statement.setInt(2, id);
                statement.addBatch();
            }
            assertThat(statement.executeBatch()).containsOnly(1);
        }
        alice.commit();
        assertThat(bob.value("SELECT COUNT(*) FROM {orders} WHERE amount = 3.14"))
                .isEqualTo("9");
    }

    private static long defects() {
        return NoclobberDriver.counts().tables().values().stream()
                .mapToLong(TableCounts::defects)
                .sum();
    }

    private void readAll() throws SQLException {
        assertThat(alice.read("SELECT id, status, amount, note FROM {orders} WHERE id > ?", 0))
                .hasSize(9);
    }

    private void batch(String text) throws SQLException {
        try (PreparedStatement statement = alice.prepare(text)) {
            for (int id = 1; id <= 9; id++) {
                statement.setString(1, "PAID");
                statement.setInt(2, id);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
