package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.StrangerDriver;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Databases that nobody has measured, with collations that overlook case, accents and trailing blanks: a predicate is
 * trusted only after it has proved that it does not.
 */
@ParameterizedClass
@EnumSource(names = {"H2", "MARIADB", "POSTGRESQL_18", "HSQLDB"})
class SelfCheckTest extends Contract {
    private static final String READ = "SELECT id, name, made, cost FROM {things} WHERE id = ?";
    private static final String WRITE = "UPDATE {things} SET note = ? WHERE id = ?";

    private final Engine engine;

    SelfCheckTest(Engine engine) {
        this.engine = engine;
    }

    @Override
    protected Setting setting() {
        return new Setting(StrangerDriver.over(engine, "check-" + engine.name(), engine.database()), EntryPath.URL);
    }

    @BeforeEach
    void create() throws SQLException {
        create(
                "things",
                "id INT NOT NULL PRIMARY KEY, name VARCHAR(40), made TIMESTAMP, cost DECIMAL(10, 2), note VARCHAR(40)");
        for (int id = 1; id <= 3; id++) {
            bob.write(
                    "INSERT INTO {things} (id, name, made, cost, note) VALUES (?, 'caramel', '2024-05-06 07:08:09', 1.50, 'x')",
                    id);
        }
    }

