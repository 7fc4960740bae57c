package io.noclobber.conformance;

import io.noclobber.NoclobberDataSource;
import io.noclobber.conformance.database.Database;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** A way by which an application comes by a guarded connection. */
public enum EntryPath implements Opener {
    /** {@code DriverManager}, with the options in the brackets of the URL. */
    URL {
        @Override
        public Connection open(Database database, Map<String, String> options) throws SQLException {
            String brackets = options.entrySet().stream()
                    .map(option -> option.getKey() + "=" + escaped(option.getValue()))
                    .collect(Collectors.joining(";", "[", "]"));
            String prefix = options.isEmpty() ? "noclobber:" : "noclobber" + brackets + ":";
            return database.entered(DriverManager.getConnection(database.url(prefix), database.with(new Properties())));
        }
    },

    /** {@code NoclobberDataSource} around the driver's own data source. */
    DATA_SOURCE {
        @Override
        public Connection open(Database database, Map<String, String> options) throws SQLException {
            NoclobberDataSource source = new NoclobberDataSource(database.dataSource());
            for (Map.Entry<String, String> option : options.entrySet()) {
                set(source, option.getKey(), option.getValue());
            }
            return source.getConnection();
        }
    },

    /** {@code DriverManager} with the driver's own URL, in a JVM that runs with the agent. */
    AGENT {
        @Override
        public Connection open(Database database, Map<String, String> options) throws SQLException {
            Properties properties = new Properties();
            options.forEach((name, value) -> properties.setProperty("noclobber." + name, value));
            return DriverManager.getConnection(database.url(), database.with(properties));
        }
    },

    /** The driver's own data source, in a JVM that runs with the agent. */
    AGENT_DATA_SOURCE {
        @Override
        public Connection open(Database database, Map<String, String> options) throws SQLException {
            options.forEach((name, value) -> System.setProperty("noclobber." + name, value));
            try {
                return database.dataSource().getConnection();
            } finally {
                options.keySet().forEach(name -> System.clearProperty("noclobber." + name));
            }
        }
    };

    /** Those by which a connection comes in this JVM. */
    static List<EntryPath> ofThisJvm() {
        return AgentView.isOn() ? List.of(AGENT, AGENT_DATA_SOURCE) : List.of(URL, DATA_SOURCE);
    }

    /** As the brackets of a URL want it. */
    private static String escaped(String value) {
        return value.replace("%", "%25").replace(";", "%3B").replace("]", "%5D");
    }

    /** As a container or a pool sets the properties of a bean. */
    private static void set(NoclobberDataSource source, String property, String value) {
        String setter = "set" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
        try {
            NoclobberDataSource.class.getMethod(setter, String.class).invoke(source, value);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalArgumentException(property + " was not taken", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("the data source has no property " + property, e);
        }
    }
}
