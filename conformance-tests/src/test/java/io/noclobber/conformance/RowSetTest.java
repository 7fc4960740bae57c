package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.JdbcRowSet;
import javax.sql.rowset.RowSetProvider;
import javax.sql.rowset.spi.SyncProviderException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The row sets of the JDK over a guarded connection. The writer of a {@link CachedRowSet} compares the row by a SELECT, and
 * then writes it by a statement of which it does not test the count: whoever comes in between is overwritten by the bare driver.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(
        value = Engine.class,
        names = {"HSQLDB", "HSQLDB_MVCC", "H2", "POSTGRESQL_18", "MARIADB"})
class RowSetTest extends Contract {
    private static final String QUERY = "SELECT id, status, amount, note FROM {orders} WHERE id = 1";

    private final Engine engine;

    RowSetTest(Engine engine) {
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
    }

    private CachedRowSet cached(Session session) throws SQLException {
        CachedRowSet rows = RowSetProvider.newFactory().createCachedRowSet();
        try (Statement statement = session.connection().createStatement();
                ResultSet result = statement.executeQuery(session.sql(QUERY))) {
            rows.populate(result);
        }
        rows.setTableName(session.sql("{orders}"));
        rows.setKeyColumns(new int[] {1});
        if (!session.connection().getAutoCommit()) {
            session.commit();
        }
        return rows;
    }

    private static void update(CachedRowSet rows) throws SQLException {
        rows.beforeFirst();
        rows.next();
        rows.updateString(2, "MINE");
        rows.updateRow();
    }

    private static void delete(CachedRowSet rows) throws SQLException {
        rows.beforeFirst();
        rows.next();
        rows.deleteRow();
    }

    /** Lets the other user come in between, just when the row set prepares its own write. */
    private static Connection interrupted(Session session, @Nullable Work others) {
        return (Connection) Proxy.newProxyInstance(
                RowSetTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (others != null && method.getName().equals("prepareStatement") && writes(arguments[0])) {
                        others.run();
                    }
                    try {
                        return method.invoke(session.connection(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static boolean writes(Object text) {
        String verb = text.toString().strip().toUpperCase(Locale.ROOT);
        return verb.startsWith("UPDATE") || verb.startsWith("DELETE");
    }

    private interface Work {
        void run() throws SQLException;
    }

    @Test
    void acceptChanges_rowChangedBetweenItsSelectAndItsUpdate_losesNothing() throws SQLException {
        alice.begin();
        CachedRowSet rows = cached(alice);
        update(rows);
        Connection connection =
                interrupted(alice, () -> bob.write("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1"));

        assertThatThrownBy(() -> rows.acceptChanges(connection)).isInstanceOf(SyncProviderException.class);
        alice.rollback();
        assertThat(status(1)).isEqualTo("SHIPPED");
    }

    @Test
    void acceptChanges_rowChangedBetweenItsSelectAndItsDelete_losesNothing() throws SQLException {
        alice.begin();
        CachedRowSet rows = cached(alice);
        delete(rows);
        Connection connection = interrupted(alice, () -> bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1"));

        assertThatThrownBy(() -> rows.acceptChanges(connection)).isInstanceOf(SQLException.class);
        alice.rollback();
        assertThat(status(1)).isEqualTo("OPEN");
    }

    @Test
    void acceptChanges_nobodyInterferes_writesTheRow() throws SQLException {
        alice.begin();
        CachedRowSet rows = cached(alice);
        update(rows);
        rows.acceptChanges(interrupted(alice, null));
        assertThat(status(1)).isEqualTo("MINE");

        CachedRowSet again = cached(alice);
        delete(again);
        again.acceptChanges(interrupted(alice, null));
        assertThat(bob.read("SELECT id FROM {orders}")).hasSize(1);
    }

    @Test
    void acceptChanges_onAnotherConnection_rowChangedBetween_losesNothing() throws SQLException {
        CachedRowSet rows = cached(alice);
        update(rows);
        Session carol = guarded().begin();
        Connection connection = interrupted(carol, () -> bob.write("UPDATE {orders} SET amount = 11 WHERE id = 1"));

        assertThatThrownBy(() -> rows.acceptChanges(connection)).isInstanceOf(SyncProviderException.class);
        carol.rollback();
        assertThat(status(1)).isEqualTo("OPEN");
    }

    /** The JDK does not look at NULLs when it compares a row that it deletes. */
    @Test
    void acceptChanges_nullFilledBeforeTheDelete_losesNothing() throws SQLException {
        bob.write("UPDATE {orders} SET note = NULL WHERE id = 1");
        alice.begin();
        CachedRowSet rows = cached(alice);
        delete(rows);
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");

        assertThatThrownBy(() -> rows.acceptChanges(interrupted(alice, null))).isInstanceOf(SQLException.class);
        alice.rollback();
        assertThat(status(1)).isEqualTo("OPEN");

        CachedRowSet again = cached(alice);
        delete(again);
        again.acceptChanges(interrupted(alice, null));
        assertThat(bob.read("SELECT id FROM {orders}")).hasSize(1);
    }

    @Test
    void jdbcRowSet_rowChanged_isRefused() throws SQLException {
        Database database = setting().database();
        try (JdbcRowSet rows = RowSetProvider.newFactory().createJdbcRowSet()) {
            rows.setUrl(database.url("noclobber:"));
            rows.setUsername(database.user());
            rows.setPassword(database.password());
            rows.setCommand(alice.sql(QUERY));
            rows.execute();
            assertThat(rows.next()).isTrue();
            bob.write("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1");
            rows.updateString(2, "MINE");
            assertThatThrownBy(rows::updateRow).isInstanceOf(ConcurrencyConflictException.class);
        }
        assertThat(status(1)).isEqualTo("SHIPPED");
    }
}
