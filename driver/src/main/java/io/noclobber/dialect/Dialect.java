package io.noclobber.dialect;

import io.noclobber.row.SqlSyntax;
import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * How one database spells sameness and row locks, and what its errors mean. Implementations are
 * stateless and thread-safe; what a method does not override is standard SQL.
 */
public interface Dialect {

    /** The engine's name, for messages and logs. */
    String name();

    /** The lexical rules of this connection, for example after asking for MySQL's sql_mode. */
    SqlSyntax syntax(Connection connection) throws SQLException;

    /** How a column of this type is captured and compared. */
    ColumnRule rule(ColumnType type);

    /**
     * What the rules must know of a table's columns beyond the standard metadata, such as a collation
     * that ignores case. Runs once a table, on a connection that is not in the middle of anything.
     *
     * @return the {@link ColumnType#trait() traits} by column name; columns without one are left out
     */
    default Map<String, String> inspect(Connection connection, TableName table) throws SQLException {
        return Map.of();
    }

    /**
     * Whether an UPDATE of {@code table} can give back what the database finally stored, by the JDBC
     * generated-keys API, in the same round trip: nothing may change the row after that (AFTER triggers, rules).
     */
    default boolean returnsStoredRow(Connection connection, TableName table) throws SQLException {
        return false;
    }

    /** How a row is locked so that it stays as it is until the transaction ends. */
    RowLock rowLock(int isolation);

    /** The two ways to lock a row. */
    enum RowLock {
        /** {@code SELECT … FOR UPDATE}. */
        FOR_UPDATE,
        /** An UPDATE that sets a key column to itself, then a plain SELECT: where FOR UPDATE locks nothing. */
        NO_OP_UPDATE
    }

    /** By which read a transaction at {@code isolation} (a constant of {@link Connection}) sees a row as its own write just saw it. */
    VerdictRead verdictRead(int isolation);

    /** How a verdict reads a row. */
    enum VerdictRead {
        /** A plain SELECT on the same connection. */
        PLAIN,
        /** A SELECT … FOR UPDATE on the same connection: a plain one shows the old snapshot. */
        LOCKING,
        /** On a second connection: this transaction can show nothing, or only the old snapshot. */
        SECOND_CONNECTION
    }

    /**
     * What an error of a write says about concurrent changes.
     *
     * @param isolation the transaction's isolation, a constant of {@link Connection}
     */
    NativeSignal signal(SQLException error, int isolation);

    /** What the database's own exception means for the row and for the transaction. */
    enum NativeSignal {
        /** Nothing to do with other writers. */
        NONE,
        /** Somebody changed the row; the transaction and its earlier work are alive. */
        CHANGED_ALIVE,
        /** Somebody changed the row; the transaction must be rolled back before anything else. */
        CHANGED_MUST_ROLL_BACK,
        /** Somebody changed the row; the database has already rolled the transaction back. */
        CHANGED_ROLLED_BACK
    }

    /**
     * Whether a second connection to {@code url} reaches the same database; false for private
     * in-memory databases.
     */
    default boolean reachesSameDatabase(String url) {
        return true;
    }
}
