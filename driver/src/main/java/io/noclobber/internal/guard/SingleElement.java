package io.noclobber.internal.guard;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One element of a batch, run alone. */
record SingleElement(int element, BatchAttempt batch) implements WriteAttempt {
    @Override
    public long execute(GuardedSql sql) throws SQLException {
        return batch.execute(element, List.of(sql))[0];
    }

    @Override
    public @Nullable SQLException refusal() {
        return batch.refusal();
    }

    @Override
    public boolean canReturnStored() {
        return false;
    }

    @Override
    public @Nullable ResultSet stored() {
        return null;
    }
}
