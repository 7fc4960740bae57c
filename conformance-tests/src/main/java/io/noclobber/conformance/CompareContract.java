package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which columns are compared: {@code compare}, {@code exclude} and {@code tables}. */
public abstract class CompareContract extends Contract {
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    private void othersChangeNote() throws SQLException {
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");
    }

    private void othersChangeStatus() throws SQLException {
        bob.write("UPDATE {orders} SET status = 'SHIPPED' WHERE id = 1");
    }

    private void assertBothChangesStand() throws SQLException {
        assertThat(bob.read("SELECT status, note FROM {orders} WHERE id = 1"))
                .containsExactly(List.of("CANCELLED", "theirs"));
    }

    @Test
    void compareRead_otherColumnChanged_isRefused() throws SQLException {
        Session carol = guarded("compare=read");
        readOrder(carol, 1);
        othersChangeNote();

        refused(() -> carol.write(SET_STATUS, "CANCELLED", 1));

        assertThat(status(1)).isEqualTo("OPEN");
    }

    @Test
    @Tag(HOLDS_BARE)
    void compareRead_columnThatWasNotReadChanged_isDone() throws SQLException {
        assertThat(alice.read("SELECT id, status FROM {orders} WHERE id = 1")).hasSize(1);
        othersChangeNote();

        assertThat(alice.write(SET_STATUS, "CANCELLED", 1)).isOne();
        assertBothChangesStand();
    }

    private void readStatusThenNote() throws SQLException {
        assertThat(alice.read("SELECT id, status FROM {orders} WHERE id = 1")).hasSize(1);
        assertThat(alice.read("SELECT id, note FROM {orders} WHERE id = 1")).hasSize(1);
    }

    @Test
    void compareRead_columnOfAnEarlierReadChanged_isRefusedWhereItIsWritten() throws SQLException {
        readStatusThenNote();
        othersChangeStatus();

        refused(() -> alice.write(SET_STATUS, "CANCELLED", 1));
    }

    /** Neither the last read nor the write is about it. */
    @Test
    @Tag(HOLDS_BARE)
    void compareRead_columnOfAnEarlierReadChanged_isDoneWhereItIsNotWritten() throws SQLException {
        readStatusThenNote();
        othersChangeStatus();

        assertThat(alice.write("UPDATE {orders} SET note = ? WHERE id = ?", "mine", 1))
                .isOne();
        assertThat(status(1)).isEqualTo("SHIPPED");
    }

    @Test
    @Tag(HOLDS_BARE)
    void compareChanged_otherColumnChanged_isDone() throws SQLException {
        Session carol = guarded("compare=changed");
        readOrder(carol, 1);
        othersChangeNote();

        assertThat(carol.write(SET_STATUS, "CANCELLED", 1)).isOne();
        assertBothChangesStand();
    }

    @Test
    void compareChanged_sameColumnChanged_isRefused() throws SQLException {
        Session carol = guarded("compare=changed");
        readOrder(carol, 1);
        othersChangeStatus();

        refused(() -> carol.write(SET_STATUS, "CANCELLED", 1));
    }

    @Test
    void compareChanged_columnNamedByWhereChanged_isRefused() throws SQLException {
        Session carol = guarded("compare=changed");
        readOrder(carol, 1);
        bob.write("UPDATE {orders} SET amount = 11.00 WHERE id = 1");

        refused(() -> carol.write("UPDATE {orders} SET status = ? WHERE id = ? AND amount > 5", "CANCELLED", 1));
    }

    @Test
    void compareChanged_deleteOfRowWithAnyColumnChanged_isRefused() throws SQLException {
        Session carol = guarded("compare=changed");
        readOrder(carol, 1);
        othersChangeNote();

        refused(() -> carol.write("DELETE FROM {orders} WHERE id = ?", 1));
    }

    @Test
    @Tag(HOLDS_BARE)
    void compareKey_sameColumnChanged_isDone() throws SQLException {
        Session carol = guarded("compare=key");
        readOrder(carol, 1);
        othersChangeStatus();

        assertThat(carol.write(SET_STATUS, "CANCELLED", 1)).isOne();
    }

    @Test
    void compareKey_rowDeleted_isRefused() throws SQLException {
        Session carol = guarded("compare=key");
        readOrder(carol, 1);
        bob.write("DELETE FROM {orders} WHERE id = 1");

        assertThat(refused(() -> carol.write(SET_STATUS, "CANCELLED", 1)).getSQLState())
                .isEqualTo("NC002");
    }

