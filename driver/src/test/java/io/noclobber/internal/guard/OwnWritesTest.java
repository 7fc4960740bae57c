package io.noclobber.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.internal.image.OwnWork;
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

    private final OwnWrites writes = new OwnWrites(new AtomicLong());

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

    private void writeMany(OwnWork work) {
        for (int i = 0; i < MANY; i++) {
            writes.add(TABLE, work, false);
        }
    }
}
