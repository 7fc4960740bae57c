package io.noclobber.conformance.fault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds out whether a connection still guards, and refuses nothing else. Confined to one thread at a time. */
final class Probe implements AutoCloseable {
    /** What it should do. */
    static final String GUARDS = "untouched: 1 written, touched: refused";

    private final Connection other;
    private final String table;
    private final AtomicInteger ids = new AtomicInteger();

    /** @param other a connection of the bare driver, closed with this */
    Probe(Connection other, String table) throws SQLException {
        this.other = other;
        this.table = table;
        execute(other, "CREATE TABLE " + table + " (ID INT PRIMARY KEY, A INT)");
    }

    /** What it does with a row that nobody has touched and with one that somebody has. */
    synchronized String of(Connection connection) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            if (connection.isReadOnly()) {
                connection.setReadOnly(false);
            }
            int id = ids.addAndGet(2);
            execute(other, "INSERT INTO " + table + " VALUES (" + id + ", 1), (" + (id + 1) + ", 1)");
            read(connection, id);
            read(connection, id + 1);
            execute(other, "UPDATE " + table + " SET A = 2 WHERE ID = " + (id + 1));
            return "untouched: " + write(connection, id) + ", touched: " + write(connection, id + 1);
        } catch (SQLException | RuntimeException refused) {
            return "no probe: " + refused;
        }
    }

    private void read(Connection connection, int id) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, A FROM " + table + " WHERE ID = " + id)) {
            while (rows.next()) {
                rows.getInt(2);
            }
        }
    }

    private String write(Connection connection, int id) {
        try {
            return execute(connection, "UPDATE " + table + " SET A = 3 WHERE ID = " + id) + " written";
        } catch (SQLException refused) {
            return Fault.isConflict(refused) ? "refused" : "failed by " + refused;
        }
    }

    private static int execute(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(text);
        }
    }

    @Override
    public void close() throws SQLException {
        other.close();
    }
}
