package io.noclobber.internal.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.row.RowImage;
import org.junit.jupiter.api.Test;

/** Branches of distributed transactions have stores of their own. */
class ImageStoreBranchTest extends Stores {
    @Test
    void branch_beginsWithWhatIsKnown_andIsNotSeenBeforeItJoins() {
        ImageStore store = store(LIMITS);
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        ImageStore branch = store.branch();
        assertThat(branch.find(ORDER)).isSameAs(read);
        now++;
        RowImage stored = wide(ORDER, "SHIPPED", "a");
        branch.wrote(ORDER, OwnWork.UNKNOWN, stored);
        branch.read(wide(OTHER, "OPEN", "b"));
        assertThat(branch.held(ORDER)).isTrue();
        assertThat(store.held(ORDER)).isFalse();
        assertThat(store.find(ORDER)).isSameAs(read);
        assertThat(store.find(OTHER)).isNull();
        branch.commit();
        store.join(branch);
        assertThat(store.find(ORDER)).isSameAs(stored);
        assertThat(store.find(OTHER)).isNotNull();
    }

    @Test
    void branch_rolledBack_leavesWhatWasReadAndNothingOfWhatWasWritten() {
        ImageStore store = store(LIMITS);
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        store.read(line("1"));
        ImageStore branch = store.branch();
        branch.wrote(ORDER, OwnWork.UNKNOWN, wide(ORDER, "SHIPPED", "a"));
        branch.deleted(ITEM);
        branch.read(wide(OTHER, "OPEN", "b"));
        branch.rollback();
        store.join(branch);
        assertThat(store.find(ORDER)).isSameAs(read);
        assertThat(store.find(ITEM)).isNotNull();
        assertThat(store.find(OTHER)).isNotNull();
    }

    @Test
    void branch_ofUnknownEnd_leavesNothingOfWhatWasWritten() {
        ImageStore store = store(LIMITS);
        store.read(wide(ORDER, "OPEN", "a"));
        store.read(wide(OTHER, "OPEN", "a"));
        ImageStore branch = store.branch();
        branch.wrote(ORDER, OwnWork.UNKNOWN, wide(ORDER, "SHIPPED", "a"));
        branch.endUnknown();
        store.join(branch);
        assertThat(store.find(ORDER)).isNull();
    }

    @Test
    void join_afterTheStoreHasLearned_keepsWhatIsNewer() {
        ImageStore store = store(LIMITS);
        store.read(wide(ORDER, "OPEN", "a"));
        store.read(wide(OTHER, "OPEN", "a"));
        ImageStore branch = store.branch();
        now++;
        branch.read(wide(ORDER, "READ", "a"));
        now++;
        RowImage newer = wide(ORDER, "NEWER", "a");
        store.read(newer);
        RowImage other = wide(OTHER, "NEWER", "a");
        store.read(other);
        branch.commit();
        store.join(branch);
        assertThat(store.find(ORDER)).isSameAs(newer);
        assertThat(store.find(OTHER)).isSameAs(other); // the branch has never read it
    }

    @Test
    void join_whileTheStoreHoldsTheRow_leavesItAlone() {
        ImageStore store = transaction();
        store.read(wide(ORDER, "OPEN", "a"));
        ImageStore branch = store.branch();
        RowImage own = wide(ORDER, "OWN", "a");
        store.wrote(ORDER, OwnWork.UNKNOWN, own);
        now++;
        branch.read(wide(ORDER, "READ", "a"));
        branch.commit();
        store.join(branch);
        assertThat(store.find(ORDER)).isSameAs(own);
        assertThat(store.held(ORDER)).isTrue();
    }
}
