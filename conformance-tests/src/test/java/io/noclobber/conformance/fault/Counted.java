package io.noclobber.conformance.fault;

import io.noclobber.NoclobberDriver;
import io.noclobber.observe.GuardCounts;
import io.noclobber.observe.TableCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What operations could see of guards that did not work. Immutable.
 *
 * @param unguarded writes that ran as sent
 * @param defects guards that did not work as they should
 * @param notAnalysed statements that were not understood, among them those whose tables the catalog did not tell
 */
record Counted(long unguarded, long defects, long notAnalysed) {
    static Counted now() {
        GuardCounts counts = NoclobberDriver.counts();
        long unguarded = 0;
        long defects = 0;
        for (TableCounts table : tables(counts)) {
            unguarded += sum(table.unguarded());
            defects += table.defects();
        }
        return new Counted(unguarded, defects, sum(counts.notAnalysed()));
    }

    private static List<TableCounts> tables(GuardCounts counts) {
        List<TableCounts> tables = new ArrayList<>(counts.tables().values());
        tables.add(counts.elsewhere());
        return tables;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    Counted minus(Counted other) {
        return new Counted(unguarded - other.unguarded, defects - other.defects, notAnalysed - other.notAnalysed);
    }

    /** Whether more went wrong than there. */
    boolean tellsMoreThan(Counted other) {
        return unguarded > other.unguarded || defects > other.defects || notAnalysed > other.notAnalysed;
    }
}
