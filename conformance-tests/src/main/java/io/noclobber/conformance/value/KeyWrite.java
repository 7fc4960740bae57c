package io.noclobber.conformance.value;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A way to write a row by its key, in one spelling of it. */
enum KeyWrite {
    /** {@code k = …} */
    EQUAL(1, "k = %s"),
    /** {@code k IN (…, …)} */
    LIST(2, "k IN (%1$s, %1$s)"),
    /** An element of a batch. */
    BATCH(1, "k = %s");

    /** The guard has refused the write. */
    static final int REFUSED = -1;

    /** The database has. */
    static final int FAILED = -2;

    private final int parameters;
    private final String condition;

    KeyWrite(int parameters, String condition) {
        this.parameters = parameters;
        this.condition = condition;
    }

    /** How many rows were written. */
    int run(Connection connection, String table, Object spelling, int value) {
        String text = "UPDATE " + table + " SET a = ? WHERE " + String.format(condition, expression(spelling));
        try (PreparedStatement update = connection.prepareStatement(text)) {
            update.setInt(1, value);
            for (int i = 1; i <= parameters; i++) {
                bind(update, i + 1, spelling);
            }
            if (this != BATCH) {
                return update.executeUpdate();
            }
            update.addBatch();
            return update.executeBatch()[0];
        } catch (ConcurrencyConflictException refused) {
            return REFUSED;
        } catch (BatchUpdateException failed) {
            return failed.getNextException() instanceof ConcurrencyConflictException ? REFUSED : FAILED;
        } catch (SQLException failed) {
            // what the database does not take as a key; the bare driver is asked as well
            return FAILED;
        }
    }

    /** Reads the row without its key. */
    static void read(Connection connection, String table, Object spelling) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT a FROM " + table + " WHERE k = " + expression(spelling))) {
            bind(query, 1, spelling);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    rows.getInt(1);
                }
            }
        }
    }

    private static String expression(Object spelling) {
        return spelling instanceof KeySamples.Literal literal ? literal.text() : "?";
    }

    private static void bind(PreparedStatement statement, int index, Object spelling) throws SQLException {
        if (spelling instanceof KeySamples.Bound bound) {
            bound.binder().bind(statement, index);
        } else if (!(spelling instanceof KeySamples.Literal)) {
            statement.setObject(index, spelling);
        }
    }
}
