package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conflict.ConflictKind;
import io.noclobber.conflict.RowConflict;
import io.noclobber.conformance.database.Engine;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A write that names several rows by their keys is guarded as a whole: it changes all of them, or none. */
public abstract class KeyListContract extends Contract {
    private static final String SET_THREE = "UPDATE {orders} SET status = ? WHERE id IN (?, ?, ?)";
    /** Two keys of which only the database can say what they mean. */
    private static final String UNSURE = "1e0, 2e0";

    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";

    @BeforeEach
    void create() throws SQLException {
        createOrders();
        bob.write("INSERT INTO {orders} (id, status, amount, note) VALUES (3, 'OPEN', 30.00, 'third')");
    }

    private List<String> statuses() throws SQLException {
        return List.of(status(1), status(2), status(3));
    }

    private void readThree() throws SQLException {
        assertThat(alice.read("SELECT id, status, amount, note FROM {orders} ORDER BY id"))
                .hasSize(3);
    }

    @Test
    void update_oneRowChangedSinceRead_isRefusedAsAWhole() throws SQLException {
        readThree();
        bob.write(SET_STATUS, "SHIPPED", 2);

        ConcurrencyConflictException conflict = refused(() -> alice.write(SET_THREE, "MINE", 1, 2, 3));

        assertThat(conflict.getConflicts()).hasSize(1);
        RowConflict row = conflict.getConflicts().get(0);
        assertThat(row.kind()).isEqualTo(ConflictKind.UPDATED);
        assertThat(row.key().values()).hasToString("[2]");
        assertThat(statuses()).containsExactly("OPEN", "SHIPPED", "OPEN");
    }

    /** Some drivers refuse that before it runs, some afterwards, and HSQLDB's gives rows of nothing. */
    @Test
    @Tag(HOLDS_BARE)
    void update_byTheMethodForQueries_isAnOwnWriteIfItRuns() throws SQLException {
        readThree();
        try (Statement statement = alice.connection().createStatement()) {
            statement
                    .executeQuery(alice.sql("UPDATE {orders} SET status = 'MINE' WHERE id IN (1, 2)"))
                    .close();
        } catch (SQLException refused) {
            assertThat((Throwable) refused).isNotInstanceOf(ConcurrencyConflictException.class);
        }

        assertThat(alice.write("DELETE FROM {orders} WHERE id IN (?, ?)", 1, 3)).isEqualTo(2);
    }

    @Test
    @Tag(HOLDS_BARE)
    void update_thatFetchesItsKeysByAndBy_givesAllOfThem() throws SQLException {
        readThree();

        assertThat(keysOfTwo(alice)).isEqualTo(keysOfTwo(bob));
    }

