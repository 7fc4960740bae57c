package io.noclobber.conformance;

import io.noclobber.NoclobberDataSource;
import io.noclobber.conformance.database.Database;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A way by which an application comes by a guarded connection. */
public enum EntryPath implements Opener {
    /** {@code DriverManager}, with the options in the brackets of the URL. */
    URL {
        @Override
        public Connection open(Database database, Map<String, String> options) throws SQLException {
            String brackets = options.entrySet().stream()
                    .map(option -> option.getKey() + "=" + option.getValue())
                    .collect(Collectors.joining(";", "[", "]"));
            String prefix = options.isEmpty() ? "noclobber:" : "noclobber" + brackets + ":";
            return DriverManager.getConnection(database.url(prefix), database.user(), database.password());
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
    };

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
