package io.noclobber.clients.pool;

import io.noclobber.conformance.database.Disguise;
import io.noclobber.conformance.database.PrefixedDriver;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A real driver, {@code jdbc:counted:…}, that knows which of its connections are open, and which statements of each. Closing a
 * connection closes its statements. Thread-safe.
 */
public final class CountedDriver extends PrefixedDriver {
    private static final Map<Counted, Set<Counted>> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong CLOSINGS = new AtomicLong();
    private static final String PREFIX = "jdbc:counted:";

    static {
        try {
            DriverManager.registerDriver(new CountedDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** As pools make it. */
    public CountedDriver() {
        super(PREFIX);
    }

    /** How many connections were closed so far. */
    static long closings() {
        return CLOSINGS.get();
    }

    /** Counts what is opened from now on only, so that what one test leaves open is found in that test alone. */
    static void forget() {
        OPEN.clear();
    }

    static int connections() {
        return OPEN.size();
    }

    static int statements() {
        return OPEN.values().stream().mapToInt(Set::size).sum();
    }

    /** An object that is among its likes until it is closed. */
    private static final class Counted implements InvocationHandler {
        private final Object real;
        private final Counted connection;

        Counted(Object real, @Nullable Counted connection) {
            this.real = real;
            this.connection = connection == null ? this : connection;
            if (connection == null) {
                OPEN.put(this, ConcurrentHashMap.newKeySet());
            } else {
                OPEN.getOrDefault(connection, ConcurrentHashMap.newKeySet()).add(this);
            }
        }

        private void closed() {
            if (connection == this) {
                if (OPEN.remove(this) != null) {
                    CLOSINGS.incrementAndGet();
                }
            } else {
                OPEN.getOrDefault(connection, Set.of()).remove(this);
            }
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            String name = method.getName();
            if (method.getDeclaringClass() == Object.class) {
                return switch (name) {
                    case "equals" -> arguments != null && proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "counted " + real;
                };
            }
            if (name.equals("close") || name.equals("abort")) {
                closed();
            }
            Object result = Disguise.call(real, method, arguments);
            return switch (name) {
                case "prepareStatement" ->
                    Disguise.of(PreparedStatement.class, new Counted(Objects.requireNonNull(result), connection));
                case "createStatement" ->
                    Disguise.of(Statement.class, new Counted(Objects.requireNonNull(result), connection));
                default -> result;
            };
        }
    }

    @Override
    protected Connection open(String rest, Properties properties) throws SQLException {
        return Disguise.of(
                Connection.class, new Counted(DriverManager.getConnection("jdbc:" + rest, properties), null));
    }
}
