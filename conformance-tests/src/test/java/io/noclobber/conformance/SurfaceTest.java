package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noclobber.NoclobberDriver;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import io.noclobber.observe.TableCounts;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The less travelled parts of JDBC give what the bare driver gives, also on statements that run guarded. */
@ParameterizedClass
@EnumSource(
        value = Engine.class,
        names = {"HSQLDB_MVCC", "H2", "POSTGRESQL_18", "MARIADB"})
class SurfaceTest extends Contract {
    private static final String UPDATE = "UPDATE {orders} SET note = ? WHERE id = ?";

    private final Engine engine;

    SurfaceTest(Engine engine) {
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

    /** What a user does, noting what comes of it. */
    private interface Script {
        void play(Session session, Notes notes) throws SQLException;
    }

    private void same(Script script) throws SQLException {
        List<String> bare = play(bob, script);
        List<String> guarded = play(alice, script);
        Notes.assertSame(bare, guarded);
    }

    private void sameGuarded(Script script) throws SQLException {
        long before = guarded();
        same(script);
        assertThat(guarded()).as("writes that ran under guard").isGreaterThan(before);
    }

    private static long guarded() {
        return NoclobberDriver.counts().tables().values().stream()
                .mapToLong(TableCounts::guarded)
                .sum();
    }

    private List<String> play(Session session, Script script) throws SQLException {
        session.writePlain(
                "CREATE TABLE {orders} (id INT NOT NULL PRIMARY KEY, status VARCHAR(20), amount DECIMAL(10,2),"
                        + " note VARCHAR(100))");
        Notes notes = new Notes();
        try {
            session.write("INSERT INTO {orders} (id, status, amount, note) VALUES (1, 'OPEN', 10.00, 'first')");
            session.write("INSERT INTO {orders} (id, status, amount, note) VALUES (2, 'OPEN', 20.00, NULL)");
            readOrder(session, 1);
            readOrder(session, 2);
            script.play(session, notes);
            notes.note("rows", () -> session.read("SELECT id, status, amount, note FROM {orders} ORDER BY id"));
        } finally {
            session.connection().setAutoCommit(true);
            session.writePlain("DROP TABLE {orders}");
        }
        return notes.lines();
    }

    private static @Nullable String keys(Statement statement) throws SQLException {
        try (ResultSet keys = statement.getGeneratedKeys()) {
            return keys == null
                    ? null
                    : keys.getMetaData().getColumnCount() + " " + Session.all(keys)
                            + (keys.getStatement() == statement);
        }
    }

    private static String update(PreparedStatement update) throws SQLException {
        try (update) {
            Session.bind(update, "new", 1);
            return update.executeUpdate() + " " + keys(update);
        }
    }

    @Test
    void generatedKeys_inAllThreeForms_areTheDrivers() throws SQLException {
        // and closes its empty answer when the transaction ends that is made around a write
        assumeFalse(engine == Engine.HSQLDB_MVCC, "HSQLDB has no keys of an UPDATE");
        String name = engine == Engine.HSQLDB_MVCC || engine == Engine.H2 ? "ID" : "id";
        sameGuarded((session, notes) -> {
            Connection connection = session.connection();
            String sql = session.sql(UPDATE);
            notes.note("flag", () -> update(connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)));
            notes.note("no flag", () -> update(connection.prepareStatement(sql, Statement.NO_GENERATED_KEYS)));
            notes.note("indexes", () -> update(connection.prepareStatement(sql, new int[] {1})));
            notes.note("names", () -> update(connection.prepareStatement(sql, new String[] {name})));
            String plain = session.sql("UPDATE {orders} SET note = 'plain' WHERE id = 2");
            try (Statement statement = connection.createStatement()) {
                notes.note("flag", () -> statement.executeUpdate(plain, Statement.RETURN_GENERATED_KEYS));
                notes.note("keys of plain flag", () -> keys(statement));
                if (!engine.isPostgres()) {
                    // which refuses it in other words where the text is prepared
                    notes.note("indexes", () -> statement.executeUpdate(plain, new int[] {1}));
                    notes.note("keys of plain indexes", () -> keys(statement));
                }
                notes.note("names", () -> statement.execute(plain, new String[] {name}));
                notes.note("its count", statement::getUpdateCount);
                notes.note("keys of plain names", () -> keys(statement));
                notes.note("large", () -> statement.executeLargeUpdate(plain, Statement.RETURN_GENERATED_KEYS));
                notes.note("keys of plain large", () -> keys(statement));
            }
        });
    }

