package io.noclobber.internal.jdbc;

import java.sql.SQLException;
import java.sql.Statement;

/** What an application sets on a statement and means for each text that the statement runs. */
enum Attribute {
    ESCAPE_PROCESSING,
    FETCH_DIRECTION,
    FETCH_SIZE,
    LARGE_MAX_ROWS,
    MAX_FIELD_SIZE,
    MAX_ROWS,
    POOLABLE,
    QUERY_TIMEOUT;

    /**
     * Whether it means the rows that the application is given, and not those by which the guard learns what was stored. For
     * as long as there may be more of these to fetch PostgreSQL's driver tells no count.
     */
    boolean isOfRows() {
        return switch (this) {
            case FETCH_DIRECTION, FETCH_SIZE, LARGE_MAX_ROWS, MAX_FIELD_SIZE, MAX_ROWS -> true;
            case ESCAPE_PROCESSING, POOLABLE, QUERY_TIMEOUT -> false;
        };
    }

    void apply(Statement statement, long value) throws SQLException {
        switch (this) {
            case ESCAPE_PROCESSING -> statement.setEscapeProcessing(value != 0);
            case FETCH_DIRECTION -> statement.setFetchDirection((int) value);
            case FETCH_SIZE -> statement.setFetchSize((int) value);
            case LARGE_MAX_ROWS -> statement.setLargeMaxRows(value);
            case MAX_FIELD_SIZE -> statement.setMaxFieldSize((int) value);
            case MAX_ROWS -> statement.setMaxRows((int) value);
            case POOLABLE -> statement.setPoolable(value != 0);
            case QUERY_TIMEOUT -> statement.setQueryTimeout((int) value);
        }
    }
}
