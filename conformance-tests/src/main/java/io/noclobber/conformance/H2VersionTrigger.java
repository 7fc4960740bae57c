package io.noclobber.conformance;

import java.sql.Connection;
import org.h2.api.Trigger;

/** Adds one to the third column of a row, {@code version}; H2 has triggers in Java only. */
public final class H2VersionTrigger implements Trigger {
    private static final int VERSION = 2;

    @Override
    public void fire(Connection connection, Object[] oldRow, Object[] newRow) {
        newRow[VERSION] = (Integer) newRow[VERSION] + 1;
    }
}
