package io.noclobber.internal.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.internal.image.ImageStore.Lifetime;
import io.noclobber.row.RowImage;
import org.junit.jupiter.api.Test;

/** What the ends of transactions and of their parts do to what is known. */
class ImageStoreTransactionTest extends Stores {
    // savepoints

    @Test
    void rollbackTo_writeAfterIt_isUndoneAndNoLongerHeld() {
        ImageStore store = transaction();
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        store.savepoint("s");
        store.wrote(ORDER, OwnWork.UNKNOWN, wide(ORDER, "SHIPPED", "b"));
        store.rollbackTo("s");
        assertThat(store.find(ORDER)).isSameAs(read);
        assertThat(store.held(ORDER)).isFalse();
    }

    @Test
    void rollbackTo_writesBeforeAndAfter_restoresWhatTheFirstStored() {
        ImageStore store = transaction();
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        RowImage first = wide(ORDER, "PACKED", "b");
        store.wrote(ORDER, OwnWork.UNKNOWN, first);
        store.savepoint("s");
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.rollbackTo("s");
        assertThat(store.find(ORDER)).isSameAs(first);
        assertThat(store.held(ORDER)).isTrue();
        assertThat(store.unconfirmed()).isEmpty();
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(read);
    }

    @Test
    void rollbackTo_rowWrittenBeforeAndReadAfter_keepsTheRead() {
        ImageStore store = transaction();
        store.read(wide(ORDER, "OPEN", "a"));
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.savepoint("s");
        RowImage again = wide(ORDER, "SHIPPED", "b");
        store.read(again);
        store.rollbackTo("s");
        assertThat(store.find(ORDER)).isSameAs(again);
    }

    @Test
    void rollbackTo_twice_staysSet() {
        ImageStore store = transaction();
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        store.savepoint("s");
        for (int i = 0; i < 2; i++) {
            store.wrote(ORDER, OwnWork.UNKNOWN);
            store.rollbackTo("s");
            assertThat(store.find(ORDER)).isSameAs(read);
            assertThat(store.held(ORDER)).isFalse();
        }
    }

    @Test
    void savepoint_sameTokenAgain_hidesTheFirstUntilReleased() {
        ImageStore store = transaction();
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        store.savepoint("s");
        RowImage first = wide(ORDER, "PACKED", "b");
        store.wrote(ORDER, OwnWork.UNKNOWN, first);
        store.savepoint("s");
        store.wrote(ORDER, OwnWork.UNKNOWN, wide(ORDER, "SHIPPED", "c"));
        store.rollbackTo("s");
        assertThat(store.find(ORDER)).isSameAs(first);
        store.release("s");
        store.rollbackTo("s");
        assertThat(store.find(ORDER)).isSameAs(read);
    }

    @Test
    void rollbackTo_savepointNotKnown_forgetsWhatWasWritten() {
        ImageStore store = transaction();
        RowImage item = line("1");
        store.read(item);
        store.read(wide(ORDER, "OPEN", "a"));
        store.wrote(ORDER, OwnWork.UNKNOWN, wide(ORDER, "SHIPPED", "b"));
        store.rollbackTo("never set");
        assertThat(store.find(ORDER)).isNull();
        assertThat(store.held(ORDER)).isFalse();
        assertThat(store.find(ITEM)).isSameAs(item);
        assertThat(dropped).containsExactly("1 NOT_UNDONE");
    }

    // transactions

    @Test
    void wrote_inAutocommit_dropsAndCountsWhatIsNotKnown() {
        ImageStore store = store(LIMITS);
        store.read(wide(ORDER, "OPEN", "a"));
        store.wrote(ORDER, OwnWork.UNKNOWN);
        assertThat(store.find(ORDER)).isNull();
        assertThat(store.held(ORDER)).isFalse();
        assertThat(dropped).containsExactly("1 UNKNOWN_AFTER_WRITE");
    }

    @Test
    void wrote_inAutocommitWithWhatWasStored_takesEffectAtOnce() {
        ImageStore store = store(LIMITS);
        store.read(wide(ORDER, "OPEN", "a"));
        RowImage stored = wide(ORDER, "SHIPPED", "b");
        store.wrote(ORDER, OwnWork.UNKNOWN, stored);
        assertThat(store.held(ORDER)).isFalse();
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(stored);
    }

    @Test
    void deletedAndForget_inAutocommit_takeEffectAtOnce() {
        ImageStore store = store(LIMITS);
        store.read(wide(ORDER, "OPEN", "a"));
        store.deleted(ORDER);
        store.read(line("1"));
        store.forgetAll(DropReason.DEFINITION_CHANGED);
        store.rollback();
        assertThat(store.isEmpty()).isTrue();
        assertThat(dropped).containsExactly("1 DEFINITION_CHANGED");
    }

