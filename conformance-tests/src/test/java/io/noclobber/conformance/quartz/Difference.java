package io.noclobber.conformance.quartz;

import io.noclobber.observe.TableCounts;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was counted between two moments. */
final class Difference {
    private static final TableCounts NONE = new TableCounts(0, 0, Map.of(), Map.of(), 0);

    private Difference() {}

    static TableCounts of(TableCounts now, @Nullable TableCounts before) {
        TableCounts then = before == null ? NONE : before;
        return new TableCounts(
                now.guarded() - then.guarded(),
                now.held() - then.held(),
                of(now.unguarded(), then.unguarded()),
                of(now.conflicts(), then.conflicts()),
                now.defects() - then.defects());
    }

    static boolean isNone(TableCounts counts) {
        return counts.equals(NONE);
    }

    private static <K> Map<K, Long> of(Map<K, Long> now, Map<K, Long> then) {
        Map<K, Long> difference = new HashMap<>();
        now.forEach((reason, count) -> difference.put(reason, count - then.getOrDefault(reason, 0L)));
        difference.values().removeIf(count -> count == 0);
        return difference;
    }
}
