package io.noclobber.conformance.database;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import javax.sql.DataSource;

/** A data source that asks the {@link DriverManager}, for drivers that have none or are not there to be compiled with. */
final class DriverSource {
    private DriverSource() {}

    static DataSource of(String url, String user, String password) {
        return of(url, user, password, Place.OWN);
    }

    static DataSource of(String url, String user, String password, Place place) {
        return (DataSource) Proxy.newProxyInstance(
                DriverSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return open(url, user, password, place);
                    }
                    throw new SQLFeatureNotSupportedException(method.getName());
                });
    }

    private static Connection open(String url, String user, String password, Place place) throws SQLException {
        Properties properties = new Properties();
        place.properties().forEach(properties::setProperty);
        UrlLogin.complete(properties, url, user, password);
        return place.enter(DriverManager.getConnection(url, properties));
    }
}
