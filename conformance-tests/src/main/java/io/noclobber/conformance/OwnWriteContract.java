package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.Trait;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A user's own write never stands in the way of the user's next one, whatever the database made of it. */
public abstract class OwnWriteContract extends Contract {
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    @Test
    @Tag(HOLDS_BARE)
    void secondWrite_inAutocommit_isDone() throws SQLException {
        readOrder(alice, 1);
        for (String status : List.of("A", "B", "C", "D")) {
            assertThat(alice.write(SET_STATUS, status, 1)).isOne();
        }
        assertThat(status(1)).isEqualTo("D");
    }

    /** What an application sets for rows that it wants to see does not cut what the guard looks at. */
    @Test
    @Tag(HOLDS_BARE)
    void secondWrite_byAStatementThatCutsValues_isDone() throws SQLException {
        readOrder(alice, 1);
        try (Statement statement = alice.connection().createStatement()) {
            for (String status : List.of("FIRST", "SECOND", "THIRD")) {
                statement.setMaxFieldSize(2);
                if (engine() != Engine.SQLITE && engine() != Engine.DUCKDB) {
                    statement.setFetchDirection(ResultSet.FETCH_REVERSE);
                }
                assertThat(statement.executeUpdate(
                                alice.sql("UPDATE {orders} SET status = '" + status + "' WHERE id = 1")))
                        .isOne();
            }
        }
        assertThat(status(1)).isEqualTo("THIRD");
    }

    /** Some databases run what they then say is no query. */
    @Test
    @Tag(HOLDS_BARE)
    void write_afterOneByExecuteQueryThatFindsNoRow_isDone() throws SQLException {
        readOrder(alice, 1);
        executeQuery("UPDATE {orders} SET status = 'NEVER' WHERE id = 1 AND note = 'nothing'");

        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
        assertThat(status(1)).isEqualTo("MINE");
    }

    @Test
    @Tag(HOLDS_BARE)
    void write_afterAllRowsWereWrittenByExecuteQuery_isDone() throws SQLException {
        readOrder(alice.begin(), 1);
        executeQuery("UPDATE {orders} SET amount = amount + 1");
        if (engine().isPostgres() || engine() == Engine.DUCKDB) {
            alice.rollback(); // for them the transaction has failed
        }

        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
        alice.commit();
        assertThat(status(1)).isEqualTo("MINE");
    }

    private void executeQuery(String write) throws SQLException {
        try (Statement statement = alice.connection().createStatement()) {
            statement.executeQuery(alice.sql(write));
        } catch (SQLException noQuery) {
            assertThat((Throwable) noQuery).isNotInstanceOf(ConcurrencyConflictException.class);
        }
    }

    @Test
    void changeByOthers_afterOwnWriteInAutocommit_isSeen() throws SQLException {
        readOrder(alice, 1);
        assertThat(alice.write(SET_STATUS, "A", 1)).isOne();

        assertNextChangeOfOthersIsSeen();
    }

    @Test
    @Tag(HOLDS_BARE)
    void secondWrite_inTheSameTransaction_isDone() throws SQLException {
        readOrder(alice.begin(), 1);
        for (String status : List.of("A", "B", "C")) {
            assertThat(alice.write(SET_STATUS, status, 1)).isOne();
        }
        alice.commit();

        assertThat(status(1)).isEqualTo("C");
    }

    @Test
    void changeByOthers_afterCommitOfOwnWrite_isSeen() throws SQLException {
        readOrder(alice.begin(), 1);
        assertThat(alice.write(SET_STATUS, "A", 1)).isOne();
        alice.commit();
        assertThat(alice.write(SET_STATUS, "B", 1)).isOne();
        alice.commit();

        assertNextChangeOfOthersIsSeen();
    }

