package io.noclobber.conformance.tool;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;

/**
 * The driver of a database that the program has never heard of, for a jar of its own: H2, which says that it is something else.
 * It needs nothing but the JDK and H2's jar. Thread-safe.
 */
public final class NamelessDriver implements Driver {
    /** What it says of itself. */
    static final String PRODUCT = "Quillbase";

    private static final String PREFIX = "jdbc:quill:";

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        return disguised(real().connect("jdbc:h2:" + url.substring(PREFIX.length()), properties));
    }

    private static Driver real() throws SQLException {
        try {
            return (Driver)
                    Class.forName("org.h2.Driver").getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException missing) {
            throw new SQLException("H2 is not beside it", missing);
        }
    }

    private static Connection disguised(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                NamelessDriver.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                calling(real, "getMetaData", found -> metaData((DatabaseMetaData) found)));
    }

    private static Object metaData(DatabaseMetaData real) {
        return Proxy.newProxyInstance(
                NamelessDriver.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                calling(real, "getDatabaseProductName", found -> PRODUCT));
    }

    private interface Change {
        Object of(Object found);
    }

    private static InvocationHandler calling(Object real, String name, Change change) {
        return (proxy, method, arguments) -> {
            try {
                Object found = method.invoke(real, arguments);
                return method.getName().equals(name) ? change.of(found) : found;
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        };
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("quill");
    }
}
