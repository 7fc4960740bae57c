package io.noclobber.conformance;

import static io.noclobber.conformance.AgentClasses.ask;

import io.noclobber.conflict.ConflictKind;
import io.noclobber.observe.GuardCounts;
import io.noclobber.observe.TableCounts;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What the agent has counted, in the classes of this class path. */
final class AgentCounts {
    private AgentCounts() {}

    /** The same counts as {@code counts}, which are of a class that nobody can name. */
    static GuardCounts of(Object counts) {
        return new GuardCounts(
                (Long) ask(counts, "connections"),
                (Long) ask(counts, "leasesEnded"),
                map(counts, "tables", AgentView::table, AgentCounts::table),
                table(ask(counts, "elsewhere")),
                map(counts, "imagesDropped", String.class::cast, Long.class::cast),
                map(counts, "notAnalysed", String.class::cast, Long.class::cast),
                map(counts, "columnsExcluded", AgentView::column, String.class::cast),
                map(counts, "unnoticed", String.class::cast, String.class::cast));
    }

    private static TableCounts table(Object counts) {
        return new TableCounts(
                (Long) ask(counts, "guarded"),
                (Long) ask(counts, "held"),
                map(counts, "unguarded", String.class::cast, Long.class::cast),
                map(counts, "conflicts", kind -> ConflictKind.valueOf(AgentView.enumName(kind)), Long.class::cast),
                (Long) ask(counts, "defects"));
    }

    private static <K, V> Map<K, V> map(
            Object counts, String method, Function<Object, K> key, Function<Object, V> value) {
        Map<K, V> map = new HashMap<>();
        ((Map<?, ?>) ask(counts, method)).forEach((k, v) -> map.put(key.apply(k), value.apply(v)));
        return map;
    }
}
