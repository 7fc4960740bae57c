package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.WiderQuery;
import io.noclobber.internal.sql.AnalysedStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a statement came to be. Immutable, but for the connection it names.
 *
 * @param connection the connection that made it
 * @param cursors what the application said of its result sets, or {@code null}
 * @param keys the generated keys asked for when it was prepared
 * @param prepared what is known of its text, or {@code null} for a plain statement
 * @param wider the form in which its text was prepared, or {@code null} for as it is
 */
public record Origin(
        GuardedConnection connection,
        @Nullable CursorKind cursors,
        KeysRequest keys,
        @Nullable AnalysedStatement prepared,
        @Nullable WiderQuery wider) {

    /** One that was prepared as it is, or is plain. */
    public Origin(
            GuardedConnection connection,
            @Nullable CursorKind cursors,
            KeysRequest keys,
            @Nullable AnalysedStatement prepared) {
        this(connection, cursors, keys, prepared, null);
    }

    /**
     * Prepares another text as the application prepared its own.
     *
     * @param givesRows whether the text gives rows; plain statements that give none are as plain without their cursors:
     *     MariaDB's driver takes what is prepared with a cursor for a wish for generated keys
     */
    PreparedStatement prepare(String sql, KeysRequest requested, List<String> stored, boolean givesRows)
            throws SQLException {
        Connection driver = connection.delegate;
        if (!requested.asks() && !stored.isEmpty()) {
            return driver.prepareStatement(sql, stored.toArray(new String[0]));
        }
        return cursors == null || requested.asks() || prepared == null && !givesRows
                ? requested.prepare(driver, sql)
                : cursors.prepare(driver, sql);
    }
}