    private void alreadyChecked() throws SQLException {
        alice.read(READ, 1);
        assertThat(alice.write(WRITE, "first", 1)).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"Caramel", "caramèl", "caramel ", "' caramel'", "''", "ｃaramel", "caramel\u200b"})
    void text_changedALittle_isRefusedBeforeAndAfterTheCheck(String changed) throws SQLException {
        alice.read(READ, 2);
        bob.write("UPDATE {things} SET name = ? WHERE id = 2", changed);
        refused(() -> alice.write(WRITE, "mine", 2));

        alreadyChecked();

        alice.read(READ, 3);
        bob.write("UPDATE {things} SET name = ? WHERE id = 3", changed);
        refused(() -> alice.write(WRITE, "mine", 3));
    }

    /** The row that is checked has none of what the collation overlooks. */
    @ParameterizedTest
    @CsvSource({"cara\u200bmel, cara\u200cmel", "cara\u00admel, cara\u200bmel", "x\u212b, x\u00c5", "x\u3042, x\u30a2"})
    void text_changedByWhatACollationOverlooks_isRefusedAfterTheCheck(String before, String after) throws SQLException {
        create("strict", "id INT NOT NULL PRIMARY KEY, name VARCHAR(40)" + collation() + ", note VARCHAR(40)");
        for (int id = 1; id <= 2; id++) {
            bob.write("INSERT INTO {strict} VALUES (?, ?, 'x')", id, id == 1 ? "caramel" : before);
        }
        for (int i = 0; i < 2; i++) {
            alice.read("SELECT id, name, note FROM {strict} WHERE id = 1");
            assertThat(alice.write("UPDATE {strict} SET note = 'mine' WHERE id = 1"))
                    .isOne();
        }
        alice.read("SELECT id, name, note FROM {strict} WHERE id = 2");
        assertThat(alice.write("UPDATE {strict} SET note = 'mine' WHERE id = 2"))
                .isOne();
        bob.write("UPDATE {strict} SET name = ? WHERE id = 2", after);

        refused(() -> alice.write("UPDATE {strict} SET note = 'late' WHERE id = 2"));
    }

    /** One that tells case and accents apart, but not characters of no weight, where the engine has such. */
    private String collation() throws SQLException {
        switch (engine) {
            case POSTGRESQL_18 -> {
                bob.writePlain(
                        "CREATE COLLATION {tertiary} (provider = icu, locale = 'und-u-ks-level3', deterministic = false)");
                cleanUp("DROP COLLATION {tertiary} CASCADE");
                return " COLLATE {tertiary}";
            }
            case MARIADB -> {
                return " COLLATE utf8mb4_uca1400_as_cs";
            }
            case HSQLDB -> {
                return " COLLATE \"English 2\"";
            }
            default -> {
                return "";
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1.50, 1.5", "1.5, 1.50", "2, 2.0", "2.0, 2", "100, 100.00"})
    void number_changedByItsScaleAlone_isRefusedAfterTheCheck(String before, String after) throws SQLException {
        if (engine != Engine.POSTGRESQL_18) {
            abort(engine + " has no number that keeps the scale it was given");
        }
        create("amounts", "id INT NOT NULL PRIMARY KEY, amount NUMERIC, note VARCHAR(40)");
        for (int id = 1; id <= 3; id++) {
            bob.write("INSERT INTO {amounts} VALUES (?, ?, 'x')", id, new BigDecimal(id == 3 ? "7" : before));
        }
        for (int id : new int[] {3, 1, 3, 1}) {
            alice.read("SELECT id, amount, note FROM {amounts} WHERE id = ?", id);
            assertThat(alice.write("UPDATE {amounts} SET note = 'mine' WHERE id = ?", id))
                    .isOne();
        }
        alice.read("SELECT id, amount, note FROM {amounts} WHERE id = 2");
        bob.write("UPDATE {amounts} SET amount = ? WHERE id = 2", new BigDecimal(after));

        refused(() -> alice.write("UPDATE {amounts} SET note = 'late' WHERE id = 2"));
    }

    @Test
    void unchangedRows_areWritten() throws SQLException {
        for (int id = 1; id <= 3; id++) {
            alice.read(READ, id);
            assertThat(alice.write(WRITE, "mine", id)).isOne();
        }
    }

    @Test
    void numbersAndTimes_changedALittle_areRefusedAfterTheCheck() throws SQLException {
        alreadyChecked();

        alice.read(READ, 2);
        bob.write("UPDATE {things} SET cost = 1.51 WHERE id = 2");
        refused(() -> alice.write(WRITE, "mine", 2));
        alice.read(READ, 3);
        bob.write("UPDATE {things} SET made = '2024-05-06 07:08:10' WHERE id = 3");
        refused(() -> alice.write(WRITE, "mine", 3));
    }

    /** The first write of the table tries the predicates; the next ones either trust one, or know that none can be. */
    @Test
    void secondWrite_triesNothingAnyMore() throws SQLException {
        alreadyChecked();
        alice.read(READ, 2);
        StrangerDriver.prepared();

        assertThat(alice.write(WRITE, "mine", 2)).isOne();

        assertThat(StrangerDriver.prepared()).noneMatch(text -> text.startsWith("SELECT 1 FROM"));
    }

    @Test
    void secondWrite_wherePredicatesAreExact_locksNothing() throws SQLException {
        alreadyChecked();
        alice.read(READ, 2);
        StrangerDriver.prepared();

        alice.write(WRITE, "mine", 2);

        List<String> texts = StrangerDriver.prepared();
        switch (engine) {
            case H2, POSTGRESQL_18 ->
                assertThat(texts)
                        .noneMatch(text -> text.contains("FOR UPDATE"))
                        .anyMatch(text ->
                                text.contains("NAME\" = ? AND \"MADE") || text.contains("name\" = ? AND \"made"));
            // = overlooks trailing blanks
            case HSQLDB ->
                assertThat(texts)
                        .noneMatch(text -> text.contains("FOR UPDATE"))
                        .anyMatch(text -> text.contains("CHAR_LENGTH"));
            // nothing that is tried tells case apart
            default -> assertThat(texts).anyMatch(text -> text.contains("FOR UPDATE"));
        }
    }

    /** A predicate that the database does not understand must not cost the application what it did before. */
    @Test
    void checkInATransaction_harmsNothing() throws SQLException {
        alice.begin();
        alice.write("UPDATE {things} SET cost = 9 WHERE id = 3");
        alice.read(READ, 1);
        assertThat(alice.write(WRITE, "mine", 1)).isOne();
        alice.commit();

        assertThat(bob.value("SELECT cost FROM {things} WHERE id = 3")).startsWith("9");
        assertThat(bob.value("SELECT note FROM {things} WHERE id = 1")).isEqualTo("mine");
    }
}
