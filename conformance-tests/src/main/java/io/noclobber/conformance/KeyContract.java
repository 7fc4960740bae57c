package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conformance.database.Trait;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A row is recognised by its key, however the key is declared, spelled and given. */
public abstract class KeyContract extends Contract {

    private void createLines() throws SQLException {
        create(
                "lines",
                "order_id INT NOT NULL, line_no INT NOT NULL, item VARCHAR(20), PRIMARY KEY (order_id, line_no)");
        bob.write("INSERT INTO {lines} (order_id, line_no, item) VALUES (1, 1, 'bolt')");
        bob.write("INSERT INTO {lines} (order_id, line_no, item) VALUES (1, 2, 'nut')");
        bob.write("INSERT INTO {lines} (order_id, line_no, item) VALUES (2, 1, 'saw')");
    }

    @Test
    void compositeKey_rowChanged_isRefused() throws SQLException {
        createLines();
        alice.read("SELECT order_id, line_no, item FROM {lines} WHERE order_id = ?", 1);
        bob.write("UPDATE {lines} SET item = 'washer' WHERE order_id = 1 AND line_no = 2");

        refused(() -> alice.write("UPDATE {lines} SET item = ? WHERE line_no = ? AND order_id = ?", "rivet", 2, 1));
    }

    @Test
    @Tag(HOLDS_BARE)
    void compositeKey_rowsWithHalfOfTheKeyChanged_isDone() throws SQLException {
        createLines();
        alice.read("SELECT line_no, order_id, item FROM {lines}");
        bob.write("UPDATE {lines} SET item = 'washer' WHERE order_id = 1 AND line_no = 2");
        bob.write("UPDATE {lines} SET item = 'drill' WHERE order_id = 2 AND line_no = 1");

        assertThat(alice.write("UPDATE {lines} SET item = ? WHERE order_id = ? AND line_no = ?", "rivet", 1, 1))
                .isOne();
    }

    @Test
    void compositeKey_halfSelectedAndHalfPinned_isRefused() throws SQLException {
        createLines();
        alice.read("SELECT line_no, item FROM {lines} WHERE order_id = ?", 1);
        bob.write("UPDATE {lines} SET item = 'washer' WHERE order_id = 1 AND line_no = 2");

        refused(() -> alice.write("DELETE FROM {lines} WHERE order_id = 1 AND line_no = ?", 2));
    }

    @Test
    void key_pinnedByTheQueryButNotSelected_isRefused() throws SQLException {
        createOrders();
        alice.read("SELECT status, amount FROM {orders} WHERE id = ?", 1);
        bob.write("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1");

        refused(() -> alice.write("UPDATE {orders} SET status = 'CANCELLED' WHERE id = ?", 1));
    }

    @Test
    void key_pinnedByALiteralOfThePlainQuery_isRefused() throws SQLException {
        createOrders();
        alice.readPlain("SELECT status, amount FROM {orders} WHERE id = 1");
        bob.write("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1");

        refused(() -> alice.writePlain("UPDATE {orders} SET status = 'CANCELLED' WHERE id = 1"));
    }

    @Test
    void key_givenAsOtherNumberType_isRefused() throws SQLException {
        createOrders();
        readOrder(alice, 1);
        bob.write("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1");

        try (PreparedStatement update = alice.prepare("UPDATE {orders} SET status = 'CANCELLED' WHERE id = ?")) {
            update.setLong(1, 1);
            refused(update::executeUpdate);
            update.setBigDecimal(1, new BigDecimal("1.0"));
            refused(update::executeUpdate);
            update.setShort(1, (short) 1);
            refused(update::executeUpdate);
            update.setObject(1, 1);
            refused(update::executeUpdate);
        }
    }

    @Test
    void decimalKey_givenWithOtherScale_isRefused() throws SQLException {
        create("rates", "rate DECIMAL(10,2) NOT NULL PRIMARY KEY, name VARCHAR(20)");
        bob.write("INSERT INTO {rates} (rate, name) VALUES (19.00, 'full')");
        alice.read("SELECT rate, name FROM {rates}");
        bob.write("UPDATE {rates} SET name = 'theirs' WHERE rate = 19");

        refused(() -> alice.write("UPDATE {rates} SET name = 'mine' WHERE rate = ?", new BigDecimal("19")));
        refused(() -> alice.write("UPDATE {rates} SET name = 'mine' WHERE rate = 19.0"));
    }

    private void createItems(String type) throws SQLException {
        create("items", "code " + type + " NOT NULL PRIMARY KEY, name VARCHAR(20)");
        bob.write("INSERT INTO {items} (code, name) VALUES ('Ab', 'one')");
    }

    private void othersChangeItem() throws SQLException {
        assertThat(bob.write("UPDATE {items} SET name = 'theirs'")).isOne();
    }

    @Test
    void stringKey_rowChanged_isRefused() throws SQLException {
        createItems("VARCHAR(10)");
        alice.read("SELECT code, name FROM {items}");
        othersChangeItem();

        refused(() -> alice.write("UPDATE {items} SET name = 'mine' WHERE code = ?", "Ab"));
        refused(() -> alice.writePlain("UPDATE {items} SET name = 'mine' WHERE code = 'Ab'"));
    }

    @Test
    @Tag(HOLDS_BARE)
    void stringKey_inAnotherCase_isTheSameRowWhereTheDatabaseSaysSo() throws SQLException {
        createItems("VARCHAR(10)");
        alice.read("SELECT code, name FROM {items}");

        assertThat(alice.write("UPDATE {items} SET name = 'mine' WHERE code = ?", "aB"))
                .isEqualTo(does(Trait.CASE_SENSITIVE_KEYS) ? 0 : 1);
    }

