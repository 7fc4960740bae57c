package io.noclobber.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.internal.image.OwnWork;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OwnWritesTest {
    private static final TableName TABLE = new TableName(null, null, "T");
    private static final OwnWork EARLY = OwnWork.set(Set.of("A"));
    private static final OwnWork LATE = OwnWork.set(Set.of("B"));
    private static final int MANY = 3000;

    private final AtomicLong moments = new AtomicLong();
    private final OwnWrites writes = new OwnWrites(moments);

    @Test
    void undo_toASavepoint_ofMoreThanIsKept_leavesWhatCameBefore() {
        long opened = 0;
        writeMany(EARLY);
        writes.savepoint("mark");
        writeMany(LATE);

        List<OwnWrites.Change> undone = writes.undo(writes.since("mark"));

        assertThat(undone).extracting(OwnWrites.Change::work).containsOnly(LATE);
        List<OwnWork> left = new ArrayList<>();
        writes.tell(opened, change -> {
            if (!change.undoes()) {
                left.add(change.work());
            }
        });
        assertThat(left).isNotEmpty().containsOnly(EARLY);
    }

    @Test
    void wroteBefore_isTrueOnlyOfTheVeryRowThatWasWrittenForCertain() {
        RowKey row = RowKey.of(TABLE, 1L);
        writes.add(TABLE, EARLY, false, false);
        writes.add(row, EARLY, false, false);
        assertThat(writes.wroteBefore(moments.get(), row)).isFalse();

        long before = moments.get();
        writes.add(row, EARLY, false, true);
        assertThat(writes.wroteBefore(before, row)).isFalse();
        assertThat(writes.wroteBefore(moments.get(), row)).isTrue();
        assertThat(writes.wroteBefore(moments.get(), RowKey.of(TABLE, 2L))).isFalse();

        writes.undo(writes.begun());
        assertThat(writes.wroteBefore(moments.get(), row)).isFalse();
    }

    @Test
    void wroteBefore_ofMoreThanIsKept_isNotKnown() {
        RowKey row = RowKey.of(TABLE, 1L);
        for (int i = 0; i < 2 * MANY; i++) {
            writes.add(RowKey.of(TABLE, 2L), EARLY, false, true);
        }
        assertThat(writes.wroteBefore(moments.get(), row)).isFalse();
    }

    private void writeMany(OwnWork work) {
        for (int i = 0; i < MANY; i++) {
            writes.add(TABLE, work, false, false);
        }
    }
}
