package io.noclobber;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What {@link LogTest} runs in a JVM of its own, to see what it logs. */
final class LoggedApplication {
    private LoggedApplication() {}

    public static void main(String[] arguments) throws SQLException {
        try (Connection bare = DriverManager.getConnection("jdbc:hsqldb:mem:logged");
                Connection ours = DriverManager.getConnection("jdbc:noclobber:hsqldb:mem:logged")) {
            run(bare, "CREATE TABLE ORDERS (ID INT PRIMARY KEY, STATUS VARCHAR(20))");
            run(bare, "INSERT INTO ORDERS VALUES (4711, 'OPEN')");
            read(ours);
            run(bare, "UPDATE ORDERS SET STATUS = 'SHIPPED'");
            refused(ours, "UPDATE ORDERS SET STATUS = 'SECRET' WHERE ID = 4711");
            for (String value : new String[] {"one", "two"}) {
                failing(ours, "UPDATE ORDERS SET SET STATUS = '" + value + "'");
            }
        }
        options();
    }

    /** A conflict whose explanation has to wait for this transaction itself. */
    private static void options() throws SQLException {
        String url = "jdbc:noclobber[scope=transaction;diffTimeout=30ms;redact=*.STATUS]:hsqldb:mem:logged";
        try (Connection ours = DriverManager.getConnection(url)) {
            run(ours, "CREATE TABLE NOTES (ID INT PRIMARY KEY, ORDER_ID INT)");
            run(
                    ours,
                    "CREATE TRIGGER TOUCH AFTER INSERT ON NOTES REFERENCING NEW ROW AS N FOR EACH ROW"
                            + " BEGIN ATOMIC UPDATE ORDERS SET STATUS = 'NOTED' WHERE ID = N.ORDER_ID; END");
            ours.setAutoCommit(false);
            read(ours);
            run(ours, "INSERT INTO NOTES VALUES (1, 4711)");
            refused(ours, "UPDATE ORDERS SET STATUS = 'SECRET' WHERE ID = 4711");
            ours.rollback();
        }
    }

    private static void run(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private static void read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM ORDERS")) {
            while (rows.next()) {
                rows.getString(2);
            }
        }
    }

    private static void refused(Connection connection, String text) throws SQLException {
        try {
            run(connection, text);
            throw new IllegalStateException("not refused: " + text);
        } catch (ConcurrencyConflictException expected) {
            System.out.println("refused: " + expected.getSQLState());
        }
    }

    private static void failing(Connection connection, String text) {
        try {
            run(connection, text);
            throw new IllegalStateException("did not fail: " + text);
        } catch (SQLException expected) {
            System.out.println("failed: " + expected.getSQLState());
        }
    }
}
