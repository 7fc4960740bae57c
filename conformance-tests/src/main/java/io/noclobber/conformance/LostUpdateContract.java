package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conflict.ColumnDiff;
import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conflict.ConflictKind;
import io.noclobber.conflict.Operation;
import io.noclobber.conflict.RowConflict;
import io.noclobber.conflict.TransactionState;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No write overwrites a change that its user has not seen, and nothing else is refused. */
public abstract class LostUpdateContract extends Contract {
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";
    private static final String DELETE = "DELETE FROM {orders} WHERE id = ?";

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    @Test
    void update_rowChangedSinceRead_isRefused() throws SQLException {
        readOrder(alice, 1);
        bob.write(SET_STATUS, "SHIPPED", 1);

        ConcurrencyConflictException conflict = refused(() -> alice.write(SET_STATUS, "CANCELLED", 1));

        assertThat(conflict.getSQLState()).isEqualTo("NC001");
        assertThat(conflict.getTransactionState()).isEqualTo(TransactionState.ALIVE);
        assertThat(conflict.isDiffRead()).isTrue();
        assertThat(status(1)).isEqualTo("SHIPPED");
    }

    @Test
    void update_rowDeletedSinceRead_isRefusedAsDeleted() throws SQLException {
        readOrder(alice, 1);
        bob.write(DELETE, 1);

        ConcurrencyConflictException conflict = refused(() -> alice.write(SET_STATUS, "CANCELLED", 1));

        assertThat(conflict.getSQLState()).isEqualTo("NC002");
        assertThat(conflict.getConflicts()).extracting(RowConflict::kind).containsExactly(ConflictKind.DELETED);
        assertThat(bob.read("SELECT id FROM {orders}")).hasSize(1);
    }

    @Test
    void update_rowDeletedAndInsertedAnewWithOtherValues_isRefused() throws SQLException {
        readOrder(alice, 1);
        bob.write(DELETE, 1);
        bob.write("INSERT INTO {orders} (id, status, amount, note) VALUES (1, 'NEW', 1.00, NULL)");

        refused(() -> alice.write(SET_STATUS, "CANCELLED", 1));

        assertThat(status(1)).isEqualTo("NEW");
    }

    @Test
    @Tag(HOLDS_BARE)
    void update_rowChangedBackSinceRead_isDone() throws SQLException {
        readOrder(alice, 1);
        bob.write(SET_STATUS, "SHIPPED", 1);
        bob.write(SET_STATUS, "OPEN", 1);

        assertThat(alice.write(SET_STATUS, "CANCELLED", 1)).isOne();
        assertThat(status(1)).isEqualTo("CANCELLED");
    }

