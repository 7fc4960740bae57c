package io.noclobber;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What a web application does between its start and its end. Runs in a class loader of its own. */
public final class RedeployedApplication implements Runnable {
    @Override
    public void run() {
        try {
            work();
            // as a container does for an application that ends
            for (Driver driver : List.copyOf(DriverManager.drivers().toList())) {
                DriverManager.deregisterDriver(driver);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void work() throws SQLException {
        DriverManager.registerDriver(new NoclobberDriver());
        try (Connection connection = DriverManager.getConnection("jdbc:noclobber:h2:mem:redeployed");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS T (ID INT PRIMARY KEY, N INT)");
            statement.executeUpdate("DELETE FROM T");
            statement.executeUpdate("INSERT INTO T VALUES (1, 1)");
            try (PreparedStatement select = connection.prepareStatement("SELECT ID, N FROM T WHERE ID = ?")) {
                select.setInt(1, 1);
                ResultSet rows = select.executeQuery();
                rows.next();
                rows.getInt(2);
            }
            statement.executeUpdate("UPDATE T SET N = 2 WHERE ID = 1");
        }
    }
}