    @Test
    void autoCommit_switchedOn_commits() {
        ImageStore store = transaction();
        store.read(wide(ORDER, "OPEN", "a"));
        RowImage stored = wide(ORDER, "SHIPPED", "b");
        store.wrote(ORDER, OwnWork.UNKNOWN, stored);
        store.autoCommit(true);
        assertThat(store.held(ORDER)).isFalse();
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(stored);
    }

    @Test
    void autoCommit_notChanged_doesNotCommit() {
        ImageStore store = store(LIMITS);
        store.begin();
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.autoCommit(true);
        assertThat(store.held(ORDER)).isTrue();
    }

    @Test
    void begin_inAutocommit_lastsUntilTheTransactionEnds() {
        ImageStore store = store(LIMITS);
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        store.begin();
        store.wrote(ORDER, OwnWork.UNKNOWN);
        assertThat(store.held(ORDER)).isTrue();
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(read);
        store.wrote(ORDER, OwnWork.UNKNOWN);
        assertThat(store.held(ORDER)).isFalse();
    }

    @Test
    void clear_inTransaction_leavesNothing() {
        ImageStore store = transaction();
        store.read(wide(ORDER, "OPEN", "a"));
        store.savepoint("s");
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.forgetAll(DropReason.UNKNOWN_EFFECT);
        store.clear();
        assertThat(store.isEmpty()).isTrue();
        assertThat(store.footprint()).isEqualTo(new ImageStore.Footprint(0, 0, 0, 0, 0));
    }

    @Test
    void endHolds_keepsWhatIsKnown_andARollbackStillUndoes() {
        ImageStore store = transaction();
        RowImage read = wide(ORDER, "OPEN", "a");
        RowImage stored = wide(ORDER, "SHIPPED", "b");
        store.read(read);
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.confirmed(ORDER, stored);
        store.read(wide(OTHER, "OPEN", "a"));
        store.wrote(OTHER, OwnWork.UNKNOWN);
        assertThat(store.hasWritten()).isTrue();
        store.endHolds();
        assertThat(store.held(ORDER)).isFalse();
        assertThat(store.find(ORDER)).isSameAs(stored);
        assertThat(store.find(OTHER)).isNull();
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(read);
        assertThat(store.hasWritten()).isFalse();
    }

    @Test
    void doubtWritten_asksToConfirmAgain() {
        ImageStore store = transaction();
        store.wrote(ORDER, OwnWork.UNKNOWN, wide(ORDER, "SHIPPED", "b"));
        assertThat(store.unconfirmed()).isEmpty();
        store.doubtWritten();
        assertThat(store.held(ORDER)).isTrue();
        assertThat(store.unconfirmed()).hasSize(1);
    }

    @Test
    void endUnknown_forgetsWhatWasWritten() {
        ImageStore store = transaction();
        RowImage line = line("1");
        store.read(line);
        store.read(wide(ORDER, "OPEN", "a"));
        store.wrote(ORDER, OwnWork.UNKNOWN, wide(ORDER, "SHIPPED", "b"));
        store.endUnknown();
        assertThat(store.find(ORDER)).isNull();
        assertThat(store.find(ITEM)).isSameAs(line);
        assertThat(store.hasWritten()).isFalse();
        store.rollback();
        assertThat(store.find(ORDER)).isNull();
    }

    @Test
    void transactionLifetime_commitOrRollback_clearsEverything() {
        ImageStore store = store(LIMITS, Lifetime.TRANSACTION);
        store.autoCommit(false);
        store.read(wide(ORDER, "OPEN", "a"));
        store.wrote(ORDER, OwnWork.UNKNOWN);
        assertThat(store.held(ORDER)).isTrue();
        assertThat(store.unconfirmed()).isEmpty();
        store.commit();
        assertThat(store.isEmpty()).isTrue();
        store.read(wide(ORDER, "OPEN", "a"));
        store.rollback();
        assertThat(store.isEmpty()).isTrue();
        assertThat(dropped).isEmpty();
    }

    @Test
    void transactionLifetime_inAutocommit_keepsNothing() {
        ImageStore store = store(LIMITS, Lifetime.TRANSACTION);
        store.read(wide(ORDER, "OPEN", "a"));
        store.wrote(ORDER, OwnWork.UNKNOWN, wide(ORDER, "SHIPPED", "b"));
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void transactionLifetime_rollbackToSavepoint_restores() {
        ImageStore store = store(LIMITS, Lifetime.TRANSACTION);
        store.autoCommit(false);
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        store.savepoint("s");
        store.wrote(ORDER, OwnWork.UNKNOWN, wide(ORDER, "SHIPPED", "b"));
        store.rollbackTo("s");
        assertThat(store.find(ORDER)).isSameAs(read);
    }
}
