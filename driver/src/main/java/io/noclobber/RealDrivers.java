package io.noclobber;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the real driver of a URL, and says where it looked when there is none. */
final class RealDrivers {
    /** DriverManager hides drivers of other class loaders, and old jars declare no service. */
    private static final Map<String, List<String>> KNOWN = Map.ofEntries(
            Map.entry("postgresql", List.of("org.postgresql.Driver")),
            Map.entry("mariadb", List.of("org.mariadb.jdbc.Driver")),
            Map.entry("mysql", List.of("com.mysql.cj.jdbc.Driver", "com.mysql.jdbc.Driver")),
            Map.entry("hsqldb", List.of("org.hsqldb.jdbc.JDBCDriver", "org.hsqldb.jdbcDriver")),
            Map.entry("h2", List.of("org.h2.Driver")),
            Map.entry(
                    "derby",
                    List.of(
                            "org.apache.derby.iapi.jdbc.AutoloadedDriver",
                            "org.apache.derby.jdbc.EmbeddedDriver",
                            "org.apache.derby.client.ClientAutoloadedDriver",
                            "org.apache.derby.jdbc.ClientDriver")),
            Map.entry("sqlite", List.of("org.sqlite.JDBC")),
            Map.entry("oracle", List.of("oracle.jdbc.OracleDriver")),
            Map.entry("sqlserver", List.of("com.microsoft.sqlserver.jdbc.SQLServerDriver")),
            Map.entry("jtds", List.of("net.sourceforge.jtds.jdbc.Driver")),
            Map.entry("db2", List.of("com.ibm.db2.jcc.DB2Driver")),
            Map.entry("firebirdsql", List.of("org.firebirdsql.jdbc.FBDriver")),
            Map.entry("firebird", List.of("org.firebirdsql.jdbc.FBDriver")),
            Map.entry("sybase", List.of("com.sybase.jdbc4.jdbc.SybDriver")),
            Map.entry("informix-sqli", List.of("com.informix.jdbc.IfxDriver")),
            Map.entry("p6spy", List.of("com.p6spy.engine.spy.P6SpyDriver")));

    private final String url;
    private final List<String> tried = new ArrayList<>();

    private RealDrivers(String url) {
        this.url = url;
    }

    /**
     * The driver that accepts {@code url}.
     *
     * @param named the class the option {@code driver} names, or {@code null}
     */
    static Driver find(String url, @Nullable String named) throws SQLException {
        RealDrivers search = new RealDrivers(url);
        Driver driver = named == null ? search.find() : search.load(named);
        if (driver == null) {
            throw new SQLException(
                    "There is no driver for the URL behind jdbc:noclobber:, which begins with jdbc:" + protocol(url)
                            + ": (tried: " + String.join("; ", search.tried)
                            + "). Put the real driver's jar on the class path, or name its class by the option driver.",
                    "08001");
        }
        return driver;
    }

    private @Nullable Driver find() {
        Driver driver = registered();
        if (driver == null) {
            driver = service();
        }
        Iterator<String> known = KNOWN.getOrDefault(protocol(url), List.of()).iterator();
        while (driver == null && known.hasNext()) {
            driver = load(known.next());
        }
        return driver;
    }

    private static String protocol(String url) {
        int start = "jdbc:".length();
        int end = url.indexOf(':', start);
        return end < 0 ? url.substring(start) : url.substring(start, end);
    }

    private @Nullable Driver registered() {
        tried.add("java.sql.DriverManager");
        for (Driver driver : DriverManager.drivers().toList()) {
            if (accepts(driver)) {
                return driver;
            }
        }
        return null;
    }

    private @Nullable Driver service() {
        tried.add("services of the thread's context class loader");
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        Iterator<Driver> services = ServiceLoader.load(Driver.class, context).iterator();
        while (true) {
            try {
                if (!services.hasNext()) {
                    return null;
                }
                Driver driver = services.next();
                if (accepts(driver)) {
                    return driver;
                }
            } catch (ServiceConfigurationError broken) {
                tried.add("a service that cannot be loaded: " + broken.getMessage());
            }
        }
    }

    private boolean accepts(Driver driver) {
        try {
            return !(driver instanceof NoclobberDriver) && driver.acceptsURL(url);
        } catch (SQLException | RuntimeException | LinkageError refused) {
            tried.add(driver.getClass().getName() + ", which failed when asked: " + refused);
            return false;
        }
    }

    private @Nullable Driver load(String name) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        Driver driver = context == null ? null : load(name, context, "the context class loader");
        ClassLoader ours = RealDrivers.class.getClassLoader();
        return driver != null || ours == context ? driver : load(name, ours, "noclobber's class loader");
    }

    private @Nullable Driver load(String name, @Nullable ClassLoader loader, String whose) {
        try {
            Class<?> type = Class.forName(name, true, loader);
            return (Driver) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError | ClassCastException failed) {
            tried.add("class " + name + " in " + whose + ": " + failed);
            return null;
        }
    }
}
