package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.sql.Identifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds a table as the current session means it. */
interface Tables {
    /** The table of that path; {@code null} where there is none. */
    @Nullable Table find(List<Identifier> path);

    /** Whether a table that was not found lately may be there, because the catalog could not be asked. */
    boolean hasFailed();
}
