package io.noclobber.conformance;

import io.noclobber.conformance.database.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Opens the connections that a contract is about. */
@FunctionalInterface
public interface Opener {
    /**
     * Opens one.
     *
     * @param options options of noclobber, by key
     */
    Connection open(Database database, Map<String, String> options) throws SQLException;
}
