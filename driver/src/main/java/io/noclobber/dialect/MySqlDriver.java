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
 * @param stoppingBatches whether nothing of a batch is run after its first failure, although the counts tell of all
 *     elements; {@code false} also where Connector/J has the setting from elsewhere than its URL
 */
record MySqlDriver(boolean connectorJ, boolean binaryRows, boolean uncountedBatches, boolean stoppingBatches) {
    private static final Pattern BINARY_ROWS = setting("useServerPrepStmts");
    private static final Pattern UNCOUNTED_BATCHES = setting("useBulkStmts");
    private static final Pattern STOPPING_BATCHES = setting("continueBatchOnError", "false|no");

    private static Pattern setting(String name) {
        return setting(name, "true|1|yes");
    }

    private static Pattern setting(String name, String values) {
        return Pattern.compile("[?&]" + name + "=(" + values + ")(&|$)", Pattern.CASE_INSENSITIVE);
    }

    /** The driver that gave {@code metaData}. MariaDB's has all settings in its URL, wherever they came from. */
    static MySqlDriver of(DatabaseMetaData metaData) throws SQLException {
        @Nullable String name = metaData.getDriverName();
        @Nullable String url = metaData.getURL();
        boolean connectorJ = name != null && name.toLowerCase(Locale.ROOT).contains("mysql");
        return new MySqlDriver(
                connectorJ,
                url != null && BINARY_ROWS.matcher(url).find(),
                url != null && UNCOUNTED_BATCHES.matcher(url).find(),
                connectorJ && url != null && STOPPING_BATCHES.matcher(url).find());
    }
}
