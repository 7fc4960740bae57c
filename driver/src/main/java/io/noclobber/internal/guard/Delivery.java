package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Column;
import java.sql.Types;

/** How a driver delivers the values of a column. */
enum Delivery {
    /** As often as it is asked. */
    PLAIN,
    /** Perhaps only once, and asking may end the stream of it that was given before. */
    STREAM,
    /** As a stream; and reading the value costs a call to the database, or as much memory as it is long. */
    LARGE_OBJECT;

    static Delivery of(Column column) {
        return switch (column.type().jdbcType()) {
            case Types.BLOB, Types.CLOB, Types.NCLOB, Types.SQLXML -> LARGE_OBJECT;
            case Types.LONGVARBINARY, Types.LONGVARCHAR, Types.LONGNVARCHAR -> STREAM;
            default -> PLAIN;
        };
    }
}
