package io.noclobber.dialect;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC driver behind a connection to MariaDB or MySQL, and in which mode it works. Immutable.
 *
 * @param connectorJ whether it is MySQL's; else it is MariaDB's
 * @param binaryRows whether prepared statements get their rows in binary; as text, a FLOAT has lost digits. {@code false}
 *     also where the driver does not tell, as Connector/J when the setting is not in the URL
 * @param uncountedBatches whether the server executes a batch as one, and nobody learns how many rows each element touched
 */
record MySqlDriver(boolean connectorJ, boolean binaryRows, boolean uncountedBatches) {
    private static final Pattern BINARY_ROWS = setting("useServerPrepStmts");
    private static final Pattern UNCOUNTED_BATCHES = setting("useBulkStmts");

    private static Pattern setting(String name) {
        return Pattern.compile("[?&]" + name + "=(true|1|yes)(&|$)", Pattern.CASE_INSENSITIVE);
    }

    /** The driver that gave {@code metaData}. MariaDB's has all settings in its URL, wherever they came from. */
    static MySqlDriver of(DatabaseMetaData metaData) throws SQLException {
        @Nullable String name = metaData.getDriverName();
        @Nullable String url = metaData.getURL();
        return new MySqlDriver(
                name != null && name.toLowerCase(Locale.ROOT).contains("mysql"),
                url != null && BINARY_ROWS.matcher(url).find(),
                url != null && UNCOUNTED_BATCHES.matcher(url).find());
    }
}
