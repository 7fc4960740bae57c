package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.observe.TableCounts;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * HSQLDB stores a parameter that is compared with a large object as a large object of its own, and keeps it until it
 * happens to clean up. Confined to a database of its own, whose large objects nobody else counts.
 */
class HsqldbLargeObjectTest extends Contract {
    private static final String READ = "SELECT id, data, doc, note FROM {files} ORDER BY id";
    private static final String COUNT = "SELECT COUNT(*) FROM SYSTEM_LOBS.LOB_IDS";

    /** The first begins as the second, the third is longer than a block of the store. */
    private static final String[] DATA = {"X'0102'", "X'010200'", "X'" + "07".repeat(40_000) + "'", "X''", "NULL"};

    @Override
    protected Setting setting() {
        return new Setting(variant(Engine.HSQLDB.database()), EntryPath.URL);
    }

    /** Where the tables are. */
    protected Database variant(Database database) {
        return new Database(database.engine(), "jdbc:hsqldb:mem:nc_large_objects", "SA", "", database.dataSource());
    }

    @BeforeEach
    void create() throws SQLException {
        create("files", "id INT NOT NULL PRIMARY KEY, data BLOB, doc CLOB, note VARCHAR(20)");
        for (int i = 0; i < DATA.length; i++) {
            bob.writePlain("INSERT INTO {files} VALUES (" + (i + 1) + ", " + DATA[i] + ", 'the text', 'first')");
        }
    }

    private int stored() throws SQLException {
        return Integer.parseInt(String.valueOf(bob.value(COUNT)));
    }

    private long defects() {
        return counts().tables().values().stream()
                .mapToLong(TableCounts::defects)
                .sum();
    }

    private void readAll() throws SQLException {
        try (Statement statement = alice.connection().createStatement();
                ResultSet rows = statement.executeQuery(alice.sql(READ))) {
            while (rows.next()) {
                rows.getBytes("data");
                rows.getString("doc");
            }
        }
    }

    @Test
    void write_ofARowWithLargeObjects_leavesNoneBehind() throws SQLException {
        int before = stored();
        long defects = defects();
        for (int id = 1; id <= DATA.length; id++) {
            readAll();
            assertThat(alice.write("UPDATE {files} SET note = 'mine' WHERE id = ?", id))
                    .isOne();
        }

        assertThat(stored()).isEqualTo(before);
        assertThat(defects()).isEqualTo(defects);
    }

    @Test
    void batch_ofRowsWithLargeObjects_leavesNoneBehind() throws SQLException {
        int before = stored();
        long defects = defects();
        readAll();
        try (PreparedStatement statement = alice.prepare("UPDATE {files} SET note = 'mine' WHERE id = ?")) {
            for (int id = 1; id <= DATA.length; id++) {
                statement.setInt(1, id);
                statement.addBatch();
            }
            assertThat(statement.executeBatch()).containsOnly(1).hasSize(DATA.length);
        }

        assertThat(stored()).isEqualTo(before);
        assertThat(defects()).isEqualTo(defects);
    }

    @Test
    void list_ofRowsWithLargeObjects_leavesNoneBehind() throws SQLException {
        int before = stored();
        long defects = defects();
        readAll();
        assertThat(alice.write("UPDATE {files} SET note = 'mine' WHERE id IN (1, 2, 3, 4, 5)"))
                .isEqualTo(DATA.length);

        assertThat(stored()).isEqualTo(before);
        assertThat(defects()).isEqualTo(defects);
    }

    @Test
    void cursor_onRowsWithLargeObjects_leavesNoneBehind() throws SQLException {
        int before = stored();
        try (Statement statement = alice.connection()
                        .createStatement(
                                ResultSet.TYPE_FORWARD_ONLY,
                                ResultSet.CONCUR_UPDATABLE,
                                ResultSet.HOLD_CURSORS_OVER_COMMIT);
                ResultSet rows = statement.executeQuery(alice.sql("SELECT id, data, doc, note FROM {files}"))) {
            while (rows.next()) {
                rows.getBytes("data");
                rows.getString("doc");
                rows.updateString("note", "mine");
                rows.updateRow();
            }
        }

        assertThat(bob.value("SELECT COUNT(*) FROM {files} WHERE note = 'mine'"))
                .isEqualTo(Integer.toString(DATA.length));
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void change_ofALargeObject_isRefused() throws SQLException {
        for (String change :
                new String[] {"X'010201'", "X'01020000'", "X'" + "00".repeat(40_000) + "'", "X'00'", "X''"}) {
            readAll();
            bob.writePlain("UPDATE {files} SET data = " + change);
            for (int id = 1; id <= DATA.length; id++) {
                int changed = id;
                refused(() -> alice.write("UPDATE {files} SET note = 'mine' WHERE id = ?", changed));
            }
        }
    }
}
