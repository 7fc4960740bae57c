package io.noclobber.internal.guard;

import java.util.ArrayList;
import java.util.List;

/** Consecutive elements of a batch that go to the driver together. Confined to one execution. */
final class BatchRun {
    private final int first;
    private final List<BatchGuard.Step> steps = new ArrayList<>();

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

    /** Whether {@code step} can go along: the driver's batch has one text, or the application's own. */
    boolean takes(BatchGuard.Step step) {
        if (steps.isEmpty()) {
            return true;
        }
        GuardedSql one = steps.get(0).sql();
        GuardedSql other = step.sql();
        return !steps.get(0).alone()
                && !step.alone()
                && one.guarded() == other.guarded()
                && (!one.guarded() || one.text().equals(other.text()));
    }

    void add(BatchGuard.Step step) {
        steps.add(step);
    }
}
