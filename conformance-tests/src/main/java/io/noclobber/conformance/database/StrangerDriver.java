package io.noclobber.conformance.database;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The driver of a database that nobody has heard of: another one that does not tell its name. Its URLs are
 * {@code jdbc:stranger:<name>}. Thread-safe.
 */
public final class StrangerDriver extends PrefixedDriver {
    /** What the database says it is. */
    public static final String PRODUCT = "Stranger";

    private static final String PREFIX = "jdbc:stranger:";
    private static final Map<String, String> URLS = new ConcurrentHashMap<>();
    private static final StrangerDriver DRIVER = new StrangerDriver();

    static {
        try {
            DriverManager.registerDriver(DRIVER);
        } catch (SQLException refused) {
            throw new ExceptionInInitializerError(refused);
        }
    }

    private final Queue<String> texts = new ConcurrentLinkedQueue<>();

    private StrangerDriver() {
        super(PREFIX);
    }

    static Database overH2() {
        return over(Engine.STRANGER, "h2", EmbeddedDatabases.h2());
    }

    /** The texts that were prepared since the last call, on whichever connection. */
    public static List<String> prepared() {
        List<String> taken = new ArrayList<>();
        for (String text = DRIVER.texts.poll(); text != null; text = DRIVER.texts.poll()) {
            taken.add(text);
        }
        return taken;
    }

    /**
     * The same database under {@code name}, as if nobody had measured it.
     *
     * @param engine what it passes for in the tests
     */
    public static Database over(Engine engine, String name, Database known) {
        URLS.put(name, known.url());
        String url = PREFIX + name;
        return new Database(
                engine, url, known.user(), known.password(), DriverSource.of(url, known.user(), known.password()));
    }

    @Override
    protected Connection open(String name, Properties properties) throws SQLException {
        String url = PREFIX + name;
        String real = URLS.get(name);
        if (real == null) {
            throw new SQLException("nothing is known under " + url);
        }
        return disguised(DriverManager.getConnection(real, properties), url);
    }

    private Connection disguised(Connection real, String url) {
        return Disguise.of(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().startsWith("prepare") && arguments != null) {
                texts.add((String) arguments[0]);
            }
            Object answer = Disguise.call(real, method, arguments);
            return answer instanceof DatabaseMetaData metaData
                    ? disguised(metaData, url, proxy)
                    : disguised(answer, method, "getConnection", proxy);
        });
    }

    private static DatabaseMetaData disguised(DatabaseMetaData real, String url, Object connection) {
        return Disguise.of(DatabaseMetaData.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getDatabaseProductName", "getDriverName" -> PRODUCT;
            case "getDatabaseProductVersion", "getDriverVersion" -> "1.0";
            case "getURL" -> url;
            case "getConnection" -> connection;
            default -> Disguise.call(real, method, arguments);
        });
    }

    /** What navigates back to {@code origin}, as every driver's objects do. */
    private static @Nullable Object disguised(@Nullable Object answer, Method from, String navigation, Object origin) {
        if (!(answer instanceof Statement) && !(answer instanceof ResultSet)) {
            return answer;
        }
        return Disguise.of(from.getReturnType(), (proxy, method, arguments) -> {
            if (method.getName().equals(navigation)) {
                return origin;
            }
            return disguised(Disguise.call(answer, method, arguments), method, "getStatement", proxy);
        });
    }
}