    @Test
    void stringKey_inAnotherCase_rowChanged_isNeverOverwritten() throws SQLException {
        createItems("VARCHAR(10)");
        alice.read("SELECT code, name FROM {items} WHERE code = 'Ab'");
        othersChangeItem();

        if (does(Trait.CASE_SENSITIVE_KEYS)) {
            assertThat(alice.write("UPDATE {items} SET name = 'mine' WHERE code = ?", "aB"))
                    .isZero();
            refused(() -> alice.write("UPDATE {items} SET name = 'mine' WHERE code = ?", "Ab"));
        } else {
            refused(() -> alice.write("UPDATE {items} SET name = 'mine' WHERE code = ?", "aB"));
        }
        assertThat(bob.value("SELECT name FROM {items}")).isEqualTo("theirs");
    }

    @Test
    void stringKey_withTrailingBlanks_rowChanged_isNeverOverwritten() throws SQLException {
        createItems("VARCHAR(10)");
        alice.read("SELECT code, name FROM {items} WHERE code = 'Ab'");
        othersChangeItem();

        if (does(Trait.BLANK_SENSITIVE_KEYS)) {
            assertThat(alice.write("UPDATE {items} SET name = 'mine' WHERE code = ?", "Ab "))
                    .isZero();
            refused(() -> alice.write("UPDATE {items} SET name = 'mine' WHERE code = ?", "Ab"));
        } else {
            refused(() -> alice.write("UPDATE {items} SET name = 'mine' WHERE code = ?", "Ab "));
        }
        assertThat(bob.value("SELECT name FROM {items}")).isEqualTo("theirs");
    }

    @Test
    void paddedKey_givenUnpadded_isRefused() throws SQLException {
        createItems("CHAR(5)");
        alice.read("SELECT code, name FROM {items}");
        othersChangeItem();

        refused(() -> alice.writePlain("UPDATE {items} SET name = 'mine' WHERE code = 'Ab'"));
        refused(() -> alice.write("UPDATE {items} SET name = 'mine' WHERE code = ?", "Ab"));
    }

    @Test
    @Tag(HOLDS_BARE)
    void paddedKey_unchangedRow_isDone() throws SQLException {
        createItems("CHAR(5)");
        alice.read("SELECT code, name FROM {items}");

        assertThat(alice.write("UPDATE {items} SET name = 'mine' WHERE code = ?", "Ab"))
                .isOne();
        assertThat(alice.write("UPDATE {items} SET name = 'again' WHERE code = ?", "Ab"))
                .isOne();
    }

    @Test
    void table_withoutPrimaryKeyButUniqueIndex_isGuarded() throws SQLException {
        create("tags", "tag VARCHAR(10) NOT NULL, name VARCHAR(20), UNIQUE (tag)");
        bob.write("INSERT INTO {tags} (tag, name) VALUES ('x', 'one')");
        alice.read("SELECT tag, name FROM {tags}");
        bob.write("UPDATE {tags} SET name = 'theirs'");

        if (!does(Trait.UNIQUE_CONSTRAINTS_LISTED)) {
            assertThat(alice.write("UPDATE {tags} SET name = 'mine' WHERE tag = ?", "x"))
                    .isOne();
            assertThat(counts().elsewhere().unguarded().getOrDefault("NO_KEY", 0L)
                            + counts().tables().values().stream()
                                    .mapToLong(table -> table.unguarded().getOrDefault("NO_KEY", 0L))
                                    .sum())
                    .isPositive();
            return;
        }
        refused(() -> alice.write("UPDATE {tags} SET name = 'mine' WHERE tag = ?", "x"));
    }

    @Test
    void table_withoutAnyKey_isGuardedByTheOption() throws SQLException {
        create("notes", "a INT, b INT, name VARCHAR(20)");
        bob.write("INSERT INTO {notes} (a, b, name) VALUES (1, 2, 'one')");
        Session carol = guarded("keys={notes}:a+b");
        carol.read("SELECT a, b, name FROM {notes}");
        bob.write("UPDATE {notes} SET name = 'theirs'");

        refused(() -> carol.write("UPDATE {notes} SET name = 'mine' WHERE a = ? AND b = ?", 1, 2));
    }

    @Test
    @Tag(HOLDS_BARE)
    void table_withoutAnyKey_isLeftAlone() throws SQLException {
        create("notes", "a INT, b INT, name VARCHAR(20)");
        bob.write("INSERT INTO {notes} (a, b, name) VALUES (1, 2, 'one')");
        alice.read("SELECT a, b, name FROM {notes}");
        bob.write("UPDATE {notes} SET name = 'theirs'");

        assertThat(alice.write("UPDATE {notes} SET name = 'mine' WHERE a = ? AND b = ?", 1, 2))
                .isOne();
    }

    @Test
    void view_withKeyOption_isGuarded() throws SQLException {
        createOrders();
        bob.writePlain("CREATE VIEW {opened} AS SELECT id, status FROM {orders}");
        cleanUp("DROP VIEW {opened}");
        Session carol = guarded("keys={opened}:id");
        carol.read("SELECT id, status FROM {opened} WHERE id = 1");
        bob.write("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1");

        if (does(Trait.UPDATABLE_VIEWS)) {
            refused(() -> carol.write("UPDATE {opened} SET status = 'CANCELLED' WHERE id = ?", 1));
        } else {
            assertThatThrownBy(() -> carol.write("UPDATE {opened} SET status = 'CANCELLED' WHERE id = ?", 1))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(status(1)).isEqualTo("SHIPPED");
    }
}