    @Test
    @Tag(HOLDS_BARE)
    void secondWrite_afterRoundingInAutocommit_isDone() throws SQLException {
        readOrder(alice, 1);
        for (String amount : List.of("1.005", "2.994", "3.1", "4")) {
            assertThat(alice.write("UPDATE {orders} SET amount = ? WHERE id = ?", new BigDecimal(amount), 1))
                    .isOne();
        }
    }

    @Test
    void changeByOthers_afterCommitOfRoundedWrite_isSeen() throws SQLException {
        readOrder(alice.begin(), 1);
        assertThat(alice.write("UPDATE {orders} SET amount = ? WHERE id = ?", new BigDecimal("1.005"), 1))
                .isOne();
        alice.commit();
        assertThat(alice.write("UPDATE {orders} SET amount = ? WHERE id = ?", new BigDecimal("2.994"), 1))
                .isOne();
        alice.commit();

        assertNextChangeOfOthersIsSeen();
    }

    /** Forms that save all their fields set the key to what it is. */
    @Test
    void changeByOthers_afterOwnWriteThatSetsTheKeyToItself_isSeen() throws SQLException {
        readOrder(alice, 1);
        for (String status : List.of("A", "B")) {
            assertThat(alice.write("UPDATE {orders} SET id = ?, status = ? WHERE id = ?", 1, status, 1))
                    .isOne();
        }

        assertNextChangeOfOthersIsSeen();
    }

