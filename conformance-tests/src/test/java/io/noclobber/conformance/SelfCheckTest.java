package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.StrangerDriver;
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
