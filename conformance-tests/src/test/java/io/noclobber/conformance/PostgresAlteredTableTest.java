package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A table that another program alters while connections are open. PostgreSQL refuses to run what was prepared before it
 * ("cached plan must not change result type"): an application gets that where the bare driver gives it, and nowhere else.
 */
class PostgresAlteredTableTest extends Contract {
    /** As often as it takes the driver to prepare a text at the server. */
    private static final int TIMES = 7;

    /** What the first stores is known by its parameters, what the second does is returned by it. */
    private static final List<String> WRITES = List.of(
            "UPDATE {altered} SET note = ? WHERE id = ?", "UPDATE {altered} SET note = ?, stamp = now() WHERE id = ?");

    @Override
    protected Setting setting() {
        try {
            return new Setting(Engine.POSTGRESQL_18.database(), EntryPath.URL);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }

    @BeforeEach
    void createTables() throws SQLException {
        create("altered", "id INT PRIMARY KEY, amount INT, extra VARCHAR(20), note TEXT, stamp TIMESTAMPTZ");
        bob.writePlain("INSERT INTO {altered} VALUES (1, 10, 'x', 'first', NULL), (2, 10, 'x', 'first', NULL)");
    }

    private void trigger() throws SQLException {
        bob.writePlain("CREATE FUNCTION {touch}() RETURNS TRIGGER LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$");
        bob.writePlain("CREATE TRIGGER {watch} AFTER UPDATE ON {altered} FOR EACH ROW EXECUTE FUNCTION {touch}()");
        cleanUp("DROP FUNCTION {touch}() CASCADE");
    }

    /** What the application does in one turn; the name of what fails, or the count. */
    private static List<String> turn(Session session, String select, String write, boolean transaction, int turn) {
        List<String> outcome = new ArrayList<>();
        try (PreparedStatement query = session.prepare(select)) {
            query.setInt(1, 1);
            try (ResultSet rows = query.executeQuery()) {
                outcome.add("rows " + Session.all(rows).size());
            }
        } catch (SQLException failure) {
            outcome.add("read: " + failure.getMessage());
        }
        try {
            outcome.add("count " + session.write(write, "turn " + turn, 1));
        } catch (SQLException failure) {
            outcome.add("write: " + failure.getMessage());
        }
        try {
            if (transaction) {
                session.commit();
            }
        } catch (SQLException failure) {
            outcome.add("commit: " + failure.getMessage());
        }
        return outcome;
    }

    @ParameterizedTest
    @CsvSource({
        "ALTER TABLE {altered} ADD COLUMN added INT, false, false",
        "ALTER TABLE {altered} ADD COLUMN added INT, true, false",
        "ALTER TABLE {altered} DROP COLUMN extra, false, false",
        "ALTER TABLE {altered} DROP COLUMN extra, true, false",
        "ALTER TABLE {altered} ALTER COLUMN amount TYPE BIGINT, false, false",
        "ALTER TABLE {altered} ALTER COLUMN amount TYPE BIGINT, true, false",
        "ALTER TABLE {altered} ALTER COLUMN amount TYPE VARCHAR(20), true, false",
        "ALTER TABLE {altered} ALTER COLUMN note TYPE VARCHAR(100), true, false",
        "ALTER TABLE {altered} ADD COLUMN added INT, true, true",
        "ALTER TABLE {altered} DROP COLUMN extra, true, true",
        "ALTER TABLE {altered} ALTER COLUMN amount TYPE BIGINT, true, true",
        "ALTER TABLE {altered} ALTER COLUMN amount TYPE VARCHAR(20), true, true",
        "ALTER TABLE {altered} ALTER COLUMN amount TYPE BIGINT, false, true",
    })
    void altered_whileStatementsStayPrepared_isAsWithTheBareDriver(String alter, boolean transaction, boolean trigger)
            throws SQLException {
        if (trigger) {
            trigger();
        }
        for (String select :
                List.of("SELECT * FROM {altered} WHERE id = ?", "SELECT id, note FROM {altered} WHERE id = ?")) {
            for (String write : WRITES) {
                List<List<String>> bare = run(bare(), select, write, alter, transaction);
                restore(trigger);
                List<List<String>> ours = run(guarded(), select, write, alter, transaction);
                restore(trigger);

                assertThat(ours).as(select + "; " + write).isEqualTo(bare);
            }
        }
    }

    private void restore(boolean trigger) throws SQLException {
        bob.writePlain("DROP TABLE {altered}");
        bob.writePlain(
                "CREATE TABLE {altered} (id INT PRIMARY KEY, amount INT, extra VARCHAR(20), note TEXT, stamp TIMESTAMPTZ)");
        bob.writePlain("INSERT INTO {altered} VALUES (1, 10, 'x', 'first', NULL), (2, 10, 'x', 'first', NULL)");
        if (trigger) {
            bob.writePlain("CREATE TRIGGER {watch} AFTER UPDATE ON {altered} FOR EACH ROW EXECUTE FUNCTION {touch}()");
        }
    }

    private List<List<String>> run(Session session, String select, String write, String alter, boolean transaction)
            throws SQLException {
        try (session) {
            List<List<String>> turns = new ArrayList<>();
            if (transaction) {
                session.begin();
            }
            for (int i = 0; i < TIMES; i++) {
                turns.add(turn(session, select, write, transaction, i));
            }
            bob.writePlain(alter);
            for (int i = 0; i < TIMES; i++) {
                turns.add(turn(session, select, write, transaction, TIMES + i));
            }
            turns.add(List.of(String.valueOf(bob.value("SELECT note FROM {altered} WHERE id = 1"))));
            return turns;
        }
    }

    /**
     * Written without being read again since the other program altered the table. In a transaction the guard, or what it asks
     * back of the stored row, may name what is no longer there; the transaction then fails as a whole, says so, and works
     * when it is repeated.
     */
    @ParameterizedTest
    @CsvSource({
        "ADD COLUMN added INT, false, true, 0, 0",
        "ADD COLUMN added INT, true, true, 0, 0",
        "ALTER COLUMN amount TYPE BIGINT, false, false, 0, 0",
        "ALTER COLUMN amount TYPE BIGINT, false, true, 0, 1",
        "ALTER COLUMN amount TYPE BIGINT, true, false, 0, 0",
        "ALTER COLUMN amount TYPE BIGINT, true, true, 0, 0",
        "ALTER COLUMN extra TYPE VARCHAR(30), true, false, 0, 0",
        "ALTER COLUMN extra TYPE VARCHAR(30), true, true, 0, 0",
        "DROP COLUMN extra, false, false, 0, 0",
        "DROP COLUMN extra, true, false, 0, 0",
        "DROP COLUMN extra, false, true, 1, 1",
        "DROP COLUMN extra, true, true, 1, 1",
    })
    void altered_betweenReadingAndWriting_losesNothing(
            String alter, boolean trigger, boolean transaction, int failures, int failuresOfReturning)
            throws SQLException {
        if (trigger) {
            trigger();
        }
        for (String write : WRITES) {
            for (boolean changes : new boolean[] {false, true}) {
                Session carol = readAndAltered(write, "ALTER TABLE {altered} " + alter, transaction);
                if (changes) {
                    bob.writePlain("UPDATE {altered} SET amount = 11 WHERE id = 1");
                }
                fail(carol, write, write.equals(WRITES.get(0)) ? failures : failuresOfReturning);
                if (changes) {
                    refused(() -> carol.write(write, "mine", 1));
                } else {
                    assertThat(carol.write(write, "mine", 1)).isOne();
                }
                if (transaction) {
                    carol.commit();
                }
                assertThat(bob.value("SELECT note FROM {altered} WHERE id = 1")).isEqualTo(changes ? "turn 6" : "mine");
                carol.close();
                restore(trigger);
            }
        }
    }

    private Session readAndAltered(String write, String alter, boolean transaction) throws SQLException {
        Session carol = guarded();
        if (transaction) {
            carol.begin();
        }
        for (int i = 0; i < TIMES; i++) {
            turn(carol, "SELECT * FROM {altered} WHERE id = ?", write, transaction, i);
        }
        carol.read("SELECT * FROM {altered} WHERE id = ?", 1);
        if (transaction) {
            carol.commit();
        }
        bob.writePlain(alter);
        return carol;
    }

    private static void fail(Session carol, String write, int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> carol.write(write, "mine", 1))
                    .isInstanceOf(SQLException.class)
                    .isNotInstanceOf(ConcurrencyConflictException.class);
            carol.rollback();
        }
    }

    /** What was read as a number is text by now: it counts as changed until it is read again. */
    @ParameterizedTest
    @CsvSource({"false, 0", "true, 1"})
    void altered_toATypeOfAnotherKind_isRefusedUntilItIsReadAgain(boolean transaction, int failures)
            throws SQLException {
        for (String write : WRITES) {
            Session carol =
                    readAndAltered(write, "ALTER TABLE {altered} ALTER COLUMN amount TYPE VARCHAR(20)", transaction);
            fail(carol, write, failures);

            refused(() -> carol.write(write, "mine", 1));

            // another text: the first is refused to the bare driver as well
            carol.read("SELECT id, amount, note FROM {altered} WHERE id = ?", 1);
            assertThat(carol.write(write, "mine", 1)).isOne();
            carol.close();
            restore(false);
        }
    }
}
