package io.noclobber.internal.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** What a result set came from. */
public interface ResultOwner {
    GuardedConnection connection();

    /** The object that the application knows as the statement of {@code rows}, one of the driver's own result sets. */
    @Nullable Statement statementOf(ResultSet rows) throws SQLException;

    /** {@code rows} has been closed by the application. */
    void released(GuardedResultSet rows) throws SQLException;
}
