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
 * @param user the user of all connections, empty where the URL has it or there is none
 * @param password the user's password, empty where the URL has it or there is none
 * @param dataSource the driver's own data source, user and password included
 * @param behaviour what it does of that in which databases differ
 * @param place where in it the tests have their tables
 */
public record Database(
        Engine engine,
        String url,
        String user,
        String password,
        DataSource dataSource,
        Behaviour behaviour,
        Place place) {
    private static final String JDBC = "jdbc:";

    /** One that was started for the tests, and does what its engine is known to do. */
    public Database(Engine engine, String url, String user, String password, DataSource dataSource) {
        this(engine, url, user, password, dataSource, Behaviour.of(engine), Place.OWN);
    }

    /** A running database of somebody's, reached by its URL alone. */
    public static Database running(
            Engine engine, String url, String user, String password, Behaviour behaviour, Place place) {
        return new Database(engine, url, user, password, DriverSource.of(url, user, password, place), behaviour, place);
    }

    /** The same with other behaviour. */
    public Database behaving(Behaviour other) {
        return new Database(engine, url, user, password, dataSource, other, place);
    }

    /** The same where the names of the tests' tables begin otherwise. */
    public Database prefixed(String prefix) {
        return new Database(engine, url, user, password, dataSource, behaviour, place.prefixed(prefix));
    }

    /** Opens a connection of the bare driver. */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        if (Boolean.getBoolean("test.agent")) {
            // the agent is told to leave it alone; without one the driver would be asked for what it does not know
            properties.setProperty("noclobber.mode", "off");
        }
        return entered(DriverManager.getConnection(url, with(properties)));
    }

    /** Brings a fresh connection where the tests have their tables. */
    public Connection entered(Connection connection) throws SQLException {
        return place.enter(connection);
    }

    /** Adds to {@code properties} user and password, as far as the URL does not have them, and what else connections are opened with. */
    public Properties with(Properties properties) {
        place.properties().forEach(properties::setProperty);
        UrlLogin.complete(properties, url, user, password);
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
