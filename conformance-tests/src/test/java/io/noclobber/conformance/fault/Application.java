package io.noclobber.conformance.fault;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an application holds that the driver fails under once: it makes its call again where that may be made twice.
 * Thread-safe.
 */
final class Application extends Mirrors {
    private final Trial trial;
    private final Map<Object, String> texts = Collections.synchronizedMap(new IdentityHashMap<>());

    Application(Trial trial) {
        this.trial = trial;
    }

    @Override
    @Nullable Object call(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        if (real instanceof Connection connection && method.getName().equals("close") && !connection.isClosed()) {
            trial.closes(connection);
        }
        String name = method.getDeclaringClass().getSimpleName() + '.' + method.getName();
        try {
            return trial.during(name, () -> noted(real, method, arguments));
        } catch (Throwable failure) {
            if (failure != trial.fault() || !mayRepeat(real, method, arguments)) {
                throw failure;
            }
            trial.repeats();
            return trial.during(name, () -> noted(real, method, arguments));
        }
    }

    private @Nullable Object noted(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        Object given = given(real, method, arguments);
        if (given instanceof PreparedStatement statement && arguments != null) {
            texts.put(statement, (String) arguments[0]);
        }
        return given;
    }

    /** Whether the call may be made twice, be it that the first has had its effect or that it has not. */
    private boolean mayRepeat(Object real, Method method, Object @Nullable [] arguments) {
        String name = method.getName();
        return switch (name) {
            case "executeUpdate", "executeLargeUpdate" -> {
                String text = arguments == null ? texts.get(real) : String.valueOf(arguments[0]);
                yield text != null && text.startsWith("UPDATE ") && !text.contains("+");
            }
            // the first has moved on, unless it was the driver that did not move
            case "next" -> trial.where().startsWith("ResultSet.next in");
            case "getResultSet" -> trial.where().startsWith("Statement.getResultSet in");
            case "executeQuery", "rollback" -> true;
            // it commits, and what became of a commit is not known: it counts as undone
            case "setAutoCommit" -> false;
            default ->
                name.startsWith("get")
                        || name.startsWith("prepare")
                        || name.startsWith("create")
                        || name.startsWith("set") && !hasStream(arguments);
        };
    }

    /** One that has been read cannot be given once more. */
    private static boolean hasStream(Object @Nullable [] arguments) {
        return arguments != null
                && Arrays.stream(arguments)
                        .anyMatch(argument -> argument instanceof InputStream || argument instanceof Reader);
    }
}
