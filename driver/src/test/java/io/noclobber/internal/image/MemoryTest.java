package io.noclobber.internal.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.internal.conversation.ConversationStores;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.RowShape;
import io.noclobber.row.TableName;
import io.noclobber.store.ConversationStore;
import io.noclobber.store.StoreLimits;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a connection knows while it works for conversations, and what of that reaches these. */
final class MemoryTest {
    private static final TableName TABLE = new TableName(null, "S", "T");
    private static final RowKey ONE = RowKey.of(TABLE, 1);
    private static final OwnWork SETS_A = OwnWork.set(Set.of("A"));

    private final Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);
    private final ConversationStore store = new ConversationStores((count, why) -> {}, (what, failure) -> {})
            .of(null, new StoreLimits(1 << 20, Duration.ofHours(1), Duration.ofHours(1), 1_000, 1 << 20));
    private long now = 1;

    private Memory memory() {
        ImageLimits limits = new ImageLimits(1_000, 1 << 20, Duration.ofHours(1));
        Memory memory = new Memory(limits, ImageStore.Lifetime.CONNECTION, this::drop, () -> now);
        memory.autoCommit(false);
        return memory;
    }

    private void drop(int rows, DropReason why) {
        dropped.merge(why, rows, Integer::sum);
    }

    private SharedImages shared(String conversation, SeenRows request) {
        return new SharedImages(
                () -> store,
                conversation,
                request,
                "db",
                Duration.ofHours(1),
                () -> now,
                this::drop,
                (what, failure) -> {
                    throw new AssertionError(what, failure);
                });
    }

    /** In a request that begins. */
    private RowImages in(Memory memory, String conversation) {
        return in(memory, conversation, new SeenRows());
    }

    private RowImages in(Memory memory, String conversation, SeenRows request) {
        memory.workFor(conversation, request, false, this::shared);
        return memory.images();
    }

    private static RowImage image(long readAt, String columns, @Nullable Object... values) {
        List<ColumnName> names = Arrays.stream(columns.split(" "))
                .map(name -> new ColumnName(TABLE, name))
                .toList();
        return RowImage.of(new RowShape(TABLE, names, columns), ONE, values, readAt);
    }

    /** What a connection that comes to the conversation now finds of the row. */
    private @Nullable Object found(String conversation, String column) {
        RowImage image = in(memory(), conversation).find(ONE);
        for (RowImage holder = image; holder != null; holder = holder.older()) {
            int index = holder.shape().indexOf(column);
            if (index >= 0) {
                return holder.value(index);
            }
        }
        return null;
    }

    @Test
    void read_inOneConnection_isKnownInAnother_andTheFirstStands() {
        in(memory(), "a").read(image(1, "A B", 1, 2));
        in(memory(), "a").read(image(2, "A C", 9, 3));

        assertThat(found("a", "A")).isEqualTo(1);
        assertThat(found("a", "C")).isEqualTo(3);
        assertThat(found("b", "A")).isNull();
    }

    @Test
    void ownWrite_beforeCommit_isNothingToOtherConnections() {
        Memory memory = memory();
        RowImages images = in(memory, "a");
        images.read(image(1, "A B", 1, 2));
        images.wrote(ONE, SETS_A, image(2, "A B", 5, 2));

        assertThat(images.held(ONE)).isTrue();
        assertThat(found("a", "A")).isEqualTo(1);
        memory.commit();
        assertThat(found("a", "A")).isEqualTo(5);
        assertThat(images.held(ONE)).isFalse();
        assertThat(memory.isEmpty()).as("nothing stays in the connection").isTrue();
    }

    @Test
    void ownWrite_rolledBack_leavesWhatWasRead_andNothingOfItself() {
        Memory memory = memory();
        RowImages images = in(memory, "a");
        images.read(image(1, "A", 1));
        images.wrote(ONE, SETS_A);
        images.read(image(2, "A B", 5, 2));
        memory.rollback();

        assertThat(found("a", "A")).isEqualTo(1);
        assertThat(found("a", "B")).as("read beside own work").isEqualTo(2);
        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void ownWrite_notKnownWhatItStored_leavesTheConversationCounted() {
        Memory memory = memory();
        RowImages images = in(memory, "a");
        images.read(image(1, "A", 1));
        images.wrote(ONE, SETS_A);
        assertThat(images.unconfirmed()).hasSize(1);
        memory.commit();

        assertThat(found("a", "A")).isNull();
        assertThat(dropped).containsEntry(DropReason.UNKNOWN_AFTER_WRITE, 1);
    }

    @Test
    void ownWrite_undoneToASavepoint_firstReadStandsOn() {
        Memory memory = memory();
        RowImages images = in(memory, "a");
        images.read(image(1, "A", 1));
        memory.savepoint("s");
        images.wrote(ONE, SETS_A, image(2, "A", 5));
        memory.rollbackTo("s");
        images.read(image(3, "A", 9));
        assertThat(images.find(ONE).value(0)).isEqualTo(1);
        memory.commit();

        assertThat(found("a", "A")).isEqualTo(1);
    }

    @Test
    void savepoint_setBeforeTheConversation_isKnownInIt() {
        Memory memory = memory();
        memory.savepoint("s");
        RowImages images = in(memory, "a");
        images.read(image(1, "A", 1));
        images.wrote(ONE, SETS_A, image(2, "A", 5));
        memory.rollbackTo("s");
        memory.commit();

        assertThat(found("a", "A")).isEqualTo(1);
        assertThat(dropped).isEmpty();
    }

    @Test
    void tableForgotten_committed_isForgottenInTheConversation_rolledBack_isNot() {
        Memory memory = memory();
        RowImages images = in(memory, "a");
        images.read(image(1, "A", 1));
        images.forget(TABLE, SETS_A, DropReason.UNKNOWN_EFFECT);
        assertThat(images.find(ONE)).isNull();
        images.read(image(2, "A B", 5, 2));
        memory.rollback();
        assertThat(found("a", "A")).isEqualTo(1);

        images.forgetAll(DropReason.UNKNOWN_EFFECT);
        memory.commit();
        assertThat(found("a", "A")).isNull();
    }

    @Test
    void rowOfOwnInsert_rolledBack_isDoubtful_readAgain_isNot() {
        Memory memory = memory();
        RowImages images = in(memory, "a");
        images.inserted(TABLE);
        images.read(image(1, "A", 1));
        assertThat(found("a", "A")).as("before the end").isNull();
        memory.rollback();

        assertThat(in(memory(), "a").isDoubtful(ONE)).isTrue();
        in(memory(), "a").read(image(2, "A", 2));
        assertThat(in(memory(), "a").isDoubtful(ONE)).isFalse();
        assertThat(found("a", "A")).isEqualTo(2);
    }

    @Test
    void deleted_committed_isGone() {
        Memory memory = memory();
        RowImages images = in(memory, "a");
        images.read(image(1, "A", 1));
        images.deleted(ONE);
        assertThat(found("a", "A")).isEqualTo(1);
        memory.commit();
        assertThat(found("a", "A")).isNull();
    }

    @Test
    void autocommit_ownWrite_isKnownAtOnce() {
        Memory memory = memory();
        memory.autoCommit(true);
        RowImages images = in(memory, "a");
        images.read(image(1, "A B", 1, 2));
        images.wrote(ONE, SETS_A, image(2, "A B", 5, 2));
        assertThat(found("a", "A")).isEqualTo(5);
        images.wrote(ONE, SETS_A);
        assertThat(found("a", "A")).isNull();
        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void otherConversation_whileOwnWritesWait_isNotBegun() {
        Memory memory = memory();
        in(memory, "a").wrote(ONE, SETS_A);
        in(memory, "b").read(image(1, "A", 1));
        assertThat(found("b", "A")).isNull();
        memory.commit();
        in(memory, "b").read(image(1, "A", 1));
        assertThat(found("b", "A")).isEqualTo(1);
        memory.workForNone();
        memory.images().read(image(2, "A", 2));
        assertThat(memory.own().find(ONE)).isNotNull();
        assertThat(found("b", "A")).isEqualTo(1);
    }

    /** A result set that is still open when its request is over. */
    @Test
    void imagesOfAConversationThatWasLeft_tellIt() {
        Memory memory = memory();
        RowImages before = in(memory, "a");
        RowImages after = in(memory, "b");
        after.wrote(ONE, SETS_A, image(1, "A", 5));
        before.read(image(2, "A", 1));
        memory.commit();

        assertThat(found("a", "A")).isEqualTo(1);
        assertThat(found("b", "A")).isEqualTo(5);
    }

    @Test
    void renewing_replacesWhatWasRead() {
        Memory memory = memory();
        in(memory, "a").read(image(1, "A B", 1, 2));
        memory.workFor("a", new SeenRows(), true, this::shared);
        memory.images().read(image(2, "A", 9));
        assertThat(found("a", "A")).isEqualTo(9);
        assertThat(found("a", "B")).isEqualTo(2);
        in(memory, "a").read(image(3, "A", 7));
        assertThat(found("a", "A")).isEqualTo(9);
    }

    @Test
    void requestThatHasReadARow_anotherWritesIt_goesByWhatItHasRead() {
        SeenRows request = new SeenRows();
        Memory memory = memory();
        in(memory, "a", request).read(image(1, "A B", 1, 2));
        Memory other = memory();
        in(other, "a").wrote(ONE, SETS_A, image(2, "A B", 5, 2));
        other.commit();

        assertThat(in(memory, "a", request).find(ONE).value(0)).isEqualTo(1);
        assertThat(in(memory(), "a", request).find(ONE).value(0))
                .as("on another connection")
                .isEqualTo(1);
        assertThat(in(memory, "a").find(ONE).value(0)).as("in the next request").isEqualTo(5);
    }

    @Test
    void requestThatHasReadARow_anotherDeletesIt_goesByWhatItHasRead() {
        SeenRows request = new SeenRows();
        in(memory(), "a", request).read(image(1, "A", 1));
        Memory other = memory();
        in(other, "a").deleted(ONE);
        other.commit();

        assertThat(in(memory(), "a", request).find(ONE)).isNotNull();
        assertThat(in(memory(), "a", request).tables()).containsExactly(TABLE);
        assertThat(found("a", "A")).isNull();
    }

    @Test
    void requestThatHasWrittenARow_onAnotherConnection_goesByThat() {
        SeenRows request = new SeenRows();
        Memory memory = memory();
        in(memory, "a", request).read(image(1, "A", 1));
        Memory other = memory();
        in(other, "a", request).wrote(ONE, SETS_A, image(2, "A", 5));
        other.commit();
        assertThat(in(memory, "a", request).find(ONE).value(0)).isEqualTo(5);
        in(other, "a", request).wrote(ONE, SETS_A);
        other.commit();
        assertThat(in(memory, "a", request).find(ONE)).isNull();
    }

    @Test
    void taskOnAnotherThread_goesByWhatItsRequestHasRead_whichThenHasWhatItDid() {
        SeenRows request = new SeenRows();
        in(memory(), "a", request).read(image(1, "A", 1));
        SeenRows one = request.fork();
        SeenRows two = request.fork();
        Memory memory = memory();
        in(memory, "a", one).wrote(ONE, SETS_A, image(2, "A", 5));
        memory.commit();

        assertThat(in(memory(), "a", two).find(ONE).value(0))
                .as("the task beside it")
                .isEqualTo(1);
        assertThat(in(memory(), "a", request).find(ONE).value(0)).isEqualTo(1);
        request.join(one);
        assertThat(in(memory(), "a", request).find(ONE).value(0)).isEqualTo(5);
        request.join(two);
        assertThat(in(memory(), "a", request).find(ONE).value(0)).isEqualTo(5);
        SeenRows three = request.fork();
        in(memory, "a", three).deleted(ONE);
        memory.commit();
        request.join(three);
        assertThat(in(memory(), "a", request).find(ONE)).isNull();
    }

    @Test
    void requestThatReadsMoreThanTheLimit_goesByTheConversationForTheRest() {
        SeenRows request = new SeenRows();
        RowImages images = in(memory(), "a", request);
        images.read(image(1, "A", 1));
        for (int id = 2; id < 10_010; id++) {
            RowKey key = RowKey.of(TABLE, id);
            images.read(RowImage.of(
                    new RowShape(TABLE, List.of(new ColumnName(TABLE, "A")), ""), key, new Object[] {1}, 1));
        }
        assertThat(request.rows("db")).hasSize(10_000);
        assertThat(in(memory(), "a", request).find(ONE))
                .as("not the conversation's either, beyond its limit")
                .isNull();
    }

    @Test
    void branch_ofADistributedTransaction_worksForTheConversation() {
        Memory home = memory();
        in(home, "a").read(image(1, "A", 1));
        Memory branch = home.branch();
        RowImages images = in(branch, "a");
        assertThat(images.find(ONE)).isNotNull();
        images.wrote(ONE, SETS_A, image(2, "A", 5));
        assertThat(found("a", "A")).isEqualTo(1);
        branch.commit();
        home.join(branch);
        assertThat(found("a", "A")).isEqualTo(5);
        assertThat(home.own().find(ONE)).as("of no conversation").isNull();
    }

    @Test
    void age_over_leavesCounted() {
        in(memory(), "a").read(image(1, "A", 1));
        now += Duration.ofHours(2).toMillis();
        assertThat(found("a", "A")).isNull();
        assertThat(dropped).containsEntry(DropReason.AGE, 1);
    }

    @Test
    void lease_over_leavesTheConversationAlone() {
        Memory memory = memory();
        RowImages images = in(memory, "a");
        images.read(image(1, "A", 1));
        images.wrote(ONE, SETS_A, image(2, "A", 5));
        assertThat(memory.clear()).isZero();
        assertThat(memory.converses()).isFalse();
        assertThat(found("a", "A")).isEqualTo(1);
    }
}
