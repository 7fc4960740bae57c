package io.noclobber.conformance.sequence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The methods of JDBC that are called by their signature alone, whichever there are in this JDK. */
final class Methods {
    /** Made by steps of their own, or what they give is another object for each connection. */
    private static final Set<String> APART = Set.of(
            "getConnection",
            "getStatement",
            "getMetaData",
            "getResultSet",
            "getGeneratedKeys",
            "getMoreResults",
            "getRef",
            "getClass",
            "hashCode",
            "toString",
            "getSQLKeywords",
            "wasNull",
            "getURL");

    static final List<Method> OF_CONNECTION = questions(Connection.class);
    static final List<Method> OF_STATEMENT = questions(Statement.class);
    static final List<Method> OF_ROWS = questions(ResultSet.class);
    static final List<Method> OF_DATABASE = questions(DatabaseMetaData.class);

    /** {@code getInt(int)}, {@code getDate(String, Calendar)} … */
    static final List<Method> COLUMN_GETTERS =
            methods(ResultSet.class, method -> method.getName().startsWith("get") && method.getParameterCount() > 0);

    static final List<Method> COLUMN_UPDATERS =
            methods(ResultSet.class, method -> method.getName().startsWith("update") && method.getParameterCount() > 0);

    static final List<Method> SETTERS = methods(
            PreparedStatement.class,
            method -> method.getName().startsWith("set")
                    && method.getParameterCount() > 1
                    && method.getParameterTypes()[0] == int.class);

    static final List<Method> OUT_GETTERS = methods(
            CallableStatement.class,
            method -> method.getName().startsWith("get")
                    && method.getParameterCount() > 0
                    && method.getParameterTypes()[0] == int.class
                    && method.getDeclaringClass() == CallableStatement.class);

    private Methods() {}

    private static List<Method> questions(Class<?> type) {
        return methods(
                type,
                method -> method.getParameterCount() == 0
                        && method.getReturnType() != void.class
                        && !Array.class.isAssignableFrom(method.getReturnType())
                        && method.getName().matches("(get|is|was|row|supports|stores|uses|all|null|does|default|own).*")
                        && method.getReturnType() != ResultSet.class);
    }

    private static List<Method> methods(Class<?> type, Predicate<Method> wanted) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !APART.contains(method.getName()))
                .filter(wanted)
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    /** Calls {@code method} and throws what it throws. */
    static @Nullable Object call(Method method, Object target, @Nullable Object... arguments) throws SQLException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof SQLException failure) {
                throw failure;
            }
            if (thrown.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (thrown.getCause() instanceof LinkageError failure) {
                throw failure;
            }
            throw new IllegalStateException(thrown.getCause());
        } catch (IllegalAccessException unreachable) {
            throw new IllegalStateException(unreachable);
        }
    }
}
