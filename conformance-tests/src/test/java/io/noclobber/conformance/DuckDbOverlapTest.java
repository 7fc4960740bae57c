package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.NoclobberDriver;
import io.noclobber.conformance.database.Engine;
import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What DuckDB lets pass when transactions overlap, and what it does not: each test reads, lets somebody else in and writes
 * in one transaction. Where nothing is noticed, the test says so; should DuckDB ever notice it, it fails.
 */
class DuckDbOverlapTest extends Contract {
    @Override
    protected Setting setting() {
        return new Setting(Engine.DUCKDB.database(), EntryPath.URL);
    }

    @BeforeEach
    void create() throws SQLException {
        create("parts", "id INT PRIMARY KEY, code INT UNIQUE, name VARCHAR, price DECIMAL(9,2), tags VARCHAR[]");
        bob.write("INSERT INTO {parts} VALUES (1, 10, 'bolt', 1.50, ['a'])");
        alice.begin().read("SELECT id, code, name, price, tags FROM {parts}");
    }

    private String row() throws SQLException {
        return String.valueOf(bob.read("SELECT * FROM {parts}"));
    }

    private void refusedWith(ThrowingCallable write, String cause) {
        Throwable raised = refused(write).getCause();
        assertThat(raised).isInstanceOf(SQLException.class).hasMessageContaining(cause);
    }

    @Test
    void unnoticed_isToldInTheStatistics() {
        assertThat(NoclobberDriver.counts().unnoticed().get("DuckDB"))
                .contains("updates a row that another, which overlaps with it, deletes");
    }

    @Test
    void update_ofADeletedRow_isLost() throws SQLException {
        bob.write("DELETE FROM {parts} WHERE id = 1");

        assertThat(alice.write("UPDATE {parts} SET price = ? WHERE id = ?", 2, 1))
                .isOne();
        alice.commit();

        assertThat(row()).isEqualTo("[]");
    }

    @Test
    void update_ofARowRewrittenForItsIndex_isLost() throws SQLException {
        bob.write("UPDATE {parts} SET code = 11 WHERE id = 1");

        assertThat(alice.write("UPDATE {parts} SET price = ? WHERE id = ?", 2, 1))
                .isOne();
        alice.commit();

        assertThat(row()).isEqualTo("[[1, 11, bolt, 1.50, [a]]]");
    }

    @Test
    void update_ofARowRewrittenForItsList_isLost() throws SQLException {
        bob.write("UPDATE {parts} SET tags = ['b'] WHERE id = 1");

        assertThat(alice.write("UPDATE {parts} SET price = ? WHERE id = ?", 2, 1))
                .isOne();
        alice.commit();

        assertThat(row()).isEqualTo("[[1, 10, bolt, 1.50, [b]]]");
    }

    /** Without us DuckDB takes both. */
    @Test
    void update_ofARowWithAnotherColumnChanged_isRefused() throws SQLException {
        bob.write("UPDATE {parts} SET name = 'nut' WHERE id = 1");

        refusedWith(() -> alice.write("UPDATE {parts} SET price = ? WHERE id = ?", 2, 1), "Conflict on update");
        alice.rollback();

        assertThat(row()).isEqualTo("[[1, 10, nut, 1.50, [a]]]");
    }

    /** Without us DuckDB stores the old row anew, and the other's change is gone. */
    @Test
    void rewriting_ofAChangedRow_isRefused() throws SQLException {
        bob.write("UPDATE {parts} SET name = 'nut' WHERE id = 1");

        refusedWith(() -> alice.write("UPDATE {parts} SET code = ? WHERE id = ?", 11, 1), "Conflict on update");
        alice.rollback();

        assertThat(row()).isEqualTo("[[1, 10, nut, 1.50, [a]]]");
    }

    @Test
    void rewriting_ofADeletedRow_isRefused() throws SQLException {
        bob.write("DELETE FROM {parts} WHERE id = 1");

        refusedWith(() -> alice.write("UPDATE {parts} SET code = ? WHERE id = ?", 11, 1), "Conflict on tuple deletion");
        alice.rollback();
    }

    /** Without us DuckDB deletes it. */
    @Test
    void delete_ofAChangedRow_isRefused() throws SQLException {
        bob.write("UPDATE {parts} SET name = 'nut' WHERE id = 1");

        refusedWith(() -> alice.write("DELETE FROM {parts} WHERE id = ?", 1), "Conflict on update");
        alice.rollback();

        assertThat(row()).isEqualTo("[[1, 10, nut, 1.50, [a]]]");
    }

    @Test
    void delete_ofARowThatWasWrittenAndChanged_isRefused() throws SQLException {
        assertThat(alice.write("UPDATE {parts} SET price = ? WHERE id = ?", 2, 1))
                .isOne();
        bob.write("UPDATE {parts} SET name = 'nut' WHERE id = 1");

        refusedWith(() -> alice.write("DELETE FROM {parts} WHERE id = ?", 1), "Conflict on update");
        alice.rollback();

        assertThat(row()).isEqualTo("[[1, 10, nut, 1.50, [a]]]");
    }

    /** What is not compared is none of our business. */
    @Test
    void update_ofARowWithAColumnChangedThatIsNotCompared_isDone() throws SQLException {
        Session carol = guarded("compare=changed");
        carol.begin().read("SELECT id, name, price FROM {parts}");
        bob.write("UPDATE {parts} SET name = 'nut' WHERE id = 1");

        assertThat(carol.write("UPDATE {parts} SET price = ? WHERE id = ?", 2, 1))
                .isOne();
        carol.commit();

        assertThat(row()).isEqualTo("[[1, 10, nut, 2.00, [a]]]");
    }
}
