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
    private final List<BatchStep> steps = new ArrayList<>();
    private final Set<RowKey> keys = new HashSet<>();
    private long @Nullable [] pattern;

    BatchRun(int first) {
        this.first = first;
    }

    int first() {
        return first;
    }

    List<BatchStep> steps() {
        return steps;
    }

    /**
     * Adds {@code step} where it can go along: the driver's batch has one text, or the application's own, and
     * writes each row once, because each write changes what the next must be compared with.
     *
     * @return false when it begins the next run
     */
    boolean add(BatchStep step) {
        long @Nullable [] joined = step.pattern();
        if (!steps.isEmpty()) {
            BatchStep one = steps.get(0);
            if (one.alone() || step.alone() || step.compared() != one.compared()) {
                return false;
            }
            if (pattern != null && joined != null) {
                joined = step.hasTextOf(one) ? Guard.join(pattern, joined) : null;
                if (joined == null) {
                    return false;
                }
            }
        }
        RowKey key = step.key();
        if (key != null && !keys.add(key)) {
            return false;
        }
        pattern = joined;
        steps.add(step);
        return true;
    }

    /** What to send, one an element; all guarded ones have the same text. */
    List<GuardedSql> texts() {
        List<GuardedSql> texts = new ArrayList<>(steps.size());
        Compared compared = steps.get(0).compared();
        if (compared == null || pattern == null) {
            steps.forEach(step ->
                    texts.add(GuardedSql.asSent(step.element().statement().text())));
            return texts;
        }
        return steps.get(0)
                .intentOrThrow()
                .write()
                .guards()
                .guard(steps.get(0).text(), compared, pattern)
                .on(steps);
    }
}
