package io.noclobber.internal.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.row.RowImage;
import org.junit.jupiter.api.Test;

/** What is read, and what own writes do to it. */
class ImageStoreTest extends Stores {
    // reads

    @Test
    void find_rowNeverRead_isNull() {
        ImageStore store = store(LIMITS);
        assertThat(store.find(ORDER)).isNull();
        assertThat(store.isEmpty()).isTrue();
        assertThat(store.holds(ORDERS)).isFalse();
    }

    @Test
    void read_again_renewsTheImage() {
        ImageStore store = store(LIMITS);
        store.read(wide(ORDER, "OPEN", "a"));
        RowImage newer = wide(ORDER, "SHIPPED", "a");
        store.read(newer);
        assertThat(store.find(ORDER)).isSameAs(newer);
        assertThat(store.holds(ORDERS)).isTrue();
        assertThat(store.holds(LINES)).isFalse();
        assertThat(store.isEmpty()).isFalse();
    }

    @Test
    void tablesAndKeys_nameTheRowsWithAnImage() {
        ImageStore store = transaction();
        store.read(wide(ORDER, "OPEN", "a"));
        store.read(wide(OTHER, "OPEN", "a"));
        store.read(line("1"));
        store.deleted(ITEM);
        assertThat(store.tables()).containsExactly(ORDERS);
        assertThat(store.keys(ORDERS)).containsExactly(ORDER, OTHER);
        assertThat(store.keys(LINES)).isEmpty();
        store.rollback();
        assertThat(store.tables()).containsExactlyInAnyOrder(ORDERS, LINES);
    }

    @Test
    void read_fewerColumns_keepsTheOthersBehind() {
        ImageStore store = store(LIMITS);
        RowImage wide = wide(ORDER, "OPEN", "a");
        store.read(wide);
        store.read(narrow(ORDER, "SHIPPED"));
        RowImage found = store.find(ORDER);
        assertThat(found).isNotNull();
        assertThat(found.value(0)).isEqualTo("SHIPPED");
        assertThat(found.older()).isSameAs(wide);
    }

    @Test
    void read_withoutOwnWrite_survivesRollback() {
        ImageStore store = transaction();
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(read);
    }

    @Test
    void read_withoutOwnWrite_survivesRollbackToSavepoint() {
        ImageStore store = transaction();
        store.savepoint("s");
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        store.rollbackTo("s");
        assertThat(store.find(ORDER)).isSameAs(read);
    }

    // own writes

    @Test
    void wrote_inTransaction_holdsTheRowAndAsksForWhatWasStored() {
        ImageStore store = transaction();
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        store.wrote(ORDER, OwnWork.UNKNOWN);
        assertThat(store.held(ORDER)).isTrue();
        assertThat(store.held(OTHER)).isFalse();
        assertThat(store.unconfirmed()).containsExactly(read);
    }

    @Test
    void wrote_rowNeverRead_isHeldAndNotAskedFor() {
        ImageStore store = transaction();
        store.wrote(ORDER, OwnWork.UNKNOWN);
        assertThat(store.held(ORDER)).isTrue();
        assertThat(store.isEmpty()).isFalse();
        assertThat(store.unconfirmed()).isEmpty();
        store.commit();
        assertThat(store.held(ORDER)).isFalse();
        assertThat(dropped).isEmpty();
    }

    @Test
    void wrote_storedIsKnown_isTheImageAtOnce() {
        ImageStore store = transaction();
        store.read(wide(ORDER, "OPEN", "a"));
        RowImage stored = wide(ORDER, "SHIPPED", "b");
        store.wrote(ORDER, OwnWork.UNKNOWN, stored);
        assertThat(store.held(ORDER)).isTrue();
        assertThat(store.unconfirmed()).isEmpty();
        store.commit();
        assertThat(store.find(ORDER)).isSameAs(stored);
        assertThat(store.held(ORDER)).isFalse();
    }

    @Test
    void wrote_storedCoversOnlyTheNewestRead_staysUnconfirmed() {
        ImageStore store = transaction();
        store.read(wide(ORDER, "OPEN", "a"));
        store.read(narrow(ORDER, "OPEN"));
        store.wrote(ORDER, OwnWork.UNKNOWN, narrow(ORDER, "SHIPPED"));
        assertThat(store.unconfirmed()).hasSize(1);
        store.commit();
        assertThat(store.find(ORDER)).isNull();
        assertThat(dropped).containsExactly("1 UNKNOWN_AFTER_WRITE");
    }

