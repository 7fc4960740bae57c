package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.NoclobberDriver;
import io.noclobber.conformance.database.Engine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DuckDB's driver cannot make an object of a TIME of 24:00; the rest of such a row is guarded all the same. */
class DuckDbUnreadableValueTest extends Contract {
    private static final String READ = "SELECT id, title, starts FROM {shifts}";
    private static final String RENAME = "UPDATE {shifts} SET title = ? WHERE id = ?";

    @Override
    protected Setting setting() {
        return new Setting(Engine.DUCKDB.database(), EntryPath.URL);
    }

    @BeforeEach
    void create() throws SQLException {
        create("shifts", "id INT PRIMARY KEY, title VARCHAR, starts TIME");
        bob.write("INSERT INTO {shifts} VALUES (1, 'night', '24:00:00'), (2, 'day', '10:00:00')");
    }

    private void read() throws SQLException {
        try (Statement statement = alice.connection().createStatement();
                ResultSet rows = statement.executeQuery(alice.sql(READ))) {
            while (rows.next()) {
                rows.getString("title");
            }
        }
    }

    private void end(boolean transaction) throws SQLException {
        if (transaction) {
            alice.commit();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void row_withIt_isWrittenAndItsOtherColumnsAreGuarded(boolean transaction) throws SQLException {
        if (transaction) {
            alice.begin();
        }
        read();
        assertThat(alice.write(RENAME, "late", 1)).isOne();
        assertThat(alice.write("UPDATE {shifts} SET starts = '24:00:00' WHERE id = ?", 2))
                .isOne();
        end(transaction);
        assertThat(alice.write(RENAME, "later", 1)).as("again").isOne();
        assertThat(alice.write(RENAME, "morning", 2)).as("after it was set").isOne();
        end(transaction);
        bob.write("UPDATE {shifts} SET title = 'theirs'");

        refused(() -> alice.write(RENAME, "mine", 1));
        assertThat(NoclobberDriver.counts().columnsExcluded().keySet())
                .anyMatch(column -> column.name().equals("starts"));
    }
}
