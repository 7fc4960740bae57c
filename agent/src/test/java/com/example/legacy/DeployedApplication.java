package com.example.legacy;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.Callable;

/** What is in a WAR beside its driver: runs once, and leaves nothing behind when it is undeployed. */
public final class DeployedApplication implements Callable<String> {
    private static final String URL = "jdbc:hsqldb:mem:war";

    /** As the server makes it. */
    public DeployedApplication() {}

    @Override
    public String call() throws Exception {
        Class.forName("org.hsqldb.jdbc.JDBCDriver");
        String result = Orders.edit(() -> DriverManager.getConnection(URL, "sa", ""));
        try (Connection connection = DriverManager.getConnection(URL, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
        Driver driver = DriverManager.getDriver(URL);
        DriverManager.deregisterDriver(driver);
        return result;
    }
}
