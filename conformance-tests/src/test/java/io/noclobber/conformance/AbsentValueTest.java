package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** NULL in a column whose values only the driver can compare: the database can tell it, so nothing is locked. */
@ParameterizedClass(name = "{0}")
@EnumSource(AbsentValueTest.Locked.class)
class AbsentValueTest extends Contract {
    private static final String READ = "SELECT id, content, note FROM {things} WHERE id = 1";
    private static final String WRITE = "UPDATE {things} SET note = ? WHERE id = ?";

    private final Locked locked;
    private final List<String> texts = Collections.synchronizedList(new ArrayList<>());

    AbsentValueTest(Locked locked) {
        this.locked = locked;
    }

    /** A type whose values are compared on the locked row, and the value of it that is most like NULL. */
    enum Locked {
        DERBY_BLOB(Engine.DERBY, "BLOB(100)", "CAST(X'' AS BLOB)"),
        HSQLDB_OTHER(Engine.HSQLDB, "OTHER", "?"),
        H2_ARRAY(Engine.H2, "VARCHAR(10) ARRAY", "ARRAY[CAST(NULL AS VARCHAR)]"),
        H2_ROW(Engine.H2, "ROW(a INT, b VARCHAR(10))", "ROW(CAST(NULL AS INT), CAST(NULL AS VARCHAR))");

        private final Engine engine;
        private final String type;
        private final String value;

        Locked(Engine engine, String type, String value) {
            this.engine = engine;
            this.type = type;
            this.value = value;
        }
    }

    @Override
    protected Setting setting() {
        Database real = locked.engine.database();
        DataSource watched = watched(DataSource.class, real.dataSource());
        return new Setting(
                new Database(real.engine(), real.url(), real.user(), real.password(), watched), EntryPath.DATA_SOURCE);
    }

    /** An object of the driver that writes down the texts it prepares. */
    private <T> T watched(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                AbsentValueTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement") && arguments != null) {
                        texts.add((String) arguments[0]);
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        return result instanceof Connection connection ? watched(Connection.class, connection) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @BeforeEach
    void create() throws SQLException {
        create("things", "id INT NOT NULL PRIMARY KEY, content " + locked.type + ", note VARCHAR(20)");
        bob.write("INSERT INTO {things} (id, note) VALUES (1, 'first')");
        bob.write("INSERT INTO {things} (id, note) VALUES (2, 'first')");
    }

    private void fill(int id) throws SQLException {
        try (PreparedStatement fill =
                bob.prepare("UPDATE {things} SET content = " + locked.value + " WHERE id = " + id)) {
            if (locked == Locked.HSQLDB_OTHER) {
                fill.setObject(1, new ArrayList<>(List.of("a")), Types.OTHER);
            }
            assertThat(fill.executeUpdate()).isOne();
        }
    }

    /** What is prepared for one write, the guarded text among it. */
    private List<String> write(String note) throws SQLException {
        alice.begin();
        texts.clear();
        assertThat(alice.write(WRITE, note, 1)).isOne();
        List<String> prepared = List.copyOf(texts);
        alice.commit();
        return prepared;
    }

    /** Reads the row, the value too: large objects that nobody reads are not compared. */
    private void read() throws SQLException {
        try (PreparedStatement query = alice.prepare(READ);
                ResultSet rows = query.executeQuery()) {
            assertThat(rows.next()).isTrue();
            get(rows);
        }
    }

    /** Derby gives a large object once. */
    private void get(ResultSet rows) throws SQLException {
        if (locked == Locked.DERBY_BLOB) {
            rows.getBytes(2);
        } else {
            rows.getObject(2);
        }
    }

    @Test
    void absent_unchanged_isWrittenByOneStatement() throws SQLException {
        read();

        assertThat(write("mine"))
                .noneMatch(text -> text.startsWith("SELECT"))
                .filteredOn(text -> text.startsWith("UPDATE") && text.contains("NULL"))
                .hasSize(1);
    }

    @Test
    void absent_filledByOthers_isRefused() throws SQLException {
        read();
        fill(1);

        refused(() -> alice.write(WRITE, "mine", 1));
        assertThat(bob.value("SELECT note FROM {things} WHERE id = 1")).isEqualTo("first");
    }

    @Test
    void value_removedOrKept_isComparedAsEver() throws SQLException {
        fill(1);
        read();
        assertThat(alice.write(WRITE, "mine", 1)).isOne();
        bob.write("UPDATE {things} SET content = NULL WHERE id = 1");

        refused(() -> alice.write(WRITE, "late", 1));
    }

    @Test
    void batch_ofRowsWithAndWithoutValue_refusesOnlyTheChanged() throws SQLException {
        fill(1);
        try (PreparedStatement query = alice.prepare("SELECT id, content, note FROM {things}");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                get(rows);
            }
        }
        fill(2);
        try (PreparedStatement batch = alice.prepare(WRITE)) {
            for (int id = 1; id <= 2; id++) {
                Session.bind(batch, "mine", id);
                batch.addBatch();
            }
            assertThatThrownBy(batch::executeBatch)
                    .isInstanceOf(BatchUpdateException.class)
                    .hasCauseInstanceOf(ConcurrencyConflictException.class);
        }
        assertThat(bob.value("SELECT note FROM {things} WHERE id = 1")).isEqualTo("mine");
        assertThat(bob.value("SELECT note FROM {things} WHERE id = 2")).isEqualTo("first");
    }
}