    @Test
    void largeCounts_ofUpdatesAndBatches_areTheDrivers() throws SQLException {
        sameGuarded((session, notes) -> {
            try (PreparedStatement update = session.prepare(UPDATE);
                    Statement plain = session.connection().createStatement()) {
                Session.bind(update, "large", 1);
                notes.note("update", update::executeLargeUpdate);
                for (int id = 1; id <= 3; id++) {
                    Session.bind(update, "batch", id);
                    update.addBatch();
                }
                notes.note("batch", () -> Arrays.toString(update.executeLargeBatch()));
                plain.addBatch(session.sql("UPDATE {orders} SET note = 'a' WHERE id = 1"));
                plain.addBatch(session.sql("UPDATE {orders} SET note = 'b' WHERE id = 2"));
                notes.note("plain batch", () -> Arrays.toString(plain.executeLargeBatch()));
                notes.note("max rows", plain::getLargeMaxRows);
                notes.done("set max rows", () -> plain.setLargeMaxRows(5));
                notes.note("max rows", plain::getLargeMaxRows);
            }
        });
    }

    @Test
    void parameters_inEveryForm_areTaken() throws SQLException {
        String text = "UPDATE {orders} SET status = ?, amount = ?, note = ? WHERE id = ?";
        sameGuarded((session, notes) -> {
            try (PreparedStatement update = session.prepare(text)) {
                Session.bind(update, "S", new BigDecimal("1.5"), "note", 1);
                notes.done("string by SQLType", () -> update.setObject(1, "A", JDBCType.VARCHAR));
                notes.done(
                        "number by SQLType", () -> update.setObject(2, new BigDecimal("1.239"), JDBCType.DECIMAL, 2));
                update.setNull(3, Types.VARCHAR);
                notes.done("key by SQLType", () -> update.setObject(4, 1, JDBCType.INTEGER));
                notes.note("by SQLType", update::executeUpdate);
                update.setObject(1, "B", Types.VARCHAR);
                update.setObject(2, "2.5", Types.DECIMAL, 1);
                notes.done("null by name", () -> update.setNull(3, Types.VARCHAR, "VARCHAR"));
                update.setObject(4, 1);
                notes.note("by type", update::executeUpdate);
                update.setString(1, null);
                update.setBigDecimal(2, null);
                notes.done("null object", () -> update.setObject(3, null));
                update.setLong(4, 1);
                notes.note("null", update::executeUpdate);
                notes.done("reader", () -> update.setCharacterStream(3, new StringReader("read")));
                notes.note("reader", update::executeUpdate);
                byte[] ascii = "ascii".getBytes(StandardCharsets.US_ASCII);
                notes.done("ascii", () -> update.setAsciiStream(3, new ByteArrayInputStream(ascii), 5));
                notes.note("ascii", update::executeUpdate);
                notes.done("national string", () -> update.setNString(3, "n"));
                notes.note("national", update::executeUpdate);
                notes.note("same again", update::executeUpdate);
                update.clearParameters();
                notes.note("cleared", update::executeUpdate);
            }
        });
    }

    @Test
    void metaData_ofAGuardedStatement_isOfTheApplicationsText() throws SQLException {
        sameGuarded((session, notes) -> {
            try (PreparedStatement update = session.prepare(UPDATE)) {
                notes.note("columns", () -> update.getMetaData() == null);
                notes.note("parameters", () -> parameters(update));
                Session.bind(update, "new", 1);
                notes.note("update", update::executeUpdate);
                notes.note("parameters then", () -> parameters(update));
                notes.note("columns then", () -> update.getMetaData() == null);
            }
        });
    }

