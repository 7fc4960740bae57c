package io.noclobber.conformance.fault;

import io.noclobber.NoclobberDriver;
import io.noclobber.observe.GuardCounts;
import io.noclobber.observe.TableCounts;
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
        for (TableCounts table : counts.tables().values()) {
            unguarded += sum(table.unguarded());
            defects += table.defects();
        }
        unguarded += sum(counts.elsewhere().unguarded());
        defects += counts.elsewhere().defects();
        return new Counted(unguarded, defects, sum(counts.notAnalysed()));
    }

    private static long sum(Map<String, Long> counts) {
        long sum = 0;
        for (long count : counts.values()) {
            sum += count;
        }
        return sum;
    }

    Counted minus(Counted other) {
        return new Counted(unguarded - other.unguarded, defects - other.defects, notAnalysed - other.notAnalysed);
    }

    /** Whether more went wrong than there. */
    boolean tellsMoreThan(Counted other) {
        return unguarded > other.unguarded || defects > other.defects || notAnalysed > other.notAnalysed;
    }
}