    @Test
    @Tag(HOLDS_BARE)
    void secondWrite_afterPadding_isDone() throws SQLException {
        create("parts", "id INT NOT NULL PRIMARY KEY, code CHAR(10), price DECIMAL(12,4)");
        bob.write("INSERT INTO {parts} (id, code, price) VALUES (1, 'x', 1)");
        alice.read("SELECT id, code, price FROM {parts}");
        for (String code : List.of("ab", "abc  ", "")) {
            assertThat(alice.write("UPDATE {parts} SET code = ? WHERE id = 1", code))
                    .isOne();
        }
        assertThat(alice.write("UPDATE {parts} SET price = ? WHERE id = 1", new BigDecimal("3")))
                .isOne();
        assertThat(alice.write("UPDATE {parts} SET price = ? WHERE id = 1", new BigDecimal("4.12345")))
                .isOne();
        assertThat(alice.write("UPDATE {parts} SET price = 5 WHERE id = 1")).isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void secondWrite_afterExpression_isDone() throws SQLException {
        readOrder(alice, 1);
        for (int i = 0; i < 5; i++) {
            assertThat(alice.write("UPDATE {orders} SET amount = amount + ? WHERE id = ?", 1, 1))
                    .isOne();
        }
        assertThat(new BigDecimal(bob.value("SELECT amount FROM {orders} WHERE id = 1")))
                .isEqualByComparingTo("15");
    }

    @Test
    @Tag(HOLDS_BARE)
    void secondWrite_afterDefault_isDone() throws SQLException {
        create("flags", "id INT NOT NULL PRIMARY KEY, flag VARCHAR(10) DEFAULT 'none'");
        bob.write("INSERT INTO {flags} (id, flag) VALUES (1, 'x')");
        alice.read("SELECT id, flag FROM {flags}");
        if (!does(Trait.DEFAULT_IN_UPDATE)) {
            assertThatThrownBy(() -> alice.write("UPDATE {flags} SET flag = DEFAULT WHERE id = ?", 1))
                    .isInstanceOf(SQLException.class);
            return;
        }

        assertThat(alice.write("UPDATE {flags} SET flag = DEFAULT WHERE id = ?", 1))
                .isOne();
        assertThat(alice.write("UPDATE {flags} SET flag = ? WHERE id = ?", "y", 1))
                .isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void secondWrite_toNullAndBack_isDone() throws SQLException {
        readOrder(alice, 1);
        for (String note : Arrays.asList(null, "there", null, null, "again")) {
            assertThat(alice.write("UPDATE {orders} SET note = ? WHERE id = ?", note, 1))
                    .isOne();
        }
    }

    @Test
    @Tag(HOLDS_BARE)
    void write_afterSetBasedOwnWrite_isDone() throws SQLException {
        readOrder(alice, 1);
        assertThat(alice.write("UPDATE {orders} SET status = 'ALL' WHERE status = 'OPEN'"))
                .isEqualTo(2);

        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void write_afterOwnDeleteAndInsert_isDone() throws SQLException {
        readOrder(alice, 1);
        assertThat(alice.write("DELETE FROM {orders} WHERE id = ?", 1)).isOne();
        assertThat(alice.write("INSERT INTO {orders} (id, status) VALUES (?, ?)", 1, "NEW"))
                .isOne();

        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void write_afterOwnChangeOfTheKey_isDone() throws SQLException {
        readOrder(alice, 1);
        assertThat(alice.write("UPDATE {orders} SET id = ? WHERE id = ?", 9, 1)).isOne();

        assertThat(alice.write(SET_STATUS, "MINE", 9)).isOne();
        assertThat(alice.write(SET_STATUS, "MINE", 1)).isZero();
    }

    /** What many writes of one transaction have stored is asked in few questions, of which each has its own number of rows. */
    @Test
    void changeByOthers_afterCommitOfManyWrites_isSeen() throws SQLException {
        create("lines", "number INT NOT NULL, part INT NOT NULL, amount INT NOT NULL, PRIMARY KEY (number, part)");
        for (int part = 1; part <= 12; part++) {
            bob.write("INSERT INTO {lines} (number, part, amount) VALUES (7, ?, 0)", part);
        }
        String more = "UPDATE {lines} SET amount = amount + 1 WHERE number = 7 AND part = ?";
        alice.begin().read("SELECT amount, part FROM {lines} WHERE number = 7");
        for (int parts : List.of(12, 1, 3, 12, 1, 3)) {
            for (int part = 1; part <= parts; part++) {
                assertThat(alice.write(more, part)).isOne();
            }
            alice.commit();
        }
        bob.write("UPDATE {lines} SET amount = 100 WHERE part IN (2, 12)");

        for (int part = 1; part <= 12; part++) {
            int again = part;
            if (part == 2 || part == 12) {
                refused(() -> alice.write(more, again));
            } else {
                assertThat(alice.write(more, again)).isOne();
            }
            alice.rollback();
        }
    }

    /** Some of what is set cannot be told from the parameters. */
    @Test
    void changeByOthers_afterCommitOfValuesOfAllKinds_isSeen() throws SQLException {
        readOrder(alice.begin(), 1);
        String update = "UPDATE {orders} SET status = ?, amount = ?, note = ? WHERE id = ?";
        for (Object amount : Arrays.asList(new BigDecimal("1.5"), 7, 8, new BigDecimal("3"))) {
            for (String note : Arrays.asList("n", null, "", " n ")) {
                assertThat(alice.write(update, "S", amount, note, 1)).isOne();
                alice.commit();
            }
        }

        assertNextChangeOfOthersIsSeen();
    }

    @Test
    @Tag(HOLDS_BARE)
    void secondWrite_ofATableThatComputesColumns_isDone() throws SQLException {
        String generated =
                engine().isPostgres() ? "GENERATED ALWAYS AS (qty * 2) STORED" : "GENERATED ALWAYS AS (qty * 2)";
        String columns = "id INT NOT NULL PRIMARY KEY, qty INT NOT NULL, twice INT " + generated;
        if (!does(Trait.COMPUTED_COLUMNS)) {
            assertThatThrownBy(() -> create("lines", columns)).isInstanceOf(SQLException.class);
            return;
        }
        create("lines", columns);
        bob.write("INSERT INTO {lines} (id, qty) VALUES (1, 1)");
        alice.begin().read("SELECT id, qty, twice FROM {lines}");
        for (int qty = 2; qty < 5; qty++) {
            assertThat(alice.write("UPDATE {lines} SET qty = ? WHERE id = ?", qty, 1))
                    .isOne();
            alice.commit();
        }
    }
}