    @Test
    @Tag(HOLDS_BARE)
    void compareOfOneTable_isKey_countsForThatTable() throws SQLException {
        Session carol = guarded("compare=read,{orders}:key");
        readOrder(carol, 1);
        othersChangeStatus();

        assertThat(carol.write(SET_STATUS, "CANCELLED", 1)).isOne();
    }

    @Test
    void compareOfAnotherTable_isKey_doesNotCount() throws SQLException {
        Session carol = guarded("compare=read,{lines}:key");
        readOrder(carol, 1);
        othersChangeNote();

        refused(() -> carol.write(SET_STATUS, "CANCELLED", 1));
    }

    @Test
    @Tag(HOLDS_BARE)
    void compareOfOneColumn_isKey_leavesItOut() throws SQLException {
        Session carol = guarded("compare=read,{orders}.note:key");
        readOrder(carol, 1);
        othersChangeNote();

        assertThat(carol.write(SET_STATUS, "CANCELLED", 1)).isOne();
        assertBothChangesStand();
    }

    @Test
    void compareOfOneColumn_isKey_keepsTheOthers() throws SQLException {
        Session carol = guarded("compare=read,{orders}.note:key");
        readOrder(carol, 1);
        othersChangeStatus();

        refused(() -> carol.write(SET_STATUS, "CANCELLED", 1));
    }

