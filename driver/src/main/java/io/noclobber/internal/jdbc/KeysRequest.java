package io.noclobber.internal.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which generated keys the application asked for, and in which of JDBC's ways. Immutable; the arrays
 * are copies.
 */
sealed interface KeysRequest {
    /** The application said nothing about keys. */
    KeysRequest NONE = new Unspecified();

    /** Whether keys are wanted at all. */
    boolean asks();

    boolean execute(Statement statement, String sql) throws SQLException;

    int executeUpdate(Statement statement, String sql) throws SQLException;

    long executeLargeUpdate(Statement statement, String sql) throws SQLException;

    PreparedStatement prepare(Connection connection, String sql) throws SQLException;

    /** {@code execute(sql)}. */
    record Unspecified() implements KeysRequest {
        @Override
        public boolean asks() {
            return false;
        }

        @Override
        public boolean execute(Statement statement, String sql) throws SQLException {
            return statement.execute(sql);
        }

        @Override
        public int executeUpdate(Statement statement, String sql) throws SQLException {
            return statement.executeUpdate(sql);
        }

        @Override
        public long executeLargeUpdate(Statement statement, String sql) throws SQLException {
            return statement.executeLargeUpdate(sql);
        }

        @Override
        public PreparedStatement prepare(Connection connection, String sql) throws SQLException {
            return connection.prepareStatement(sql);
        }
    }

    /** {@code execute(sql, RETURN_GENERATED_KEYS)}, or the flag that asks for none. */
    record Flag(int flag) implements KeysRequest {
        @Override
        public boolean asks() {
            return flag != Statement.NO_GENERATED_KEYS;
        }

        @Override
        public boolean execute(Statement statement, String sql) throws SQLException {
            return statement.execute(sql, flag);
        }

        @Override
        public int executeUpdate(Statement statement, String sql) throws SQLException {
            return statement.executeUpdate(sql, flag);
        }

        @Override
        public long executeLargeUpdate(Statement statement, String sql) throws SQLException {
            return statement.executeLargeUpdate(sql, flag);
        }

        @Override
        public PreparedStatement prepare(Connection connection, String sql) throws SQLException {
            return connection.prepareStatement(sql, flag);
        }
    }

    /** {@code execute(sql, int[])}. */
    record Indexes(int @Nullable [] indexes) implements KeysRequest {
        public Indexes {
            indexes = indexes == null ? null : indexes.clone();
        }

        /** Whether any column is numbered. A driver that takes no numbers takes none of them all the same. */
        boolean namesAny() {
            return indexes != null && indexes.length > 0;
        }

        @Override
        public boolean asks() {
            return true;
        }

        @Override
        public boolean execute(Statement statement, String sql) throws SQLException {
            return statement.execute(sql, indexes);
        }

        @Override
        public int executeUpdate(Statement statement, String sql) throws SQLException {
            return statement.executeUpdate(sql, indexes);
        }

        @Override
        public long executeLargeUpdate(Statement statement, String sql) throws SQLException {
            return statement.executeLargeUpdate(sql, indexes);
        }

        @Override
        public PreparedStatement prepare(Connection connection, String sql) throws SQLException {
            return connection.prepareStatement(sql, indexes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Indexes that && Arrays.equals(indexes, that.indexes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(indexes);
        }
    }

    /** {@code execute(sql, String[])}. */
    record Names(String @Nullable [] names) implements KeysRequest {
        public Names {
            names = names == null ? null : names.clone();
        }

        @Override
        public boolean asks() {
            return true;
        }

        @Override
        public boolean execute(Statement statement, String sql) throws SQLException {
            return statement.execute(sql, names);
        }

        @Override
        public int executeUpdate(Statement statement, String sql) throws SQLException {
            return statement.executeUpdate(sql, names);
        }

        @Override
        public long executeLargeUpdate(Statement statement, String sql) throws SQLException {
            return statement.executeLargeUpdate(sql, names);
        }

        @Override
        public PreparedStatement prepare(Connection connection, String sql) throws SQLException {
            return connection.prepareStatement(sql, names);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Names that && Arrays.equals(names, that.names);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(names);
        }
    }
}
