package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code compare=rowversion} on PostgreSQL: a row is compared by the transaction that wrote it. */
@ParameterizedClass(name = "{0}")
@EnumSource(
        value = Engine.class,
        names = {"POSTGRESQL_14", "POSTGRESQL_18"})
class RowVersionTest extends Contract {
    private static final String READ = "SELECT id, status FROM {orders} WHERE id = 1";
    private static final String SAVE = "UPDATE {orders} SET status = ? WHERE id = ?";

    private final Engine engine;
    private Session carol;

    RowVersionTest(Engine engine) {
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
        carol = guarded("compare=rowversion");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1",
                "UPDATE {orders} SET status = status WHERE id = 1",
                "UPDATE {orders} SET note = 'never read' WHERE id = 1"
            })
    void anyUpdateOfAnother_isRefused(String theirs) throws SQLException {
        carol.read(READ);
        bob.write(theirs);

        refused(() -> carol.write(SAVE, "MINE", 1));
        refused(() -> carol.writePlain("DELETE FROM {orders} WHERE id = 1"));
        carol.readPlain(READ);
        assertThat(carol.write(SAVE, "MINE", 1)).isOne();
    }

    @Test
    void changedThereAndBack_isRefused() throws SQLException {
        carol.read(READ);
        bob.write("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1");
        bob.write("UPDATE {orders} SET status = 'OPEN' WHERE id = 1");

        refused(() -> carol.write(SAVE, "MINE", 1));
    }

    @Test
    void changedWhileTheWriteWaits_isRefused() throws Exception {
        carol.read(READ);
        bob.begin().write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");
        var write = meanwhile(() -> carol.write(SAVE, "MINE", 1));
        assertThat(endsSoon(write)).isFalse();
        bob.commit();

        refused(() -> await(write));
    }

    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE})
    void changedBeyondTheSnapshot_isRefused(int isolation) throws SQLException {
        carol.connection().setTransactionIsolation(isolation);
        carol.begin().read(READ);
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");

        refused(() -> carol.write(SAVE, "MINE", 1));
        carol.rollback();
    }

    /** None of it changes the row. */
    @Test
    void lockedReferredToOrMoved_isDone() throws SQLException {
        create("children", "id INT PRIMARY KEY, parent INT REFERENCES {orders} (id)");
        carol.read(READ);
        bob.begin().read("SELECT * FROM {orders} FOR SHARE");
        bob.commit();
        bob.read("SELECT * FROM {orders} FOR UPDATE");
        bob.write("INSERT INTO {children} (id, parent) VALUES (1, 1)");
        bob.write("UPDATE {orders} SET note = 'undone' WHERE id = 1");
        bob.rollback();
        bob.connection().setAutoCommit(true);
        assertThat(carol.write(SAVE, "MINE", 1)).isOne();
        for (String vacuum : List.of("VACUUM {orders}", "VACUUM FREEZE {orders}", "VACUUM FULL {orders}")) {
            bob.writePlain(vacuum);
            assertThat(carol.write(SAVE, vacuum.substring(0, 12), 1)).isOne();
        }
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");

        refused(() -> carol.write(SAVE, "MINE", 1));
    }

    @Test
    void ownWrites_alsoBehindSavepoints_areDone() throws SQLException {
        carol.read(READ);
        assertThat(carol.write(SAVE, "A", 1)).isOne();
        assertThat(carol.write(SAVE, "B", 1)).isOne();
        carol.begin();
        assertThat(carol.write(SAVE, "C", 1)).isOne();
        Savepoint first = carol.connection().setSavepoint();
        assertThat(carol.write(SAVE, "D", 1)).isOne();
        Savepoint second = carol.connection().setSavepoint();
        assertThat(carol.write(SAVE, "E", 1)).isOne();
        carol.connection().rollback(second);
        assertThat(carol.write(SAVE, "F", 1)).isOne();
        carol.connection().releaseSavepoint(first);
        carol.commit();
        assertThat(carol.write(SAVE, "G", 1)).isOne();
        carol.commit();
        assertThat(carol.write(SAVE, "H", 1)).isOne();
        carol.rollback();
        assertThat(carol.write(SAVE, "I", 1)).isOne();
        carol.commit();
        assertThat(status(1)).isEqualTo("I");
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");

        refused(() -> carol.write(SAVE, "J", 1));
        carol.rollback();
    }

    @Test
    void ownTrigger_movesTheRow_withoutConflict() throws SQLException {
        bob.writePlain("CREATE FUNCTION {touch}() RETURNS TRIGGER LANGUAGE plpgsql AS"
                + " 'BEGIN IF pg_trigger_depth() = 1 THEN UPDATE {orders} SET note = ''touched'' WHERE id = NEW.id;"
                + " END IF; RETURN NULL; END'");
        cleanUp("DROP FUNCTION {touch}() CASCADE");
        bob.writePlain("CREATE TRIGGER touch AFTER UPDATE ON {orders} FOR EACH ROW EXECUTE FUNCTION {touch}()");
        carol.read(READ);
        for (String status : List.of("A", "B", "C")) {
            assertThat(carol.write(SAVE, status, 1)).isOne();
        }
        carol.begin();
        for (String status : List.of("D", "E")) {
            assertThat(carol.write(SAVE, status, 1)).isOne();
            assertThat(carol.write(SAVE, status, 1)).isOne();
            carol.commit();
        }
    }

    @Test
    void batch_oneRowChanged_isRefused() throws SQLException {
        carol.read("SELECT * FROM {orders}");
        carol.begin();
        try (PreparedStatement statement = carol.prepare(SAVE)) {
            for (int round = 0; round < 2; round++) {
                for (int id = 1; id <= 2; id++) {
                    Session.bind(statement, "MINE " + round, id);
                    statement.addBatch();
                }
                assertThat(statement.executeBatch()).containsExactly(1, 1);
                carol.commit();
            }
            bob.write("UPDATE {orders} SET note = note WHERE id = 2");
            for (int id = 1; id <= 2; id++) {
                Session.bind(statement, "LATE", id);
                statement.addBatch();
            }
            Assertions.assertThatThrownBy(statement::executeBatch).isInstanceOf(BatchUpdateException.class);
        }
        carol.rollback();
    }

    @Test
    void star_showsTheTablesColumnsOnly() throws SQLException {
        for (String text : List.of(
                "SELECT * FROM {orders} ORDER BY id",
                "SELECT o.* FROM {orders} AS o ORDER BY 1",
                "SELECT o.*, p.status AS other FROM {orders} o JOIN {orders} p USING (id) ORDER BY o.id",
                "SELECT *, xmin IS NULL FROM \"{orders}\" ORDER BY id FOR UPDATE",
                "SELECT id IS DISTINCT FROM 1 AS d, id FROM public.{orders} ORDER BY id")) {
            assertThat(carol.read(text)).as(text).isEqualTo(bob.read(text));
            assertThat(carol.readPlain(text)).as(text).isEqualTo(bob.readPlain(text));
        }
        bob.write("UPDATE {orders} SET note = note WHERE id = 1");

        refused(() -> carol.write(SAVE, "MINE", 1));
    }

    /** In a transaction the first try is made so that its failure would not end the transaction. */
    @Test
    void firstReadInATransaction_isComparedAsWell() throws SQLException {
        carol.begin().readPlain(READ);
        carol.commit();
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");

        refused(() -> carol.write(SAVE, "MINE", 1));
        carol.rollback();
    }

    /** The user may read the columns, but not the row's version. */
    @Test
    void versionMayNotBeRead_inATransaction_queryRunsAsWritten() throws SQLException {
        bob.writePlain("CREATE ROLE {clerk}");
        cleanUp("DROP OWNED BY {clerk}");
        bob.writePlain("GRANT SELECT (id, status), UPDATE (status) ON {orders} TO {clerk}");
        cleanUp("DROP ROLE {clerk}");
        carol.readPlain("SELECT id FROM {orders} WHERE id = 2");
        try (var statement = carol.connection().createStatement()) {
            statement.execute(carol.sql("SET ROLE {clerk}"));
            carol.begin();
            assertThat(carol.readPlain(READ)).containsExactly(List.of("1", "OPEN"));
            assertThat(carol.read(READ)).containsExactly(List.of("1", "OPEN"));
            assertThat(carol.write(SAVE, "MINE", 1)).isOne();
            carol.commit();
            assertThat(carol.read(READ)).containsExactly(List.of("1", "MINE"));
            carol.commit();
            statement.execute("RESET ROLE");
            carol.commit();
        }
    }

    @Test
    void viewOrPartitionedTable_isComparedByWhatWasRead() throws SQLException {
        bob.writePlain("CREATE VIEW {shown} AS SELECT id, status, note FROM {orders}");
        cleanUp("DROP VIEW {shown}");
        bob.writePlain("CREATE TABLE {parted} (id INT PRIMARY KEY, status TEXT, note TEXT) PARTITION BY RANGE (id)");
        cleanUp("DROP TABLE {parted}");
        bob.writePlain("CREATE TABLE {parted}_low PARTITION OF {parted} FOR VALUES FROM (0) TO (100)");
        bob.writePlain("INSERT INTO {parted} VALUES (1, 'OPEN', 'first')");
        Session dave = guarded("compare=rowversion", "keys={shown}:id");
        for (String table : List.of("{shown}", "{parted}")) {
            dave.read("SELECT id, status FROM " + table + " WHERE id = 1");
            bob.write("UPDATE " + table + " SET note = 'theirs' WHERE id = 1");
            assertThat(dave.write("UPDATE " + table + " SET status = 'MINE' WHERE id = 1"))
                    .isOne();
            bob.write("UPDATE " + table + " SET status = 'THEIRS' WHERE id = 1");
            refused(() -> dave.write("UPDATE " + table + " SET status = 'MINE' WHERE id = 1"));
        }
    }

    @Test
    void guard_beforeMillionsOfRows_usesTheKeysIndex() throws SQLException {
        create("many", "id INT PRIMARY KEY, status TEXT");
        bob.writePlain("INSERT INTO {many} SELECT n, 'OPEN' FROM generate_series(1, 20000) n");
        bob.writePlain("ANALYZE {many}");
        try (PreparedStatement explain =
                bob.prepare("EXPLAIN UPDATE {many} SET status = ? WHERE (id = ?) AND (\"xmin\" = ?::xid)")) {
            Session.bind(explain, "MINE", 4711, "1");
            try (ResultSet plan = explain.executeQuery()) {
                String text = Session.all(plan).stream()
                        .map(line -> String.valueOf(line.get(0)))
                        .collect(Collectors.joining("\n"));
                assertThat(text)
                        .contains("Index Scan")
                        .contains("Index Cond: (id = 4711)")
                        .doesNotContain("Seq Scan");
            }
        }
    }
}