    private String keysOfTwo(Session session) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.setFetchSize(1);
            int count = statement.executeUpdate(
                    session.sql("UPDATE {orders} SET status = 'PAID' WHERE id IN (1, 2)"),
                    Statement.RETURN_GENERATED_KEYS);
            // others have no keys of an UPDATE, or one empty result for all connections
            try (ResultSet keys = engine().isPostgres() ? statement.getGeneratedKeys() : null) {
                int rows = keys == null ? 0 : Session.all(keys).size();
                return count + " " + rows + " " + statement.getFetchSize();
            }
        } catch (SQLException refused) {
            return refused.getClass() + " " + refused.getSQLState();
        }
    }

    @Test
    void update_literalsInAPlainStatement_oneRowChangedSinceRead_isRefusedAsAWhole() throws SQLException {
        readThree();
        bob.write(SET_STATUS, "SHIPPED", 3);

        refused(() -> alice.writePlain("UPDATE {orders} SET status = 'MINE' WHERE id IN (1, 2, 3)"));

        assertThat(statuses()).containsExactly("OPEN", "OPEN", "SHIPPED");
    }

    @Test
    @Tag(HOLDS_BARE)
    void update_noRowChangedSinceRead_isDone() throws SQLException {
        readThree();

        assertThat(alice.write(SET_THREE, "MINE", 3, 1, 2)).isEqualTo(3);
        assertThat(statuses()).containsExactly("MINE", "MINE", "MINE");
    }

    @Test
    void update_oneRowNeverRead_othersAreGuarded() throws SQLException {
        readOrder(alice, 1);
        readOrder(alice, 2);
        bob.write(SET_STATUS, "SHIPPED", 3);
        assertThat(alice.write(SET_THREE, "MINE", 1, 2, 3)).isEqualTo(3);
        bob.write(SET_STATUS, "SHIPPED", 1);

        refused(() -> alice.write(SET_THREE, "LATE", 1, 2, 3));

        assertThat(statuses()).containsExactly("SHIPPED", "MINE", "MINE");
    }

    @Test
    void update_oneRowDeletedSinceRead_isRefusedAsAWhole() throws SQLException {
        readThree();
        bob.write("DELETE FROM {orders} WHERE id = 2");

        ConcurrencyConflictException conflict = refused(() -> alice.write(SET_THREE, "MINE", 1, 2, 3));

        assertThat(conflict.getConflicts()).extracting(RowConflict::kind).containsExactly(ConflictKind.DELETED);
        assertThat(List.of(status(1), status(3))).containsExactly("OPEN", "OPEN");
    }

    @Test
    @Tag(HOLDS_BARE)
    void update_listWithNullAndRepetition_isDone() throws SQLException {
        readThree();

        String none = engine() == Engine.DERBY ? "99" : "NULL"; // Derby has no such literal
        assertThat(alice.writePlain("UPDATE {orders} SET status = 'MINE' WHERE id IN (1, " + none + ", 2, 1, 99)"))
                .isEqualTo(2);
        assertThat(statuses()).containsExactly("MINE", "MINE", "OPEN");
    }

    @Test
    @Tag(HOLDS_BARE)
    void update_conditionHoldsForSomeRows_changesThese() throws SQLException {
        readThree();
        String update = "UPDATE {orders} SET status = ? WHERE id IN (?, ?, ?) AND note IS NOT NULL";

        assertThat(alice.write(update, "MINE", 1, 2, 3)).isEqualTo(2);
        assertThat(statuses()).containsExactly("MINE", "OPEN", "MINE");
    }

    @Test
    void update_rowForWhichTheConditionDoesNotHold_isStillGuarded() throws SQLException {
        readThree();
        alice.begin();
        alice.write("UPDATE {orders} SET status = ? WHERE id IN (?, ?, ?) AND note IS NOT NULL", "MINE", 1, 2, 3);
        alice.commit();
        bob.write(SET_STATUS, "SHIPPED", 2);

        refused(() -> alice.write(SET_STATUS, "LATE", 2));
        alice.rollback();
    }

    /** A snapshot, where the database has one, still says that the condition does not hold. */
    @ParameterizedTest
    @ValueSource(strings = {"1, 2", UNSURE})
    void update_conditionHoldsOnlyBySomebodysChange_isRefused(String keys) throws Exception {
        closeFirst();
        alice.begin();
        readThree();
        if (!isLetIn(alice, () -> bob.write("UPDATE {orders} SET status = 'OPEN', amount = 99 WHERE id = 1"))) {
            return;
        }

        refused(() -> alice.writePlain(
                "UPDATE {orders} SET amount = 5 WHERE id IN (" + keys + ") AND status = 'OPEN' AND amount > 1"));

        alice.rollback();
        assertThat(amounts()).containsExactly("99.00", "20.00", "30.00");
    }

    /** The condition comes to hold for one row while the write waits for another. */
    @ParameterizedTest
    @ValueSource(strings = {"1, 2", UNSURE})
    void update_conditionComesToHoldMeanwhile_overwritesNothing(String keys) throws Exception {
        closeFirst();
        readThree();
        bob.begin();
        bob.write("UPDATE {orders} SET note = note WHERE id = 2");
        bob.write("UPDATE {orders} SET status = 'OPEN', amount = 99 WHERE id = 1");

        Future<Integer> write = meanwhile(() -> alice.writePlain(
                "UPDATE {orders} SET amount = 5 WHERE id IN (" + keys + ") AND status = 'OPEN' AND amount > 1"));
        endsSoon(write);
        bob.commit();

        assertThatThrownBy(() -> await(write)).isInstanceOf(SQLException.class);
        assertThat(amounts()).containsExactly("99.00", "20.00", "30.00");
    }

    private void closeFirst() throws SQLException {
        bob.write(SET_STATUS, "CLOSED", 1);
    }

    private List<String> amounts() throws SQLException {
        List<String> amounts = new ArrayList<>();
        for (List<String> row : bob.read("SELECT amount FROM {orders} ORDER BY id")) {
            // SQLite keeps no scale
            amounts.add(new BigDecimal(row.get(0)).setScale(2).toPlainString());
        }
        return amounts;
    }

    @Test
    void delete_oneRowChangedSinceRead_isRefusedAsAWhole() throws SQLException {
        readThree();
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 2");

        refused(() -> alice.write("DELETE FROM {orders} WHERE id IN (?, ?)", 1, 2));
        assertThat(bob.read("SELECT id FROM {orders}")).hasSize(3);

        readOrder(alice, 2);
        assertThat(alice.write("DELETE FROM {orders} WHERE id IN (?, ?)", 1, 2)).isEqualTo(2);
        assertThat(bob.read("SELECT id FROM {orders}")).hasSize(1);
    }

    @Test
    void update_thenOneOfThem_isDone_andNextChangeOfOthersIsSeen() throws SQLException {
        readThree();
        alice.begin();
        assertThat(alice.write(SET_THREE, "MINE", 1, 2, 3)).isEqualTo(3);
        assertThat(alice.write(SET_STATUS, "AGAIN", 2)).isOne();
        assertThat(alice.write(SET_THREE, "LAST", 1, 2, 3)).isEqualTo(3);
        alice.commit();
        assertThat(alice.write(SET_STATUS, "MORE", 2)).isOne();
        alice.commit();
        bob.write(SET_STATUS, "SHIPPED", 1);

        refused(() -> alice.write(SET_STATUS, "LATE", 1));
        alice.rollback();
        assertThat(statuses()).containsExactly("SHIPPED", "MORE", "LAST");
    }

    @Test
    void update_inAutocommit_nextChangeOfOthersIsSeen() throws SQLException {
        readThree();
        assertThat(alice.write(SET_THREE, "MINE", 1, 2, 3)).isEqualTo(3);
        assertThat(alice.write(SET_STATUS, "AGAIN", 2)).isOne();
        bob.write(SET_STATUS, "SHIPPED", 2);

        refused(() -> alice.write(SET_THREE, "LATE", 1, 2, 3));
        assertThat(statuses()).containsExactly("MINE", "SHIPPED", "MINE");
    }

    @Test
    void rollback_restoresWhatWasRead() throws SQLException {
        readThree();
        alice.begin();
        assertThat(alice.write(SET_THREE, "MINE", 1, 2, 3)).isEqualTo(3);
        alice.rollback();
        assertThat(alice.write(SET_THREE, "AGAIN", 1, 2, 3)).isEqualTo(3);
        alice.rollback();
        bob.write(SET_STATUS, "MINE", 3);

        refused(() -> alice.write(SET_STATUS, "LATE", 3));
        alice.rollback();
        assertThat(statuses()).containsExactly("OPEN", "OPEN", "MINE");
    }

    @Test
    void update_ofRowsNeverRead_leavesWhatIsKnownOfOthers() throws SQLException {
        readOrder(alice, 1);
        assertThat(alice.write("UPDATE {orders} SET status = ? WHERE id IN (?, ?)", "MINE", 2, 3))
                .isEqualTo(2);
        bob.write(SET_STATUS, "SHIPPED", 1);

        refused(() -> alice.write(SET_STATUS, "LATE", 1));
    }

    @Test
    void keyOfTwoColumns_oneByAList_isGuarded() throws SQLException {
        create("lines", "doc INT NOT NULL, pos INT NOT NULL, qty INT, PRIMARY KEY (doc, pos)");
        for (int pos = 1; pos <= 3; pos++) {
            bob.write("INSERT INTO {lines} (doc, pos, qty) VALUES (?, ?, 1)", 7, pos);
        }
        alice.read("SELECT doc, pos, qty FROM {lines}");
        String update = "UPDATE {lines} SET qty = 2 WHERE pos IN (?, ?) AND doc = 7";
        bob.write("UPDATE {lines} SET qty = 9 WHERE doc = 7 AND pos = 3");
        assertThat(alice.write(update, 1, 2)).isEqualTo(2);

        refused(() -> alice.write(update, 2, 3));
        assertThat(bob.read("SELECT qty FROM {lines} ORDER BY pos"))
                .containsExactly(List.of("2"), List.of("2"), List.of("9"));
    }

    @Test
    void update_byAlternatives_isGuardedAsAWhole() throws SQLException {
        readThree();
        String update = "UPDATE {orders} SET status = ? WHERE id = ? OR id = 2 OR (id = ?)";
        assertThat(alice.write(update, "MINE", 1, 3)).isEqualTo(3);
        readThree();
        bob.write(SET_STATUS, "SHIPPED", 2);

        refused(() -> alice.write(update, "LATE", 1, 3));
        assertThat(statuses()).containsExactly("MINE", "SHIPPED", "MINE");
    }

    /** The rows of a product: each value of one list with each of the other. */
    @Test
    void keyOfTwoColumns_bothByLists_isGuarded() throws SQLException {
        createLines();
        String update = "UPDATE {lines} SET qty = 2 WHERE doc IN (7, 8) AND pos IN (?, ?)";
        bob.write("UPDATE {lines} SET qty = 9 WHERE doc = 8 AND pos = 3");
        assertThat(alice.write(update, 1, 2)).isEqualTo(4);

        refused(() -> alice.write(update, 2, 3));
    }

    /** Not those of a product: a row that takes one value from each is another one. */
    @Test
    void keyOfTwoColumns_byAListOfRows_isGuarded() throws SQLException {
        createLines();
        String update = "UPDATE {lines} SET qty = 2 WHERE (doc, pos) IN ((7, ?), (8, ?))";
        if (!takesRows(update)) {
            return;
        }
        bob.write("UPDATE {lines} SET qty = 9 WHERE doc = 7 AND pos = 3");
        assertThat(alice.write(update, 2, 3)).isEqualTo(2);
        alice.read("SELECT doc, pos, qty FROM {lines}");
        bob.write("UPDATE {lines} SET qty = 8 WHERE doc = 7 AND pos = 3");

        assertThat(alice.write(update, 2, 3)).isEqualTo(2);
        refused(() -> alice.write(update, 3, 3));
    }

    /** Derby and Firebird compare no rows. */
    private boolean takesRows(String update) {
        try {
            bob.write(update.replace("qty = 2", "qty = qty"), 0, 0);
            return true;
        } catch (SQLException refused) {
            assertThat(engine()).isIn(Engine.DERBY, Engine.FIREBIRD, Engine.STRANGER);
            assertThatThrownBy(() -> alice.write(update, 2, 3)).isInstanceOf(SQLException.class);
            return false;
        }
    }

    private void createLines() throws SQLException {
        create("lines", "doc INT NOT NULL, pos INT NOT NULL, qty INT, PRIMARY KEY (doc, pos)");
        for (int pos = 1; pos <= 3; pos++) {
            bob.write("INSERT INTO {lines} (doc, pos, qty) VALUES (?, ?, 1)", 7, pos);
            bob.write("INSERT INTO {lines} (doc, pos, qty) VALUES (?, ?, 1)", 8, pos);
        }
        alice.read("SELECT doc, pos, qty FROM {lines}");
    }
}
