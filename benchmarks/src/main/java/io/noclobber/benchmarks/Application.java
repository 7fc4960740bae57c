package io.noclobber.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** How the application is started, on tables of its own. */
final class Application {
    private Application() {}

    /** Makes the tables through the bare driver and opens the application through {@code variant}. */
    static OrderEntry open(Variant variant, String real, String user, String password) throws SQLException {
        String own = ownTables(variant, real, user, password);
        Connection bare = DriverManager.getConnection(own, user, password);
        OrderEntry.createTables(bare);
        Connection connection = DriverManager.getConnection(variant.url(own), user, password);
        return switch (variant) {
            case HAND_WRITTEN -> new CarefulOrderEntry(connection, bare);
            case CONVERSATION -> new ConversingOrderEntry(connection, bare);
            case BARE, NOCLOBBER, CHANGED, VERSION, ROWVERSION, P6SPY -> new OrderEntry(connection, bare);
        };
    }

    /** The URL of a place for tables of one variant, which then meets no other one. */
    static String ownTables(Variant variant, String real, String user, String password) throws SQLException {
        String name = "bench_" + variant.name().toLowerCase(Locale.ROOT);
        if (isInMemory(real)) {
            return real + name;
        }
        try (Connection connection = DriverManager.getConnection(real, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + name);
        }
        return real + (real.contains("?") ? "&" : "?") + "currentSchema=" + name;
    }

    /** Whether a database ends with its process. */
    static boolean isInMemory(String url) {
        return url.startsWith("jdbc:hsqldb:mem:");
    }
}
