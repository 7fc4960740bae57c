package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A table that is there as long as a run is, by which it knows whether somebody else drops its tables: what fails for that says nothing
 * of noclobber. Immutable.
 */
final class Sentinel {
    private final Database database;
    private final String name;

    private Sentinel(Database database) {
        this.database = database;
        this.name = database.place().prefix() + "ours_0";
    }

    /** Makes the table, which is dropped with all others of the run. */
    static Sentinel at(Database database) throws SQLException {
        Sentinel sentinel = new Sentinel(database);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE " + sentinel.name + " (id INT NOT NULL PRIMARY KEY)"
                    + database.engine().tableOptions());
        }
        return sentinel;
    }

    /** @throws CannotRunException when it is not there any more */
    void check() throws SQLException, CannotRunException {
        try (Connection connection = database.connect()) {
            if (new OwnObjects(database, name::equalsIgnoreCase)
                    .find(connection)
                    .isEmpty()) {
                throw new CannotRunException("Somebody has dropped the table " + name
                        + " of this run in the middle of it, and perhaps others, which tells nothing of noclobber: somebody else's"
                        + " clean, or a script that empties the schema. Run again when nobody does.");
            }
        }
    }
}
