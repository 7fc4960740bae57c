package io.noclobber.internal.guard;

import io.noclobber.dialect.Dialect;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.OwnWork;
import java.util.HashSet;
import java.util.Set;

/**
 * What an UPDATE makes of its row: what it sets, and what the database changes along by itself. What triggers do is only known
 * to be possible: were any column taken for theirs, what was first read after an own write would guard nothing once that is
 * undone. Stateless.
 */
final class UpdateWork {
    private UpdateWork() {}

    /** @param assigned the columns that it sets */
    static OwnWork of(Table table, Set<String> assigned, Dialect dialect) {
        Set<String> changed = new HashSet<>(assigned);
        for (Column column : table.columns()) {
            if (column.generated() || table.changesByItself(column) || dialect.mayHideUpdateTime(column.type())) {
                changed.add(column.name().name());
            }
        }
        Column version = table.rowVersion();
        if (version != null) {
            changed.add(version.name().name());
        }
        OwnWork work = OwnWork.set(changed);
        return table.writeTriggers() ? work.withTriggers() : work;
    }
}
