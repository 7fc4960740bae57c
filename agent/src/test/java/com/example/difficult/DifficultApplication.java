package com.example.difficult;

import com.example.legacy.Orders;
import java.io.File;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import javax.sql.PooledConnection;
import org.hsqldb.jdbc.JDBCDriver;

/** Comes by connections that cannot be guarded, each in a way of its own, and prints what became of it. */
public final class DifficultApplication {
    private DifficultApplication() {}

    /** Every name of a way gives a line {@code name result, connections left open}. */
    public static void main(String[] ways) {
        for (String way : ways) {
            String result;
            try {
                result = run(way);
            } catch (Exception | Error failure) {
                result = failure.getClass().getSimpleName() + ": " + failure.getMessage();
            }
            System.out.println(way + " " + result + ", open " + DifficultConnection.OPEN.get());
        }
    }

    private static String run(String way) throws Exception {
        switch (way) {
            case "driver":
                return Orders.edit(() -> new DifficultDriver().connect("jdbc:difficult:", secret()));
            case "unfinished":
                return Orders.edit(() -> new DifficultDriver().connect("jdbc:difficult:", unfinished()));
            case "source":
                return Orders.edit(new DifficultSource()::getConnection);
            case "pooled":
                return pooled();
            case "option":
                return Orders.edit(() -> new JDBCDriver().connect("jdbc:hsqldb:mem:option", misspelled()));
            case "properties":
                return Orders.edit(() -> new JDBCDriver().connect("jdbc:hsqldb:mem:properties", new Strange()));
            case "derived":
                return derived();
            default:
                return "unknown";
        }
    }

    private static String pooled() throws Exception {
        PooledConnection one = new DifficultSource().getPooledConnection();
        PooledConnection two = new DifficultSource().getPooledConnection();
        try (Connection mine = one.getConnection();
                Connection other = two.getConnection()) {
            Orders.create(other);
            return Orders.edit(mine, other);
        }
    }

    private static Properties secret() {
        Properties properties = new Properties();
        properties.setProperty("sharedSecret", "tiger99");
        return properties;
    }

    private static Properties unfinished() {
        Properties properties = new Properties();
        properties.setProperty(DifficultConnection.UNFINISHED, "yes");
        return properties;
    }

    private static Properties misspelled() {
        Properties properties = new Properties();
        properties.setProperty("noclobber.scpoe", "transaction");
        return properties;
    }

    private static String derived() throws Exception {
        try (Silent loader = new Silent()) {
            Driver driver = (Driver) loader.loadClass("com.example.difficult.DerivedDriver")
                    .getDeclaredConstructor()
                    .newInstance();
            return Orders.edit(() -> driver.connect("", new Properties()));
        }
    }

    /** Of a framework that reads them from elsewhere: not by their names. */
    private static final class Strange extends Properties {
        private static final long serialVersionUID = 1L;

        @Override
        public Set<String> stringPropertyNames() {
            throw new UnsupportedOperationException("the names are not known");
        }
    }

    /** A class loader that finds classes and gives no class files. */
    private static final class Silent extends URLClassLoader {
        Silent() throws Exception {
            super(places(), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] places() throws Exception {
            List<URL> places = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                if (entry.contains("hsqldb") || new File(entry).isDirectory()) {
                    places.add(new File(entry).toURI().toURL());
                }
            }
            return places.toArray(new URL[0]);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            if (name.endsWith("DifficultDriver.class")) {
                throw new IllegalStateException("class files are nobody's business");
            }
            return super.getResourceAsStream(name);
        }
    }
}
