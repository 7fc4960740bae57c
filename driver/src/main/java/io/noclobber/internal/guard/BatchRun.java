package io.noclobber.internal.guard;

import io.noclobber.row.RowKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Consecutive elements of a batch that go to the driver together. Confined to one execution. */
final class BatchRun {
    private final int first;
    private final List<BatchGuard.Step> steps = new ArrayList<>();
    private final Set<RowKey> keys = new HashSet<>();

    BatchRun(int first) {
        this.first = first;
    }

    int first() {
        return first;
    }

    List<BatchGuard.Step> steps() {
        return steps;
    }

    List<GuardedSql> texts() {
        return steps.stream().map(BatchGuard.Step::sql).toList();
    }

    /**
     * Whether {@code step} can go along: the driver's batch has one text, or the application's own, and
     * writes each row once, because each write changes what the next must be compared with.
     */
    boolean takes(BatchGuard.Step step) {
        if (steps.isEmpty()) {
            return true;
        }
        GuardedSql one = steps.get(0).sql();
        GuardedSql other = step.sql();
        return !writes(step.key())
                && !steps.get(0).alone()
                && !step.alone()
                && one.guarded() == other.guarded()
                && (!one.guarded() || one.text().equals(other.text()));
    }

    private boolean writes(@Nullable RowKey key) {
        return key != null && keys.contains(key);
    }

    void add(BatchGuard.Step step) {
        steps.add(step);
        if (step.key() != null) {
            keys.add(step.key());
        }
    }
}