    private static String parameters(PreparedStatement statement) throws SQLException {
        ParameterMetaData parameters = statement.getParameterMetaData();
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= parameters.getParameterCount(); i++) {
            text.append(parameters.getParameterTypeName(i)).append(' ').append(parameters.getParameterMode(i));
        }
        return text.toString();
    }

    @Test
    void attributes_ofStatements_areTheDrivers() throws SQLException {
        sameGuarded((session, notes) -> {
            try (PreparedStatement update = session.prepare(UPDATE)) {
                notes.done("timeout", () -> update.setQueryTimeout(7));
                notes.done("no timeout", () -> update.setQueryTimeout(-1));
                notes.done("fetch size", () -> update.setFetchSize(3));
                notes.done("fetch direction", () -> update.setFetchDirection(ResultSet.FETCH_REVERSE));
                notes.done("max rows", () -> update.setMaxRows(9));
                notes.done("max field size", () -> update.setMaxFieldSize(50));
                notes.done("poolable", () -> update.setPoolable(false));
                notes.done("cursor name", () -> update.setCursorName("c"));
                notes.done("escapes", () -> update.setEscapeProcessing(true));
                for (int i = 0; i < 2; i++) {
                    notes.note("timeout", update::getQueryTimeout);
                    notes.note("fetch size", update::getFetchSize);
                    notes.note("fetch direction", update::getFetchDirection);
                    notes.note("max rows", update::getMaxRows);
                    notes.note("max field size", update::getMaxFieldSize);
                    notes.note("poolable", update::isPoolable);
                    notes.note("closes", update::isCloseOnCompletion);
                    notes.note("type", update::getResultSetType);
                    notes.note("concurrency", update::getResultSetConcurrency);
                    notes.note("holdability", update::getResultSetHoldability);
                    Session.bind(update, "new " + i, 1);
                    notes.note("update", update::executeUpdate);
                }
            }
        });
    }

    @Test
    void closeOnCompletion_closesWhenTheDriverDoes() throws SQLException {
        sameGuarded((session, notes) -> {
            try (Statement statement = session.connection().createStatement()) {
                notes.done("close on completion", statement::closeOnCompletion);
                notes.note("closes", statement::isCloseOnCompletion);
                String text = session.sql("UPDATE {orders} SET note = 'x' WHERE id = 1");
                notes.note("update", () -> statement.executeUpdate(text));
                notes.note("closed", statement::isClosed);
                ResultSet rows = statement.executeQuery(session.sql("SELECT id FROM {orders}"));
                notes.note("closed", statement::isClosed);
                rows.close();
                notes.note("closed", statement::isClosed);
            }
        });
    }

    @Test
    void warnings_ofAGuardedWrite_areTheDrivers() throws SQLException {
        sameGuarded((session, notes) -> {
            if (engine == Engine.MARIADB) {
                session.writePlain("SET sql_mode = ''");
            } else if (engine.isPostgres()) {
                session.writePlain("CREATE FUNCTION {warn}() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN RAISE WARNING 'careful'; RETURN NEW; END $$");
                session.writePlain(
                        "CREATE TRIGGER {warn} BEFORE UPDATE ON {orders} FOR EACH ROW" + " EXECUTE FUNCTION {warn}()");
            }
            try (PreparedStatement update = session.prepare("UPDATE {orders} SET status = ? WHERE id = ?")) {
                Session.bind(update, "longer than any status may be", 1);
                notes.note("update", update::executeUpdate);
                notes.note("warnings", () -> text(update.getWarnings()));
                update.clearWarnings();
                notes.note("warnings", () -> text(update.getWarnings()));
                notes.note("of the connection", () -> text(session.connection().getWarnings()));
            }
            if (engine.isPostgres()) {
                session.writePlain("DROP TRIGGER {warn} ON {orders}");
                session.writePlain("DROP FUNCTION {warn}()");
            }
        });
    }

    private static String text(@Nullable SQLWarning first) {
        StringBuilder text = new StringBuilder("warnings:");
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            text.append(' ').append(warning.getSQLState()).append(' ').append(warning.getMessage());
        }
        return text.toString();
    }

    @Test
    void escapes_areTheDriversOwnAffair() throws SQLException {
        String text = "UPDATE {orders} SET note = {fn UCASE('big')} WHERE id = 1";
        sameGuarded((session, notes) -> {
            notes.note(
                    "native", () -> session.connection().nativeSQL("SELECT {fn UCASE('a')}, {d '2024-02-03'} FROM t"));
            try (Statement statement = session.connection().createStatement()) {
                String sql = session.sql(text);
                notes.note("escape", () -> statement.executeUpdate(sql));
                notes.done("off", () -> statement.setEscapeProcessing(false));
                notes.note("no escape", () -> statement.executeUpdate(sql));
            }
            notes.note("prepared", () -> session.write(text));
        });
    }

    @Test
    void session_everyProperty_isTheDrivers() throws SQLException {
        same((session, notes) -> {
            Connection connection = session.connection();
            notes.done("client info", () -> connection.setClientInfo("ApplicationName", "orders"));
            notes.note("client info", () -> connection.getClientInfo("ApplicationName"));
            notes.done("unknown client info", () -> connection.setClientInfo("nothing.of.the.kind", "x"));
            notes.note("network timeout", connection::getNetworkTimeout);
            notes.done("network timeout", () -> connection.setNetworkTimeout(Runnable::run, 30_000));
            notes.note("network timeout", connection::getNetworkTimeout);
            notes.done("no network timeout", () -> connection.setNetworkTimeout(Runnable::run, 0));
            notes.note("holdability", connection::getHoldability);
            notes.done("holdability", () -> connection.setHoldability(ResultSet.CLOSE_CURSORS_AT_COMMIT));
            notes.note("holdability", connection::getHoldability);
            notes.done("no such holdability", () -> connection.setHoldability(4711));
            notes.done("holdability", () -> connection.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT));
            notes.note("catalog", connection::getCatalog);
            notes.done("same catalog", () -> connection.setCatalog(connection.getCatalog()));
            notes.note("schema", connection::getSchema);
            notes.done("same schema", () -> connection.setSchema(connection.getSchema()));
            notes.note("type map", connection::getTypeMap);
            notes.done("type map", () -> connection.setTypeMap(new HashMap<>()));
            notes.note("type map", connection::getTypeMap);
            notes.done("no isolation", () -> connection.setTransactionIsolation(4711));
            notes.note("array", () -> connection.createArrayOf("INTEGER", new Object[] {1}) == null);
            notes.note("struct", () -> connection.createStruct("nothing", new Object[] {1}) == null);
            notes.note("clob", () -> connection.createClob() == null);
            notes.note("xml", () -> connection.createSQLXML() == null);
            notes.note("valid", () -> connection.isValid(3));
            notes.note("valid", () -> connection.isValid(-3));
            notes.done("read only", () -> connection.setReadOnly(true));
            notes.note("read only", connection::isReadOnly);
            notes.note("write", () -> session.write(UPDATE, "read only", 1));
            notes.done("read and write", () -> connection.setReadOnly(false));
            notes.note("read only", connection::isReadOnly);
        });
    }

    /** Of several statements in one text, which PostgreSQL takes as they are; the others run one. */
    @ParameterizedTest
    @ValueSource(ints = {Statement.CLOSE_CURRENT_RESULT, Statement.KEEP_CURRENT_RESULT, Statement.CLOSE_ALL_RESULTS})
    void moreResults_whereThereAreMore_areThoseOfTheDriverAndLeadBackToTheStatement(int mode) throws SQLException {
        assumeTrue(engine.isPostgres(), "Only PostgreSQL's driver takes several statements without being told to");
        same((session, notes) -> {
            try (Statement statement = session.connection().createStatement()) {
                notes.note(
                        "execute",
                        () -> statement.execute(session.sql("SELECT id, note FROM {orders} WHERE id = 1;"
                                + " UPDATE {orders} SET note = 'between' WHERE id = 2;"
                                + " SELECT id, note FROM {orders} WHERE id = 2; SELECT 3")));
                List<ResultSet> all = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    ResultSet rows = statement.getResultSet();
                    notes.note("is there " + i, () -> rows != null);
                    notes.note("update count " + i, statement::getUpdateCount);
                    if (rows != null) {
                        all.add(rows);
                        notes.note("statement " + i, () -> rows.getStatement() == statement);
                        notes.note("row " + i, () -> rows.next() + " " + rows.getString(1));
                    }
                    notes.note("more " + i, () -> statement.getMoreResults(mode));
                    for (ResultSet each : all) {
                        notes.note("closed " + i, each::isClosed);
                    }
                }
            }
        });
    }

    /** The row is locked by somebody else for as long as the statement may take: the guarded one, or that which locks the row first. */
    @ParameterizedTest
    @ValueSource(strings = {UPDATE, "UPDATE {orders} SET note = ? WHERE id IN (?, 2)"})
    void queryTimeout_ofAGuardedWrite_endsItAsTheDriverDoes(String text) throws Exception {
        assumeFalse(engine == Engine.HSQLDB_MVCC, "HSQLDB waits for a lock however long it takes");
        createOrders();
        Session other = bare();
        readOrder(alice, 1);
        readOrder(alice, 2);
        bob.begin();
        assertThat(bob.write(UPDATE, "locked", 1)).isEqualTo(1);
        Future<String> bareOutcome = meanwhile(() -> outcome(other, text));
        Future<String> guardedOutcome = meanwhile(() -> outcome(alice, text));
        String bare = await(bareOutcome);
        assertThat(await(guardedOutcome)).isEqualTo(bare);
        bob.rollback();
    }

    private static String outcome(Session session, String text) throws SQLException {
        try (PreparedStatement update = session.prepare(text)) {
            Session.bind(update, "late", 1);
            update.setQueryTimeout(1);
            return "count " + update.executeUpdate();
        } catch (SQLException e) {
            return e.getClass().getName() + " " + e.getSQLState();
        }
    }
}
