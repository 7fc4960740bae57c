package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Engine;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One connection of DuckDB has several databases, whose tables may have the same names. */
class DuckDbAttachedTest extends Contract {
    private String other;

    @Override
    protected Setting setting() {
        return new Setting(Engine.DUCKDB.database(), EntryPath.URL);
    }

    @BeforeEach
    void create() throws SQLException {
        createOrders();
        other = alice.sql("{other}");
        bob.writePlain("ATTACH ':memory:' AS " + other);
        cleanUp("DETACH " + other);
        bob.writePlain("CREATE TABLE " + other + ".main.{orders} (id INT PRIMARY KEY, status VARCHAR)");
        bob.writePlain("INSERT INTO " + other + ".main.{orders} VALUES (1, 'ELSEWHERE')");
    }

    private void assertGuarded(String table) throws SQLException {
        String save = "UPDATE " + table + " SET status = ? WHERE id = ?";
        assertThat(alice.read("SELECT id, status FROM " + table + " WHERE id = 1"))
                .hasSize(1);
        assertThat(alice.write(save, "ONE", 1)).isOne();
        assertThat(alice.write(save, "TWO", 1)).as("an own second write").isOne();
        bob.write("UPDATE " + table + " SET status = 'THEIRS' WHERE id = 1");

        refused(() -> alice.write(save, "THREE", 1));
    }

    @Test
    void tables_ofTheSameName_areGuardedEach() throws SQLException {
        assertGuarded("{orders}");
        assertGuarded(other + ".main.{orders}");
        assertThat(status(1)).isEqualTo("THEIRS");
        assertGuarded("memory.main.{orders}");
    }

    @Test
    void name_afterUse_meansTheTableOfThatDatabase() throws SQLException {
        readOrder(alice, 1);
        alice.writePlain("USE " + other);
        bob.writePlain("USE " + other);

        assertGuarded("{orders}");

        bob.writePlain("USE memory");
        assertThat(status(1)).isEqualTo("OPEN");
        alice.writePlain("USE memory");
        assertThat(alice.write("UPDATE {orders} SET status = ? WHERE id = ?", "MINE", 1))
                .isOne();
    }
}
