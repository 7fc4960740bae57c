package io.noclobber.conformance.fault;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Puts a proxy before each JDBC object that is reached from another one, the same for the same object. Thread-safe. */
abstract class Mirrors {
    private static final List<Class<?>> TYPES = List.of(
            Connection.class,
            Statement.class,
            ResultSet.class,
            DatabaseMetaData.class,
            ResultSetMetaData.class,
            ParameterMetaData.class);

    private final Queue<ResultSet> rows = new ConcurrentLinkedQueue<>();
    private final Queue<Statement> statements = new ConcurrentLinkedQueue<>();
    private final Map<Object, Object> proxies = Collections.synchronizedMap(new IdentityHashMap<>());

    /** What happens instead of the call. */
    abstract @Nullable Object call(Object real, Method method, Object @Nullable [] arguments) throws Throwable;

    /** How many of the results are open. */
    final long openRows() throws SQLException {
        long open = 0;
        for (ResultSet result : rows) {
            open += result.isClosed() ? 0 : 1;
        }
        return open;
    }

    /** How many of the statements are open. */
    final long openStatements() throws SQLException {
        long open = 0;
        for (Statement statement : statements) {
            open += statement.isClosed() ? 0 : 1;
        }
        return open;
    }

    private void found(Object real) {
        if (real instanceof ResultSet result) {
            rows.add(result);
        }
        if (real instanceof Statement statement) {
            statements.add(statement);
        }
    }

    /** The proxy before {@code real}, or itself where it is none of JDBC's objects. */
    final @Nullable Object of(@Nullable Object real) {
        if (real == null || TYPES.stream().noneMatch(type -> type.isInstance(real))) {
            return real;
        }
        synchronized (proxies) {
            Object known = proxies.get(real);
            if (known == null) {
                known = around(real);
                proxies.put(real, known);
                found(real);
            }
            return known;
        }
    }

    final Object around(Object real) {
        return Proxy.newProxyInstance(Mirrors.class.getClassLoader(), interfaces(real), (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return method.getName().equals("equals")
                        ? (Object) (proxy == arguments[0])
                        : method.invoke(real, arguments);
            }
            Object given = call(real, method, arguments);
            // who unwraps wants the object itself
            return method.getName().equals("unwrap") ? given : of(given);
        });
    }

    private static Class<?>[] interfaces(Object real) {
        Set<Class<?>> all = new LinkedHashSet<>();
        Deque<Class<?>> todo = new ArrayDeque<>();
        todo.add(real.getClass());
        while (!todo.isEmpty()) {
            Class<?> type = todo.remove();
            if (type.isInterface() && Modifier.isPublic(type.getModifiers())) {
                all.add(type);
            }
            todo.addAll(Arrays.asList(type.getInterfaces()));
            if (type.getSuperclass() != null) {
                todo.add(type.getSuperclass());
            }
        }
        return all.toArray(Class<?>[]::new);
    }

    /** What the real object gives or throws. */
    static @Nullable Object given(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
