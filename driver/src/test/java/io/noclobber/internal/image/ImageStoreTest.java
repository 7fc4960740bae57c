package io.noclobber.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.internal.image.ImageStore.Lifetime;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.RowShape;
import io.noclobber.row.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ImageStoreTest {
    private static final TableName ORDERS = new TableName(null, "PUBLIC", "ORDERS");
    private static final TableName LINES = new TableName(null, "PUBLIC", "LINES");
    private static final RowShape WIDE = shape(ORDERS, "STATUS", "NOTES");
    private static final RowShape NARROW = shape(ORDERS, "STATUS");
    private static final RowShape LINE = shape(LINES, "AMOUNT");
    private static final RowKey ORDER = RowKey.of(ORDERS, 1L);
    private static final RowKey OTHER = RowKey.of(ORDERS, 2L);
    private static final RowKey ITEM = RowKey.of(LINES, 1L);
    private static final ImageLimits LIMITS = new ImageLimits(1_000, 1_000_000, Duration.ofHours(1));

    private final List<String> dropped = new ArrayList<>();
    private long now = 1_000;

    // branches of distributed transactions

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

    // own writes of unknown effect

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

    // limits

    @Test
    void limits_negative_areRefused() {
        assertThatThrownBy(() -> new ImageLimits(-1, 0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1 rows");
        assertThatThrownBy(() -> new ImageLimits(0, -1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ImageLimits(0, 0, Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void read_moreRowsThanTheLimit_dropsTheLeastRecentlyRead() {
        ImageStore store = store(new ImageLimits(2, 1_000_000, Duration.ofHours(1)));
        store.read(wide(ORDER, "OPEN", "a"));
        store.read(wide(OTHER, "OPEN", "a"));
        store.read(wide(ORDER, "OPEN", "a"));
        store.find(OTHER);
        store.read(line("1"));
        assertThat(store.find(OTHER)).isNull();
        assertThat(store.find(ORDER)).isNotNull();
        assertThat(dropped).containsExactly("1 ROWS");
    }

    @Test
    void read_moreBytesThanTheLimit_dropsTheLeastRecentlyRead() {
        ImageStore store = store(new ImageLimits(1_000, 2_000, Duration.ofHours(1)));
        store.read(wide(ORDER, "OPEN", "a"));
        store.read(wide(OTHER, "OPEN", "x".repeat(1_700)));
        assertThat(store.find(ORDER)).isNull();
        assertThat(store.find(OTHER)).isNotNull();
        store.read(wide(ORDER, "OPEN", "x".repeat(5_000)));
        assertThat(store.isEmpty()).isTrue();
        assertThat(dropped).containsExactly("1 BYTES", "2 BYTES");
        assertThat(store.footprint().bytes()).isZero();
    }

    @Test
    void find_imageTooOld_isNullAndCounted() {
        ImageStore store = store(new ImageLimits(1_000, 1_000_000, Duration.ofMillis(100)));
        store.read(wide(ORDER, "OPEN", "a"));
        now += 100;
        assertThat(store.find(ORDER)).isNotNull();
        now++;
        assertThat(store.find(ORDER)).isNull();
        assertThat(dropped).containsExactly("1 AGE");
    }

    @Test
    void find_onlyWhatIsBehindIsTooOld_losesThat() {
        ImageStore store = store(new ImageLimits(1_000, 1_000_000, Duration.ofMillis(100)));
        store.read(wide(ORDER, "OPEN", "a"));
        now += 80;
        store.read(narrow(ORDER, "OPEN"));
        now += 80;
        RowImage found = store.find(ORDER);
        assertThat(found).isNotNull();
        assertThat(found.older()).isNull();
        assertThat(dropped).containsExactly("1 AGE");
    }

    @Test
    void read_eldestIsTooOld_dropsItForItsAge() {
        ImageStore store = store(new ImageLimits(1_000, 1_000_000, Duration.ofMillis(100)));
        store.read(wide(ORDER, "OPEN", "a"));
        now += 101;
        store.read(wide(OTHER, "OPEN", "a"));
        assertThat(store.footprint().rows()).isEqualTo(1);
        assertThat(dropped).containsExactly("1 AGE");
    }

    @Test
    void rollback_imageLeftByLimitAfterTheWrite_isRestored() {
        ImageStore store = store(new ImageLimits(1, 1_000_000, Duration.ofHours(1)));
        store.autoCommit(false);
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.read(line("1"));
        assertThat(store.find(ORDER)).isNull();
        assertThat(store.held(ORDER)).isTrue();
        assertThat(store.unconfirmed()).isEmpty();
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(read);
        assertThat(store.footprint().rows()).isEqualTo(1);
    }

    @Test
    void rollback_imageLeftByLimitBeforeTheWrite_staysAway() {
        ImageStore store = store(new ImageLimits(1, 1_000_000, Duration.ofHours(1)));
        store.autoCommit(false);
        store.read(wide(ORDER, "OPEN", "a"));
        store.read(line("1"));
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.read(wide(ORDER, "SHIPPED", "b"));
        store.rollback();
        assertThat(store.find(ORDER)).isNull();
    }

    @Test
    void rollback_moreWritesThanCanBeUndone_forgetsTheirTables() {
        ImageStore store = store(new ImageLimits(3, 1_000_000, Duration.ofHours(1)));
        store.autoCommit(false);
        RowImage item = line("1");
        store.read(item);
        store.read(wide(ORDER, "OPEN", "a"));
        for (long id = 1; id <= 4; id++) {
            store.wrote(RowKey.of(ORDERS, id), OwnWork.UNKNOWN);
        }
        assertThat(store.footprint().undoEntries()).isZero();
        store.read(wide(ORDER, "SHIPPED", "b"));
        store.rollback();
        assertThat(store.find(ORDER)).isNull();
        assertThat(store.find(ITEM)).isSameAs(item);
        assertThat(dropped).containsExactly("1 NOT_UNDONE", "1 NOT_UNDONE");
    }

    @Test
    void rollbackTo_savepointAfterTheLogOverflowed_isStillExact() {
        ImageStore store = store(new ImageLimits(3, 1_000_000, Duration.ofHours(1)));
        store.autoCommit(false);
        for (long id = 1; id <= 4; id++) {
            store.wrote(RowKey.of(ORDERS, id), OwnWork.UNKNOWN);
        }
        RowImage read = wide(ORDER, "SHIPPED", "b");
        store.read(read);
        store.savepoint("s");
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.rollbackTo("s");
        assertThat(store.find(ORDER)).isSameAs(read);
        assertThat(dropped).isEmpty();
    }

    @Test
    void release_savepointThatLeftByLimit_endsAllThatAreKnown() {
        ImageStore store = store(new ImageLimits(2, 1_000_000, Duration.ofHours(1)));
        store.autoCommit(false);
        store.savepoint("s");
        store.savepoint("released");
        store.read(wide(ORDER, "OPEN", "a"));
        store.wrote(ORDER, OwnWork.UNKNOWN, wide(ORDER, "SHIPPED", "b"));
        store.savepoint("s");
        store.savepoint("last");
        store.release("released");
        store.rollbackTo("s"); // the first, which has left: the second ended with the released one
        assertThat(store.find(ORDER)).isNull();
        assertThat(store.held(ORDER)).isFalse();
        assertThat(dropped).containsExactly("1 NOT_UNDONE");
    }

    @Test
    void wrote_sameRowManyTimes_logsOnce() {
        ImageStore store = transaction();
        for (int i = 0; i < 10_000; i++) {
            store.wrote(ORDER, OwnWork.UNKNOWN);
        }
        assertThat(store.footprint().undoEntries()).isEqualTo(1);
        store.savepoint("s");
        store.wrote(ORDER, OwnWork.UNKNOWN);
        assertThat(store.footprint().undoEntries()).isEqualTo(2);
    }

    // threads

    @Test
    void dropped_isToldWithoutTheLock() throws InterruptedException {
        AtomicReference<ImageStore> store = new AtomicReference<>();
        CountDownLatch answered = new CountDownLatch(1);
        List<Boolean> inTime = new ArrayList<>();
        store.set(new ImageStore(
                new ImageLimits(0, 0, Duration.ZERO),
                Lifetime.CONNECTION,
                (rows, why) -> {
                    Thread other = new Thread(() -> {
                        store.get().find(ORDER);
                        answered.countDown();
                    });
                    other.start();
                    inTime.add(awaitQuietly(answered));
                },
                () -> now));
        store.get().read(wide(ORDER, "OPEN", "a"));
        assertThat(inTime).containsExactly(true);
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void store_usedByManyThreads_keepsItsBooks() throws InterruptedException {
        ImageStore store = store(new ImageLimits(50, 1_000_000, Duration.ofHours(1)));
        store.autoCommit(false);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (long id = 0; id < 5_000; id++) {
                    RowKey key = RowKey.of(ORDERS, id % 80);
                    store.read(RowImage.of(WIDE, key, new Object[] {"OPEN", "a"}, 1_000));
                    store.wrote(key, OwnWork.UNKNOWN);
                    if (id % 500 == 0) {
                        store.rollback();
                    }
                }
            });
            thread.setUncaughtExceptionHandler((where, what) -> failure.set(what));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join(60_000);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(failure.get()).isNull();
        assertThat(store.footprint().rows()).isLessThanOrEqualTo(50);
        store.forgetAll(DropReason.UNKNOWN_EFFECT);
        assertThat(store.footprint().bytes()).isZero();
    }

    private ImageStore transaction() {
        ImageStore store = store(LIMITS);
        store.autoCommit(false);
        return store;
    }

    private ImageStore store(ImageLimits limits) {
        return store(limits, Lifetime.CONNECTION);
    }

    private ImageStore store(ImageLimits limits, Lifetime lifetime) {
        return new ImageStore(
                limits,
                lifetime,
                (rows, why) -> {
                    synchronized (dropped) {
                        dropped.add(rows + " " + why);
                    }
                },
                () -> now);
    }

    private RowImage wide(RowKey key, String status, String notes) {
        return RowImage.of(WIDE, key, new Object[] {status, notes}, now);
    }

    private RowImage narrow(RowKey key, String status) {
        return RowImage.of(NARROW, key, new Object[] {status}, now);
    }

    private RowImage line(String amount) {
        return RowImage.of(LINE, ITEM, new Object[] {amount}, now);
    }

    private static RowShape shape(TableName table, String... columns) {
        return new RowShape(
                table,
                List.of(columns).stream()
                        .map(name -> new ColumnName(table, name))
                        .toList(),
                "SELECT " + String.join(", ", columns) + " FROM " + table);
    }
}
