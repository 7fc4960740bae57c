package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.NoclobberDriver;
import io.noclobber.conformance.database.Engine;
import io.noclobber.observe.TableCounts;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text of SQLite whatever its bytes, of which the driver makes U+FFFD where they are not UTF-8. */
class SqliteTextTest extends Contract {
    private static final String READ = "SELECT id, body, note FROM {notes} WHERE id = 1";
    private static final String WRITE = "UPDATE {notes} SET note = ? WHERE id = 1";

    @Override
    protected Setting setting() {
        return new Setting(Engine.SQLITE.database(), EntryPath.URL);
    }

    @BeforeEach
    void create() throws SQLException {
        create("notes", "id INT NOT NULL PRIMARY KEY, body VARCHAR(20), note TEXT");
        bob.write("INSERT INTO {notes} (id, note) VALUES (1, 'first')");
    }

    private void set(String expression) throws SQLException {
        bob.writePlain("UPDATE {notes} SET body = " + expression + " WHERE id = 1");
    }

    private long defects() {
        return NoclobberDriver.counts().tables().values().stream()
                .mapToLong(TableCounts::defects)
                .sum();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "CAST(x'61ff' AS TEXT);CAST(x'61fe' AS TEXT)",
                "CAST(x'61ff' AS TEXT);CAST(x'61efbfbd' AS TEXT)",
                "CAST(x'61efbfbd' AS TEXT);CAST(x'61ff' AS TEXT)",
                "CAST(x'61ff' AS TEXT);x'61ff'",
                "x'61ff';CAST(x'61ff' AS TEXT)",
                "CAST(x'eda080' AS TEXT);CAST(x'eda081' AS TEXT)",
                "CAST(x'61ff' AS TEXT);NULL",
                "CAST(x'61ff' AS TEXT);'a'",
            })
    void textThatIsNotUtf8_changed_isRefused(String before, String after) throws SQLException {
        for (String way : new String[] {"string", "object", "bytes", "nothing"}) {
            set(before);
            read(way);
            set(after);

            refused(() -> alice.write(WRITE, "mine"));
            assertThat(bob.value("SELECT note FROM {notes} WHERE id = 1")).isEqualTo("first");
        }
    }

    private void read(String way) throws SQLException {
        try (PreparedStatement query = alice.prepare(READ);
                ResultSet rows = query.executeQuery()) {
            assertThat(rows.next()).isTrue();
            switch (way) {
                case "string" -> rows.getString(2);
                case "object" -> rows.getObject("body");
                case "bytes" -> rows.getBytes(2);
                default -> assertThat(rows.getInt(1)).isOne();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAST(x'61ff' AS TEXT)", "CAST(x'61efbfbd' AS TEXT)", "x'61ff'"})
    void textThatIsNotUtf8_unchanged_isWrittenAgainAndAgain(String value) throws SQLException {
        set(value);
        long defects = defects();
        for (String way : new String[] {"string", "object", "bytes", "nothing"}) {
            read(way);
            assertThat(alice.write(WRITE, way)).isOne();
            assertThat(alice.write(WRITE, way + " again")).isOne();
        }
        assertThat(alice.begin().write(WRITE, "in a transaction")).isOne();
        alice.commit();
        assertThat(alice.write(WRITE, "in another")).isOne();
        alice.commit();
        assertThat(defects()).isEqualTo(defects);
    }

    @Test
    void key_thatIsNotUtf8_isLeftAlone() throws SQLException {
        create("keyed", "id TEXT NOT NULL PRIMARY KEY, note TEXT");
        bob.writePlain("INSERT INTO {keyed} VALUES (CAST(x'61ff' AS TEXT), 'first')");
        bob.writePlain("INSERT INTO {keyed} VALUES (CAST(x'61fe' AS TEXT), 'second')");
        bob.writePlain("INSERT INTO {keyed} VALUES (CAST(x'61efbfbd' AS TEXT), 'third')");
        alice.read("SELECT id, note FROM {keyed}");

        assertThat(alice.write("UPDATE {keyed} SET note = 'mine' WHERE id = ?", "a\ufffd"))
                .isOne();
        assertThat(bob.value("SELECT note FROM {keyed} WHERE id = ?", "a\ufffd"))
                .isEqualTo("mine");
        bob.write("UPDATE {keyed} SET note = 'theirs' WHERE id = ?", "a\ufffd");
        refused(() -> alice.write("UPDATE {keyed} SET note = 'late' WHERE id = ?", "a\ufffd"));
    }

    /** What a column declares limits nothing. */
    @Test
    void longText_inAColumnDeclaredShort_isCompared() throws SQLException {
        bob.write("UPDATE {notes} SET body = ? WHERE id = 1", "x".repeat(40_000) + "a");
        alice.read(READ);
        assertThat(alice.write(WRITE, "mine")).isOne();
        bob.write("UPDATE {notes} SET body = ? WHERE id = 1", "x".repeat(40_000) + "b");

        refused(() -> alice.write(WRITE, "late"));
    }
}
