package io.noclobber;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

/**
 * What an application does while its driver fails. Rows 1 to 3 of {@code T} were read before, row 2 is never written.
 */
enum FaultScenario {
    READ_AND_WRITE {
        @Override
        void run(Connection connection, Connection other) throws SQLException {
            read(connection, 1);
            write(connection, 11, 1);
        }
    },
    FIRST_LOOK_AT_A_TABLE {
        @Override
        void run(Connection connection, Connection other) throws SQLException {
            execute(connection, "SELECT ID, A FROM NEW_TABLE");
            execute(connection, "UPDATE NEW_TABLE SET A = 2 WHERE ID = 1");
        }
    },
    OWN_WRITES_IN_A_TRANSACTION {
        @Override
        void run(Connection connection, Connection other) throws SQLException {
            connection.setAutoCommit(false);
            write(connection, 11, 1);
            write(connection, 12, 1);
            connection.commit();
        }
    },
    /** What a write beside a trigger stores is read again before the commit. */
    OWN_WRITES_BESIDE_A_TRIGGER {
        @Override
        boolean hasTrigger() {
            return true;
        }

        @Override
        void run(Connection connection, Connection other) throws SQLException {
            connection.setAutoCommit(false);
            write(connection, 11, 1);
            write(connection, 12, 1);
            write(connection, 13, 3);
            connection.commit();
        }
    },
    SAVEPOINT {
        @Override
        void run(Connection connection, Connection other) throws SQLException {
            connection.setAutoCommit(false);
            write(connection, 11, 1);
            Savepoint savepoint = connection.setSavepoint();
            write(connection, 12, 1);
            connection.rollback(savepoint);
            Savepoint named = connection.setSavepoint("named");
            connection.releaseSavepoint(named);
            connection.commit();
        }
    },
    ROLLBACK {
        @Override
        void run(Connection connection, Connection other) throws SQLException {
            connection.setAutoCommit(false);
            write(connection, 11, 1);
            connection.rollback();
        }
    },
    BATCH {
        @Override
        void run(Connection connection, Connection other) throws SQLException {
            writeBatch(connection);
        }
    },
    BATCH_OF_TEXTS_IN_A_TRANSACTION {
        @Override
        void run(Connection connection, Connection other) throws SQLException {
            connection.setAutoCommit(false);
            try (Statement batch = connection.createStatement()) {
                batch.addBatch("UPDATE T SET A = 21 WHERE ID = 1");
                batch.addBatch("UPDATE T SET C = 'batch' WHERE ID = 3");
                batch.addBatch("UPDATE T SET A = 22 WHERE ID = 1");
                batch.executeBatch();
            }
            connection.commit();
        }
    },
    LITERALS {
        @Override
        void run(Connection connection, Connection other) throws SQLException {
            execute(connection, "UPDATE T SET A = 11 WHERE ID = 1");
        }
    },
    LIST_OF_KEYS {
        @Override
        void run(Connection connection, Connection other) throws SQLException {
            execute(connection, "UPDATE T SET A = 11 WHERE ID IN (1, 3)");
        }
    },
    GENERATED_KEYS {
        @Override
        void run(Connection connection, Connection other) throws SQLException {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE T SET A = 11 WHERE ID = 1", Statement.RETURN_GENERATED_KEYS)) {
                update.executeUpdate();
                try (ResultSet keys = update.getGeneratedKeys()) {
                    keys.next();
                }
            }
        }
    },
    DELETE {
        @Override
        void run(Connection connection, Connection other) throws SQLException {
            connection.setAutoCommit(false);
            execute(connection, "DELETE FROM T WHERE ID = 1");
            connection.rollback();
        }
    },
    /** A large object can only be compared by the driver, on the locked row. */
    LOCKED_BY_A_LARGE_OBJECT {
        @Override
        void run(Connection connection, Connection other) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT ID, D FROM T WHERE ID = 1")) {
                rows.next();
                rows.getString(2);
            }
            execute(connection, "UPDATE T SET A = 11, D = 'new' WHERE ID = 1");
        }
    },
    HIDDEN_VERSION {
        @Override
        void configure(NoclobberDataSource source) {
            source.setCompare("version");
            source.setVersion("*.V");
        }

        @Override
        void run(Connection connection, Connection other) throws SQLException {
            execute(connection, "SELECT ID, A FROM T WHERE ID = 1");
            read(connection, 1);
            execute(connection, "UPDATE T SET A = 11, V = V + 1 WHERE ID = 1");
        }
    },
    CURSOR {
        @Override
        void run(Connection connection, Connection other) throws SQLException {
            try (Statement statement = updatable(connection);
                    ResultSet rows = statement.executeQuery("SELECT ID, A, C FROM T WHERE ID = 1")) {
                rows.next();
                rows.updateInt(2, 11);
                rows.updateRow();
                rows.refreshRow();
            }
        }
    },
    CURSOR_IN_A_TRANSACTION {
        @Override
        void run(Connection connection, Connection other) throws SQLException {
            connection.setAutoCommit(false);
            try (Statement statement = updatable(connection);
                    ResultSet rows = statement.executeQuery("SELECT ID, A, C FROM T WHERE ID IN (1, 3)")) {
                rows.next();
                rows.updateInt(2, 11);
                rows.updateRow();
                rows.next();
                rows.deleteRow();
            }
            connection.rollback();
        }
    },
    CALL {
        @Override
        void run(Connection connection, Connection other) throws SQLException {
            try (CallableStatement call = connection.prepareCall("{call ABS(?)}")) {
                call.setInt(1, -3);
                call.execute();
                try (ResultSet rows = call.getResultSet()) {
                    rows.next();
                }
            }
            write(connection, 11, 1);
        }
    },
    REFUSED {
        @Override
        boolean refuses() {
            return true;
        }

        @Override
        void run(Connection connection, Connection other) throws SQLException {
            write(connection, 11, 1);
        }
    },
    REFUSED_AFTER_OWN_WORK {
        @Override
        boolean refuses() {
            return true;
        }

        @Override
        void run(Connection connection, Connection other) throws SQLException {
            connection.setAutoCommit(false);
            write(connection, 33, 3);
            write(connection, 11, 1);
        }
    },
    REFUSED_IN_A_BATCH {
        @Override
        boolean refuses() {
            return true;
        }

        @Override
        void run(Connection connection, Connection other) throws SQLException {
            writeBatch(connection);
        }
    },
    REFUSED_IN_A_LIST {
        @Override
        boolean refuses() {
            return true;
        }

        @Override
        void run(Connection connection, Connection other) throws SQLException {
            execute(connection, "UPDATE T SET A = 11 WHERE ID IN (1, 3)");
        }
    },
    REFUSED_THROUGH_A_CURSOR {
        @Override
        boolean refuses() {
            return true;
        }

        @Override
        boolean isDisturbedMeanwhile() {
            return true;
        }

        @Override
        void run(Connection connection, Connection other) throws SQLException {
            connection.setAutoCommit(false);
            try (Statement statement = updatable(connection);
                    ResultSet rows = statement.executeQuery("SELECT ID, A, C FROM T WHERE ID = 1")) {
                rows.next();
                execute(other, "UPDATE T SET A = 98 WHERE ID = 1");
                rows.updateString(3, "mine");
                rows.updateRow();
            }
        }
    };

    void configure(NoclobberDataSource source) {
        // as it comes
    }

    /** Whether a trigger stands at the table. */
    boolean hasTrigger() {
        return false;
    }

    /** Whether somebody else has changed row 1 since it was read, so that it must not be written. */
    boolean refuses() {
        return false;
    }

    /** Whether that happens while the application is at work. */
    boolean isDisturbedMeanwhile() {
        return false;
    }

    abstract void run(Connection connection, Connection other) throws SQLException;

    private static Statement updatable(Connection connection) throws SQLException {
        return connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
    }

    private static void writeBatch(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE T SET A = ? WHERE ID = ?")) {
            for (int id = 1; id <= 3; id += 2) {
                update.setInt(1, 20 + id);
                update.setInt(2, id);
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    static void execute(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(text)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        rows.getInt(1);
                    }
                }
            }
        }
    }

    static void read(Connection connection, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT ID, A, B, C FROM T WHERE ID = ?")) {
            statement.setInt(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    rows.getInt(2);
                }
            }
        }
    }

    static int write(Connection connection, int value, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("UPDATE T SET A = ? WHERE ID = ?")) {
            statement.setInt(1, value);
            statement.setInt(2, id);
            return statement.executeUpdate();
        }
    }
}
