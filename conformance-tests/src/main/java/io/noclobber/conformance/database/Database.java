package io.noclobber.conformance.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * One running database and how to reach it. Immutable.
 *
 * @param engine the product
 * @param url the bare URL of the product's own driver
 * @param user the user of all connections
 * @param password the user's password
 * @param dataSource the driver's own data source, user and password included
 */
public record Database(Engine engine, String url, String user, String password, DataSource dataSource) {
    private static final String JDBC = "jdbc:";

    /** Opens a connection of the bare driver. */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        if (Boolean.getBoolean("test.agent")) {
            // the agent is told to leave it alone; without one the driver would be asked for what it does not know
            properties.setProperty("noclobber.mode", "off");
        }
        return DriverManager.getConnection(url, with(properties));
    }

    /** Adds user and password to {@code properties}. */
    public Properties with(Properties properties) {
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return properties;
    }

    /** The URL with something put between {@code jdbc:} and the rest, such as {@code noclobber:}. */
    public String url(String prefix) {
        return JDBC + prefix + url.substring(JDBC.length());
    }

    @Override
    public String toString() {
        return engine.toString();
    }
}
