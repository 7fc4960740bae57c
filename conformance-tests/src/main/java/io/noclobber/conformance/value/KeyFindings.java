package io.noclobber.conformance.value;

import io.noclobber.NoclobberDriver;
import io.noclobber.observe.GuardCounts;
import io.noclobber.observe.TableCounts;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What is not guarded although the bare driver finds the row, and what is counted of it. Confined to one test class. */
final class KeyFindings {
    private final Set<String> unguarded = new LinkedHashSet<>();
    private final Set<String> unread = new LinkedHashSet<>();
    private final Set<String> untold = new LinkedHashSet<>();

    /** A write that names the row by its key, but not in a form that is understood. */
    void unguarded(String what) {
        unguarded.add(what);
    }

    /** A query that pins the key, and whose rows are not remembered. */
    void unread(String what) {
        unread.add(what);
    }

    /** A write of a row that is gone, of which nobody can tell any more that it was meant. */
    void untold(String what) {
        untold.add(what);
    }

    void print(String engine) {
        System.out.println(engine + ": keys in a text that is not understood, counted as unguarded: " + unguarded);
        System.out.println(
                engine + ": keys pinned by a query that does not select them, counted as not read: " + unread);
        System.out.println(engine + ": keys of deleted rows, answered by a count of 0 as without us: " + untold);
    }

    /** Writes that count as those of rows that were not read. */
    static long withoutImage(String table) {
        return counted(table, "NO_IMAGE");
    }

    /** Unguarded writes, also those whose text or table is not understood. */
    static long withReason(String table) {
        GuardCounts counts = NoclobberDriver.counts();
        long notUnderstood = sum(counts.notAnalysed()) + sum(counts.elsewhere().unguarded());
        return notUnderstood + counted(table, null) - withoutImage(table);
    }

    /** Rows that were read by a key that was not told. */
    static long notRead() {
        return NoclobberDriver.counts().imagesDropped().getOrDefault("UNSURE_KEY", 0L);
    }

    private static long counted(String table, String reason) {
        return NoclobberDriver.counts().tables().entrySet().stream()
                .filter(each -> each.getKey().name().equalsIgnoreCase(table))
                .map(Map.Entry::getValue)
                .map(TableCounts::unguarded)
                .mapToLong(each -> reason == null ? sum(each) : each.getOrDefault(reason, 0L))
                .sum();
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
