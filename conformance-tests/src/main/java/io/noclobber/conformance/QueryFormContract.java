package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of each form of query it is remembered what shows columns of a row, and nothing else. */
public abstract class QueryFormContract extends Contract {
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    private void othersShip(int id) throws SQLException {
        assertThat(bob.write(SET_STATUS, "SHIPPED", id)).isOne();
    }

    @Test
    void rows_readByStar_areRemembered() throws SQLException {
        alice.read("SELECT * FROM {orders}");
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 2");

        refused(() -> alice.write(SET_STATUS, "MINE", 2));
        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
    }

    @Test
    void columns_readUnderOtherNames_areRemembered() throws SQLException {
        alice.read("SELECT o.id AS i, o.status AS s, o.amount AS id FROM {orders} o WHERE o.amount > 0");
        othersShip(1);

        refused(() -> alice.write(SET_STATUS, "MINE", 1));
        assertThat(alice.write(SET_STATUS, "MINE", 2)).isOne();
    }

    @Test
    void columns_besideExpressions_areRemembered() throws SQLException {
        alice.read("SELECT 1 AS one, amount * 2 AS twice, id, status FROM {orders} WHERE id = 1");
        othersShip(1);

        refused(() -> alice.write(SET_STATUS, "MINE", 1));
    }

    @Test
    void column_readTwice_isRemembered() throws SQLException {
        alice.read("SELECT id, status, id, status AS again FROM {orders}");
        othersShip(1);

        refused(() -> alice.write(SET_STATUS, "MINE", 1));
    }

    @Test
    @Tag(HOLDS_BARE)
    void expression_readUnderTheNameOfAColumn_isNotTheColumn() throws SQLException {
        alice.read("SELECT id, UPPER(note) AS note, amount + 1 AS amount FROM {orders}");

        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
        assertThat(alice.write(SET_STATUS, "MINE", 2)).isOne();
    }

    @Test
    void rows_lockedByTheRead_areRemembered() throws SQLException {
        String query = "SELECT id, status FROM {orders} WHERE id = 1 ";
        if (!hasLockingReads()) {
            return;
        }
        for (String clause : lockClauses()) {
            alice.begin().read(query + clause);
            alice.commit();
            bob.write("UPDATE {orders} SET status = ? WHERE id = 1", clause);

            refused(() -> alice.write(SET_STATUS, "MINE", 1));
        }
    }

    private List<String> lockClauses() {
        return switch (engine()) {
            case FIREBIRD -> List.of("FOR UPDATE", "WITH LOCK", "FOR UPDATE WITH LOCK");
            case DERBY -> List.of("FOR UPDATE", "FOR UPDATE OF status", "WITH RS", "FOR UPDATE WITH RS");
            default -> List.of("FOR UPDATE");
        };
    }

    @Test
    void join_givesOneImageForEachTable() throws SQLException {
        create("lines", "id INT NOT NULL PRIMARY KEY, order_id INT, item VARCHAR(20), qty INT");
        bob.write("INSERT INTO {lines} (id, order_id, item, qty) VALUES (10, 1, 'bolt', 5)");
        bob.write("INSERT INTO {lines} (id, order_id, item, qty) VALUES (11, 1, 'nut', 6)");
        alice.read("SELECT o.id, o.status, l.id AS line, l.item, l.qty FROM {orders} o"
                + " JOIN {lines} l ON l.order_id = o.id WHERE o.id = 1 ORDER BY l.id");
        bob.write("UPDATE {lines} SET qty = 7 WHERE id = 11");

        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
        assertThat(alice.write("UPDATE {lines} SET item = ? WHERE id = ?", "screw", 10))
                .isOne();
        refused(() -> alice.write("UPDATE {lines} SET item = ? WHERE id = ?", "washer", 11));
        othersShip(1);
        refused(() -> alice.write(SET_STATUS, "MINE TOO", 1));
    }

    @Test
    @Tag(HOLDS_BARE)
    void outerJoin_withoutPartner_givesNoImageOfIt() throws SQLException {
        create("lines", "id INT NOT NULL PRIMARY KEY, order_id INT, item VARCHAR(20)");
        alice.read("SELECT o.id, o.status, l.id AS line, l.item FROM {orders} o"
                + " LEFT JOIN {lines} l ON l.order_id = o.id ORDER BY o.id");

        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
        assertThat(alice.write("UPDATE {lines} SET item = ? WHERE id = ?", "screw", 10))
                .isZero();
    }

    @Test
    @Tag(HOLDS_BARE)
    void aggregates_giveNoImage() throws SQLException {
        alice.read("SELECT id, COUNT(*) FROM {orders} GROUP BY id");
        alice.read("SELECT DISTINCT id, status FROM {orders}");
        alice.read("SELECT id, status FROM {orders} UNION SELECT id, status FROM {orders}");
        othersShip(1);

        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
    }
}
