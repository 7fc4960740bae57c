package io.noclobber.observe;

import io.noclobber.conflict.ConflictKind;
import java.util.Map;

/**
 * What was counted for one table. Immutable.
 *
 * @param guarded writes of one row that ran under guard
 * @param held writes of one row that the same transaction had already locked
 * @param unguarded writes that ran as sent, by reason
 * @param conflicts rows in conflict, by what somebody else did to them
 * @param defects guards that did not match although nothing had changed
 */
public record TableCounts(
        long guarded, long held, Map<String, Long> unguarded, Map<ConflictKind, Long> conflicts, long defects) {

    public TableCounts {
        unguarded = Map.copyOf(unguarded);
        conflicts = Map.copyOf(conflicts);
    }
}
