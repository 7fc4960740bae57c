package io.noclobber.internal.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Own writes of which nobody knows which rows they have changed. */
class ImageStoreUnknownEffectTest extends Stores {
    @Test
    void forget_table_leavesTheOthersAndComesBackOnRollback() {
        ImageStore store = transaction();
        RowImage order = wide(ORDER, "OPEN", "a");
        RowImage item = line("1");
        store.read(order);
        store.read(item);
        store.forget(ORDERS, OwnWork.UNKNOWN, DropReason.UNKNOWN_EFFECT);
        assertThat(store.find(ORDER)).isNull();
        assertThat(store.find(ITEM)).isSameAs(item);
        assertThat(dropped).containsExactly("1 UNKNOWN_EFFECT");
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(order);
    }

    @Test
    void forgetAll_rowsReadAfter_leaveWithTheRollback() {
        ImageStore store = transaction();
        RowImage order = wide(ORDER, "OPEN", "a");
        store.read(order);
        store.forgetAll(DropReason.UNKNOWN_EFFECT);
        store.read(wide(ORDER, "SHIPPED", "b"));
        store.read(line("1"));
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(order);
        assertThat(store.find(ITEM)).isNull();
    }

    @Test
    void forget_heldRow_staysHeldAndIsUnconfirmedAgainAfterRollbackTo() {
        ImageStore store = transaction();
        RowImage order = wide(ORDER, "OPEN", "a");
        store.read(order);
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.savepoint("s");
        store.forget(ORDERS, OwnWork.UNKNOWN, DropReason.UNKNOWN_EFFECT);
        assertThat(store.held(ORDER)).isTrue();
        assertThat(store.unconfirmed()).isEmpty();
        store.rollbackTo("s");
        assertThat(store.unconfirmed()).containsExactly(order);
    }

    @Test
    void forget_againAndAgain_logsOnce() {
        ImageStore store = transaction();
        RowImage order = wide(ORDER, "OPEN", "a");
        store.read(order);
        for (int i = 0; i < 10; i++) {
            store.forgetAll(DropReason.UNKNOWN_EFFECT);
            store.forget(ORDERS, OwnWork.UNKNOWN, DropReason.UNKNOWN_EFFECT);
            store.read(wide(ORDER, "SHIPPED", "b"));
        }
        assertThat(store.footprint().undoEntries()).isEqualTo(2);
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(order);
    }

    @Test
    void forget_thenCommit_staysForgotten() {
        ImageStore store = transaction();
        store.read(wide(ORDER, "OPEN", "a"));
        store.forget(ORDERS, OwnWork.UNKNOWN, DropReason.UNKNOWN_EFFECT);
        RowImage after = wide(OTHER, "OPEN", "a");
        store.read(after);
        store.commit();
        store.rollback();
        assertThat(store.find(ORDER)).isNull();
        assertThat(store.find(OTHER)).isSameAs(after);
    }

    @Test
    void inserted_rowsFirstReadAfter_areDoubtfulWhenItIsRolledBack() {
        ImageStore store = transaction();
        store.read(wide(ORDER, "OPEN", "a"));
        store.inserted(ORDERS);
        RowImage again = wide(ORDER, "PACKED", "a");
        RowImage item = line("1");
        store.read(again);
        RowImage first = wide(OTHER, "NEW", "");
        store.read(first);
        store.read(item);
        assertThat(store.isDoubtful(OTHER)).isFalse();
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(again);
        assertThat(store.find(OTHER)).isSameAs(first);
        assertThat(store.find(ITEM)).isSameAs(item);
        assertThat(store.isDoubtful(ORDER)).isFalse();
        assertThat(store.isDoubtful(OTHER)).isTrue();
        assertThat(store.isDoubtful(ITEM)).isFalse();
        store.read(narrow(OTHER, "NEW"));
        assertThat(store.isDoubtful(OTHER)).isFalse();
    }

    @Test
    void inserted_afterADeleteOfUnknownRows_whatWasReadLeavesWithTheRollback() {
        ImageStore store = transaction();
        store.forget(ORDERS, OwnWork.DELETED, DropReason.UNKNOWN_EFFECT);
        RowImage left = wide(OTHER, "OPEN", "a");
        store.read(left);
        store.inserted(ORDERS);
        store.read(wide(ORDER, "NEW", ""));
        store.rollback();
        assertThat(store.find(ORDER)).isNull();
        assertThat(store.find(OTHER)).isSameAs(left);
        assertThat(dropped).containsExactly("1 NOT_UNDONE");
    }

    /** It was there when the first row was inserted, but not any more when the second was. */
    @Test
    void inserted_againAfterARowWasLost_whatWasReadLeavesWithTheRollback() {
        ImageStore store = transaction();
        store.forget(ORDERS, OwnWork.DELETED, DropReason.UNKNOWN_EFFECT);
        store.wrote(ORDER, OwnWork.set(Set.of("STATUS")), narrow(ORDER, "MINE"));
        store.inserted(ORDERS);
        store.lost(ORDER);
        store.inserted(ORDERS);
        store.read(wide(ORDER, "NEW", ""));
        store.rollback();
        assertThat(store.find(ORDER)).isNull();
    }

    @Test
    void rollback_columnsFirstReadAfterTheWrite_areKeptButForThoseItSet() {
        ImageStore store = transaction();
        store.wrote(ORDER, OwnWork.set(Set.of("STATUS")));
        store.read(wide(ORDER, "MINE", "a"));
        store.rollback();
        RowImage left = store.find(ORDER);
        assertThat(left).isNotNull();
        assertThat(left.shape().columns()).extracting(ColumnName::name).containsExactly("NOTES");
        assertThat(left.value(0)).isEqualTo("a");
    }

    @Test
    void rollback_columnsKnownBeforeTheWrite_goBackToWhatTheyWere() {
        ImageStore store = transaction();
        store.read(narrow(ORDER, "OPEN"));
        store.wrote(ORDER, OwnWork.set(Set.of("STATUS")));
        store.read(wide(ORDER, "MINE", "a"));
        store.rollback();
        RowImage left = store.find(ORDER);
        assertThat(left).isNotNull();
        assertThat(left.value(0)).isEqualTo("OPEN");
        assertThat(left.value(1)).isEqualTo("a");
    }

    @Test
    void rollback_afterAWriteOfManyRows_whatItDidNotSetIsKept() {
        ImageStore store = transaction();
        store.forget(ORDERS, OwnWork.set(Set.of("STATUS")), DropReason.UNKNOWN_EFFECT);
        store.read(wide(ORDER, "MINE", "a"));
        store.rollback();
        RowImage left = store.find(ORDER);
        assertThat(left).isNotNull();
        assertThat(left.shape().columns()).extracting(ColumnName::name).containsExactly("NOTES");
    }

    @Test
    void mayHaveWritten_isNotHeld_andRollbackRestores() {
        ImageStore store = transaction();
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        store.mayHaveWritten(ORDER, OwnWork.set(Set.of("STATUS")));
        assertThat(store.held(ORDER)).isFalse();
        assertThat(store.find(ORDER)).isNull();
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(read);
    }

    @Test
    void inserted_thenCommit_keepsWhatWasRead() {
        ImageStore store = transaction();
        store.inserted(ORDERS);
        RowImage read = wide(ORDER, "NEW", "");
        store.read(read);
        store.commit();
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(read);
    }

    @Test
    void inserted_manyTimes_logsOnce() {
        ImageStore store = transaction();
        for (int i = 0; i < 100; i++) {
            store.inserted(ORDERS);
        }
        assertThat(store.footprint().undoEntries()).isEqualTo(1);
    }
}