    @Test
    @Tag(HOLDS_BARE)
    void update_otherRowChangedSinceRead_isDone() throws SQLException {
        readOrder(alice, 1);
        readOrder(alice, 2);
        bob.write(SET_STATUS, "SHIPPED", 2);

        assertThat(alice.write(SET_STATUS, "CANCELLED", 1)).isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void update_rowNeverRead_isDone() throws SQLException {
        bob.write(SET_STATUS, "SHIPPED", 1);

        assertThat(alice.write(SET_STATUS, "CANCELLED", 1)).isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void update_rowNeverThere_givesZero() throws SQLException {
        assertThat(alice.read("SELECT id, status FROM {orders} WHERE id = ?", 77))
                .isEmpty();

        assertThat(alice.write(SET_STATUS, "CANCELLED", 77)).isZero();
    }

    @Test
    void update_columnThatWasNullNowHasValue_isRefused() throws SQLException {
        readOrder(alice, 2);
        bob.write("UPDATE {orders} SET note = 'now there' WHERE id = 2");

        refused(() -> alice.write("UPDATE {orders} SET note = ? WHERE id = ?", "mine", 2));

        assertThat(bob.value("SELECT note FROM {orders} WHERE id = 2")).isEqualTo("now there");
    }

    @Test
    void update_columnThatHadValueNowIsNull_isRefused() throws SQLException {
        readOrder(alice, 1);
        bob.write("UPDATE {orders} SET note = NULL WHERE id = 1");

        refused(() -> alice.write("UPDATE {orders} SET note = ? WHERE id = ?", "mine", 1));

        assertThat(bob.value("SELECT note FROM {orders} WHERE id = 1")).isNull();
    }

    @Test
    @Tag(HOLDS_BARE)
    void update_columnThatStaysNull_isDone() throws SQLException {
        readOrder(alice, 2);

        assertThat(alice.write(SET_STATUS, "CANCELLED", 2)).isOne();
        assertThat(alice.write("UPDATE {orders} SET note = ? WHERE id = ?", null, 2))
                .isOne();
        assertThat(alice.write("UPDATE {orders} SET note = ? WHERE id = ?", "there", 2))
                .isOne();
        assertThat(bob.value("SELECT note FROM {orders} WHERE id = 2")).isEqualTo("there");
    }

    @Test
    void update_caseOfValueChangedSinceRead_isRefused() throws SQLException {
        readOrder(alice, 1);
        bob.write("UPDATE {orders} SET note = 'FIRST' WHERE id = 1");

        refused(() -> alice.write(SET_STATUS, "CANCELLED", 1));
    }

    @Test
    void update_trailingBlankAddedSinceRead_isRefused() throws SQLException {
        readOrder(alice, 1);
        bob.write("UPDATE {orders} SET note = 'first ' WHERE id = 1");

        refused(() -> alice.write(SET_STATUS, "CANCELLED", 1));
    }

    @Test
    void retry_withoutReadingAgain_isRefusedAgain() throws SQLException {
        readOrder(alice, 1);
        bob.write(SET_STATUS, "SHIPPED", 1);

        for (int i = 0; i < 3; i++) {
            refused(() -> alice.write(SET_STATUS, "CANCELLED", 1));
        }

        assertThat(status(1)).isEqualTo("SHIPPED");
    }

    @Test
    void retry_afterReadingAgain_isDone() throws SQLException {
        readOrder(alice, 1);
        bob.write(SET_STATUS, "SHIPPED", 1);
        refused(() -> alice.write(SET_STATUS, "CANCELLED", 1));

        readOrder(alice, 1);

        assertThat(alice.write(SET_STATUS, "CANCELLED", 1)).isOne();
        assertThat(status(1)).isEqualTo("CANCELLED");
    }

    @Test
    void write_ofTheOtherUserWhoReadBefore_isRefusedToo() throws SQLException {
        Session carol = guarded();
        readOrder(alice, 1);
        readOrder(carol, 1);
        assertThat(carol.write(SET_STATUS, "SHIPPED", 1)).isOne();

        refused(() -> alice.write(SET_STATUS, "CANCELLED", 1));

        assertThat(carol.write(SET_STATUS, "BILLED", 1)).isOne();
    }

    @Test
    void delete_rowChangedSinceRead_isRefused() throws SQLException {
        readOrder(alice, 1);
        bob.write(SET_STATUS, "SHIPPED", 1);

        ConcurrencyConflictException conflict = refused(() -> alice.write(DELETE, 1));

        assertThat(conflict.getSQLState()).isEqualTo("NC001");
        assertThat(conflict.getConflicts()).extracting(RowConflict::operation).containsExactly(Operation.DELETE);
        assertThat(status(1)).isEqualTo("SHIPPED");
    }

    @Test
    @Tag(HOLDS_BARE)
    void delete_rowUnchanged_isDone() throws SQLException {
        readOrder(alice, 1);

        assertThat(alice.write(DELETE, 1)).isOne();
        assertThat(alice.write(DELETE, 1)).as("deleted by ourselves").isZero();
    }

    @Test
    void delete_rowDeletedSinceRead_isRefused() throws SQLException {
        readOrder(alice, 1);
        bob.write(DELETE, 1);

        assertThat(refused(() -> alice.write(DELETE, 1)).getSQLState()).isEqualTo("NC002");
    }

    @Test
    @Tag(HOLDS_BARE)
    void delete_rowDeletedSinceRead_underIgnore_givesZero() throws SQLException {
        Session carol = guarded("deleteDeleted=ignore");
        readOrder(carol, 1);
        bob.write(DELETE, 1);

        assertThat(carol.write(DELETE, 1)).isZero();
    }

    @Test
    void conflict_ofTwoColumns_tellsWhatWasIsAndWasWanted() throws SQLException {
        readOrder(alice, 1);
        bob.write("UPDATE {orders} SET status = 'SHIPPED', amount = 99.50 WHERE id = 1");

        ConcurrencyConflictException conflict = refused(
                () -> alice.write("UPDATE {orders} SET status = ?, note = ? WHERE id = ?", "CANCELLED", "sorry", 1));

        assertThat(conflict.getConflicts()).hasSize(1);
        RowConflict row = conflict.getConflicts().get(0);
        assertThat(row.kind()).isEqualTo(ConflictKind.UPDATED);
        assertThat(row.operation()).isEqualTo(Operation.UPDATE);
        assertThat(row.table().name()).isEqualToIgnoringCase(alice.sql("{orders}"));
        assertThat(row.key().values()).extracting(String::valueOf).containsExactly("1");
        assertThat(row.readBy()).isEqualTo(alice.sql("SELECT id, status, amount, note FROM {orders} WHERE id = ?"));

        ColumnDiff status = column(row, "status");
        assertThat(texts(status)).containsExactly("OPEN", "SHIPPED", "CANCELLED");
        assertThat(status.changedByOthers()).isTrue();
        assertThat(status.changedByYou()).isTrue();
        ColumnDiff amount = column(row, "amount");
        assertThat(Double.parseDouble(texts(amount).get(0))).isEqualTo(10);
        assertThat(Double.parseDouble(texts(amount).get(1))).isEqualTo(99.5);
        assertThat(amount.isWritten()).isFalse();
        assertThat(amount.changedByOthers()).isTrue();
        assertThat(amount.changedByYou()).isFalse();
        ColumnDiff note = column(row, "note");
        assertThat(texts(note)).containsExactly("first", "first", "sorry");
        assertThat(note.changedByOthers()).isFalse();
        assertThat(note.changedByYou()).isTrue();
    }

    @Test
    void conflict_message_isForPeople() throws SQLException {
        readOrder(alice, 1);
        bob.write(SET_STATUS, "SHIPPED", 1);

        String message = refused(() -> alice.write(SET_STATUS, "CANCELLED", 1)).getMessage();

        assertThat(message)
                .startsWith("Your change to ")
                .containsIgnoringCase(alice.sql("{orders}") + " [ID=1] was not saved")
                .containsIgnoringCase("STATUS: was 'OPEN', is now 'SHIPPED', you wanted 'CANCELLED'")
                .contains("Read it again");
    }

    private static ColumnDiff column(RowConflict row, String name) {
        return row.columns().stream()
                .filter(diff -> diff.column().name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + row.columns()));
    }

    private static List<String> texts(ColumnDiff diff) {
        return List.of(
                String.valueOf(diff.original()), String.valueOf(diff.current()), String.valueOf(diff.attempted()));
    }
}
