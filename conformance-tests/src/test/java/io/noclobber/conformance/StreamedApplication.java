package io.noclobber.conformance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads a result that is larger than the memory of its JVM, row by row, and prints how many rows it has seen. */
final class StreamedApplication {
    private StreamedApplication() {}

    /** The arguments are URL, user, password, query and fetch size. */
    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(Integer.parseInt(arguments[4]));
                long rows = 0;
                long characters = 0;
                try (ResultSet result = statement.executeQuery(arguments[3])) {
                    while (result.next()) {
                        rows++;
                        characters += result.getString(2).length();
                    }
                }
                System.out.println(rows + " rows, " + characters + " characters");
            }
            connection.commit();
        }
    }
}