    @Test
    void rollback_afterWrite_restoresTheImageBefore() {
        ImageStore store = transaction();
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        store.wrote(ORDER, OwnWork.UNKNOWN, wide(ORDER, "SHIPPED", "b"));
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(read);
        assertThat(store.held(ORDER)).isFalse();
    }

    @Test
    void rollback_rowReadAgainAfterOwnWrite_goesBackToBeforeTheWrite() {
        ImageStore store = transaction();
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.read(wide(ORDER, "SHIPPED", "b"));
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(read);
    }

    @Test
    void rollback_rowFirstReadAfterOwnWrite_isForgotten() {
        ImageStore store = transaction();
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.read(wide(ORDER, "SHIPPED", "b"));
        store.rollback();
        assertThat(store.find(ORDER)).isNull();
    }

    @Test
    void rollback_afterDelete_restoresTheImage() {
        ImageStore store = transaction();
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        store.deleted(ORDER);
        assertThat(store.find(ORDER)).isNull();
        assertThat(store.held(ORDER)).isTrue();
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(read);
    }

    @Test
    void commit_afterDelete_forgetsTheRow() {
        ImageStore store = transaction();
        store.read(wide(ORDER, "OPEN", "a"));
        store.deleted(ORDER);
        store.commit();
        assertThat(store.isEmpty()).isTrue();
        assertThat(dropped).isEmpty();
    }

    @Test
    void commit_neitherConfirmedNorReadAgain_dropsAndCounts() {
        ImageStore store = transaction();
        store.read(wide(ORDER, "OPEN", "a"));
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.commit();
        assertThat(store.find(ORDER)).isNull();
        assertThat(dropped).containsExactly("1 UNKNOWN_AFTER_WRITE");
    }

    @Test
    void commit_thenRollback_undoesNothing() {
        ImageStore store = transaction();
        store.read(wide(ORDER, "OPEN", "a"));
        RowImage stored = wide(ORDER, "SHIPPED", "b");
        store.wrote(ORDER, OwnWork.UNKNOWN, stored);
        store.commit();
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(stored);
    }

    @Test
    void read_coveringAHeldRow_confirmsItAndKeepsItHeld() {
        ImageStore store = transaction();
        store.read(wide(ORDER, "OPEN", "a"));
        store.wrote(ORDER, OwnWork.UNKNOWN);
        RowImage again = wide(ORDER, "SHIPPED", "b");
        store.read(again);
        assertThat(store.unconfirmed()).isEmpty();
        assertThat(store.held(ORDER)).isTrue();
        store.commit();
        assertThat(store.find(ORDER)).isSameAs(again);
    }

    @Test
    void read_coveringAPartOfAHeldRow_leavesItUnconfirmed() {
        ImageStore store = transaction();
        store.read(wide(ORDER, "OPEN", "a"));
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.read(narrow(ORDER, "SHIPPED"));
        assertThat(store.unconfirmed()).hasSize(1);
        store.commit();
        assertThat(store.find(ORDER)).isNull();
    }

    @Test
    void confirmed_beforeCommit_isTheImageAfterAndIsUndoneByRollback() {
        ImageStore store = transaction();
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        store.wrote(ORDER, OwnWork.UNKNOWN);
        RowImage stored = wide(ORDER, "SHIPPED", "b");
        store.confirmed(ORDER, stored);
        assertThat(store.unconfirmed()).isEmpty();
        assertThat(store.find(ORDER)).isSameAs(stored);
        store.rollback(); // the commit failed
        assertThat(store.find(ORDER)).isSameAs(read);
    }

    @Test
    void confirmed_rowNotHeld_meansNothing() {
        ImageStore store = transaction();
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.rollback();
        store.confirmed(ORDER, wide(ORDER, "SHIPPED", "b"));
        assertThat(store.find(ORDER)).isSameAs(read);
    }

    @Test
    void lost_beforeCommit_dropsAndCountsAndIsUndoneByRollback() {
        ImageStore store = transaction();
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.lost(ORDER);
        assertThat(store.find(ORDER)).isNull();
        assertThat(store.unconfirmed()).isEmpty();
        assertThat(dropped).containsExactly("1 UNKNOWN_AFTER_WRITE");
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(read);
    }
}
