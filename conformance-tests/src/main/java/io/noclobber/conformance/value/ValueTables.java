package io.noclobber.conformance.value;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The tables of one type: one holds each value once, numbered from 1, and NULL as number 0; the other has a row for each
 * pair, which holds its first value until somebody changes it to the second. Confined to one thread.
 */
final class ValueTables implements AutoCloseable {
    /** The number of a pair is that of its first value times this, plus that of its second. */
    static final int PAIR = 1000;

    private static final AtomicInteger TABLES = new AtomicInteger();

    private final Connection connection;
    private final TypeSamples samples;
    private final String values;
    private final String pairs;
    private final boolean dropped;

    private ValueTables(Connection connection, TypeSamples samples, int number, boolean dropped) {
        this.dropped = dropped;
        this.connection = connection;
        this.samples = samples;
        this.values = "nc_value_" + number;
        this.pairs = "nc_pair_" + number;
    }

    /** @param dropped whether {@link #close} drops them */
    static ValueTables create(Connection connection, TypeSamples samples, boolean dropped) throws SQLException {
        ValueTables tables = new ValueTables(connection, samples, TABLES.incrementAndGet(), dropped);
        tables.execute("CREATE TABLE " + tables.values + " (id INT NOT NULL PRIMARY KEY, c " + samples.type() + ")");
        tables.execute("CREATE TABLE " + tables.pairs + " (id INT NOT NULL PRIMARY KEY, c " + samples.type()
                + ", touched INT, later INT)");
        tables.store();
        return tables;
    }

    /** The table of single values. */
    String values() {
        return values;
    }

    /** The table of pairs, with the columns {@code id, c, touched, later}. */
    String pairs() {
        return pairs;
    }

    /** Whether the second value of a pair is stored as its first. */
    static boolean isUnchanged(int pair, TypeSamples samples) {
        return samples.same(pair / PAIR, pair % PAIR);
    }

    private void store() throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            insert(statement, 0, "NULL");
            int id = 1;
            for (Object value : samples.values()) {
                insert(statement, id++, value);
            }
        } finally {
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private void insert(Statement statement, int id, Object value) throws SQLException {
        String sql = "INSERT INTO " + values + " (id, c) VALUES (" + id + ", ";
        try {
            if (value instanceof String) {
                statement.executeUpdate(sql + value + ")");
                return;
            }
            try (PreparedStatement bound = connection.prepareStatement(sql + "?)")) {
                bound.setObject(1, value);
                bound.executeUpdate();
            }
        } catch (SQLException refused) {
            throw new SQLException(samples.type() + " does not take " + value + ": " + refused.getMessage(), refused);
        }
    }

    /** Stores the first value of each pair. */
    void storePairs(List<Integer> ids) throws SQLException {
        execute("DELETE FROM " + pairs);
        execute("INSERT INTO " + pairs + " (id, c, touched, later) SELECT v.id * " + PAIR
                + " + w.id, v.c, 0, w.id FROM "
                + values + " v, " + values + " w WHERE v.id * " + PAIR + " + w.id IN ("
                + ids.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")");
    }

    /** Changes each pair to its second value, which for some is the first one, written again. */
    void changePairs() throws SQLException {
        if (samples.between() != null) {
            execute("UPDATE " + pairs + " SET c = " + samples.between());
        }
        execute("UPDATE " + pairs + " SET c = (SELECT v.c FROM " + values + " v WHERE v.id = " + pairs + ".later)");
    }

    /** The pairs whose rows have been written by somebody who set {@code touched}. */
    Set<Integer> touched() throws SQLException {
        Set<Integer> touched = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM " + pairs + " WHERE touched <> 0")) {
            while (rows.next()) {
                touched.add(rows.getInt(1));
            }
        }
        return touched;
    }

    /** Whether an application can read the values at all. */
    boolean isReadable() {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT c FROM " + values)) {
            while (rows.next()) {
                rows.getObject(1);
            }
            return true;
        } catch (SQLException refused) {
            return false;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        if (dropped) {
            execute("DROP TABLE " + pairs);
            execute("DROP TABLE " + values);
        }
    }
}
