package io.noclobber.conformance.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where in a database the tests have their tables. Immutable.
 *
 * @param prefix what the names of all their tables begin with
 * @param schema the schema of all connections, {@code null} for the user's own
 * @param isCatalog whether that is what JDBC calls a catalog
 * @param properties what each connection is opened with, besides user and password
 * @param isShared whether others work in this database meanwhile
 */
public record Place(
        String prefix, @Nullable String schema, boolean isCatalog, Map<String, String> properties, boolean isShared) {
    /** That of a database which was started for the tests. */
    static final Place OWN = new Place("", null, false, Map.of(), false);

    public Place {
        Objects.requireNonNull(prefix, "prefix");
        properties = Map.copyOf(properties);
    }

    /** The same with other names. */
    Place prefixed(String other) {
        return new Place(other, schema, isCatalog, properties, isShared);
    }

    /** Brings a fresh connection there; closes it when that fails. */
    Connection enter(Connection connection) throws SQLException {
        try {
            if (schema != null && isCatalog) {
                connection.setCatalog(schema);
            } else if (schema != null) {
                connection.setSchema(schema);
            }
            return connection;
        } catch (SQLException failed) {
            try {
                connection.close();
            } catch (SQLException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            throw failed;
        }
    }
}
