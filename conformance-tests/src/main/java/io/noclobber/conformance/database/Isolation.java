package io.noclobber.conformance.database;

import java.sql.Connection;

/** The isolation levels of JDBC. */
public enum Isolation {
    READ_UNCOMMITTED(Connection.TRANSACTION_READ_UNCOMMITTED),
    READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED),
    REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ),
    SERIALIZABLE(Connection.TRANSACTION_SERIALIZABLE);

    private final int level;

    Isolation(int level) {
        this.level = level;
    }

    /** The constant of {@link Connection}. */
    public int level() {
        return level;
    }

    /** Whether a transaction of this level that has read a row keeps others from writing it, as the engine is known to do. */
    boolean readersBlockWriters(Engine engine) {
        return switch (engine) {
            case HSQLDB, DERBY -> this == REPEATABLE_READ || this == SERIALIZABLE;
            case MARIADB, MYSQL_56, FIREBIRD -> this == SERIALIZABLE;
            case HSQLDB_MVCC, H2, STRANGER, SQLITE, DUCKDB, POSTGRESQL_14, POSTGRESQL_18, IGNITE -> false;
        };
    }

    /** Whether a write to a row that another transaction has written waits for its end, and then sees the outcome. */
    boolean writersWait(Engine engine) {
        return switch (engine) {
            case SQLITE, DUCKDB, IGNITE -> false;
            // raises at once, whether the other commits or not
            case HSQLDB_MVCC -> this == READ_UNCOMMITTED || this == READ_COMMITTED;
            // sees what is not committed
            case H2, STRANGER -> this != READ_UNCOMMITTED;
            case HSQLDB, DERBY, POSTGRESQL_14, POSTGRESQL_18, MARIADB, MYSQL_56, FIREBIRD -> true;
        };
    }
}