    @Test
    @Tag(HOLDS_BARE)
    void exclude_columnOfTable_isNotCompared() throws SQLException {
        Session carol = guarded("exclude={orders}.note");
        readOrder(carol, 1);
        othersChangeNote();

        assertThat(carol.write(SET_STATUS, "CANCELLED", 1)).isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void exclude_columnOfAnyTable_isNotCompared() throws SQLException {
        Session carol = guarded("exclude=*.NOTE");
        readOrder(carol, 1);
        othersChangeNote();

        assertThat(carol.write(SET_STATUS, "CANCELLED", 1)).isOne();
    }

    @Test
    void exclude_otherColumn_keepsTheRest() throws SQLException {
        Session carol = guarded("exclude=*.note");
        readOrder(carol, 1);
        othersChangeStatus();

        refused(() -> carol.write(SET_STATUS, "CANCELLED", 1));
    }

    @Test
    @Tag(HOLDS_BARE)
    void tables_withoutTheTable_leavesItUnguarded() throws SQLException {
        Session carol = guarded("tables=!{orders}");
        readOrder(carol, 1);
        othersChangeStatus();

        assertThat(carol.write(SET_STATUS, "CANCELLED", 1)).isOne();
    }

    @Test
    void tables_withTheTable_guardsIt() throws SQLException {
        Session carol = guarded("tables={orders}");
        readOrder(carol, 1);
        othersChangeStatus();

        refused(() -> carol.write(SET_STATUS, "CANCELLED", 1));
    }

    private Session versioned() throws SQLException {
        create(
                "versioned",
                "id INT NOT NULL PRIMARY KEY, status VARCHAR(20), note VARCHAR(20), version INT NOT NULL, loose INT");
        bob.write("INSERT INTO {versioned} (id, status, note, version, loose) VALUES (1, 'OPEN', 'first', 1, 1)");
        return guarded("compare=version", "version=*.VERSION,*.LOOSE");
    }

    @Test
    void compareVersion_versionMoved_isRefused() throws SQLException {
        Session carol = versioned();
        carol.read("SELECT id, status, version FROM {versioned} WHERE id = 1");
        bob.write("UPDATE {versioned} SET note = 'theirs', version = version + 1 WHERE id = 1");

        ConcurrencyConflictException conflict =
                refused(() -> carol.write("UPDATE {versioned} SET status = 'MINE' WHERE id = 1"));

        assertThat(conflict.getConflicts().get(0).columns())
                .anySatisfy(diff -> assertThat(diff.column().name()).isEqualToIgnoringCase("version"));
    }

    @Test
    @Tag(HOLDS_BARE)
    void compareVersion_versionUnmoved_isDone() throws SQLException {
        Session carol = versioned();
        carol.read("SELECT id, status, note, version FROM {versioned} WHERE id = 1");
        bob.write("UPDATE {versioned} SET note = 'theirs' WHERE id = 1");

        assertThat(carol.write("UPDATE {versioned} SET status = 'MINE' WHERE id = 1"))
                .isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void compareVersion_ownWritesMoveIt_withoutConflict() throws SQLException {
        Session carol = versioned();
        carol.read("SELECT id, status, version FROM {versioned} WHERE id = 1");

        for (String status : List.of("A", "B", "C")) {
            assertThat(carol.write("UPDATE {versioned} SET status = ?, version = version + 1 WHERE id = 1", status))
                    .isOne();
        }
    }

    @Test
    void compareVersion_ofSeveralRows_isThatOfEach() throws SQLException {
        Session carol = versioned();
        bob.write("INSERT INTO {versioned} (id, status, note, version, loose) VALUES (2, 'OPEN', 'second', 5, 5)");
        carol.read("SELECT id, status, version FROM {versioned}");
        String write = "UPDATE {versioned} SET status = ?, version = version + 1 WHERE id = 1 OR id = 2";
        for (String status : List.of("A", "B")) {
            assertThat(carol.write(write, status)).isEqualTo(2);
        }
        bob.write("UPDATE {versioned} SET note = 'theirs' WHERE id = 2");
        assertThat(carol.write(write, "C")).isEqualTo(2);
        bob.write("UPDATE {versioned} SET version = version + 1 WHERE id = 2");

        refused(() -> carol.write(write, "D"));
        assertThat(bob.read("SELECT status FROM {versioned}")).containsExactly(List.of("C"), List.of("C"));
    }

    /** What could be a version but may be NULL is none. */
    @Test
    void compareVersion_tableWithoutOne_isComparedByWhatWasRead() throws SQLException {
        versioned();
        Session carol = guarded("compare=version", "version=*.LOOSE");
        carol.read("SELECT id, status, note, loose FROM {versioned} WHERE id = 1");
        bob.write("UPDATE {versioned} SET note = 'theirs' WHERE id = 1");

        refused(() -> carol.write("UPDATE {versioned} SET status = 'MINE' WHERE id = 1"));
    }

    /** The first write leaves the note alone, so nobody has looked at it when the second one does not. */
    @Test
    void compareChanged_secondWriteOfTheTransaction_setsWhatOthersChanged_isRefused() throws SQLException {
        Session carol = guarded("compare=changed");
        readOrder(carol, 1);
        othersChangeNote();
        carol.begin();
        assertThat(carol.write(SET_STATUS, "CANCELLED", 1)).isOne();

        refused(() -> carol.write("UPDATE {orders} SET note = 'mine' WHERE id = 1"));

        carol.commit();
        assertBothChangesStand();
    }

    /** What is read back after the first write is not what the application has seen. */
    @Test
    void compareChanged_laterWrite_setsWhatOthersChangedBefore_isRefused() throws SQLException {
        Session carol = guarded("compare=changed");
        readOrder(carol, 1);
        othersChangeNote();
        assertThat(carol.write(SET_STATUS, "CANCELLED", 1)).isOne();

        refused(() -> carol.write("UPDATE {orders} SET note = 'mine' WHERE id = 1"));
        assertBothChangesStand();

        readOrder(carol, 1);
        assertThat(carol.write("UPDATE {orders} SET note = 'mine' WHERE id = 1"))
                .isOne();
    }

    @Test
    void compareRead_columnOfAnEarlierRead_othersChangedItBeforeAnotherWrite_isRefused() throws SQLException {
        readOrder(alice, 1);
        assertThat(alice.read("SELECT id, status FROM {orders} WHERE id = 1")).hasSize(1);
        othersChangeNote();
        assertThat(alice.write(SET_STATUS, "CANCELLED", 1)).isOne();

        refused(() -> alice.write("UPDATE {orders} SET note = 'mine' WHERE id = 1"));
        assertBothChangesStand();
    }

    @Test
    @Tag(HOLDS_BARE)
    void compareChanged_ownWritesOfDifferentColumns_areDone() throws SQLException {
        Session carol = guarded("compare=changed");
        readOrder(carol, 1);
        for (boolean begun : new boolean[] {false, true}) {
            if (begun) {
                carol.begin();
            }
            for (String value : List.of("A", "B")) {
                assertThat(carol.write(SET_STATUS, value, 1)).isOne();
                assertThat(carol.write("UPDATE {orders} SET note = ? WHERE id = 1", value))
                        .isOne();
                assertThat(carol.write("UPDATE {orders} SET amount = amount + 1, note = ? WHERE id = 1", value + value))
                        .isOne();
            }
        }
        carol.commit();
        assertThat(carol.write(SET_STATUS, "C", 1)).isOne();
        carol.commit();

        assertThat(bob.read("SELECT status, note FROM {orders} WHERE id = 1")).containsExactly(List.of("C", "BB"));
    }
}
