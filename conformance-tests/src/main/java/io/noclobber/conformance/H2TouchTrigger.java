package io.noclobber.conformance;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** Changes {@code version} of the row of the documents that the second column of an inserted remark names. */
public final class H2TouchTrigger implements Trigger {
    private String docs = "";

    @Override
    public void init(Connection connection, String schema, String trigger, String table, boolean before, int type) {
        docs = table.toUpperCase(Locale.ROOT).replace("REMARKS", "DOCS");
    }

    @Override
    public void fire(Connection connection, Object @Nullable [] oldRow, Object[] newRow) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE " + docs + " SET version = version + 100 WHERE id = " + newRow[1]);
        }
    }
}
