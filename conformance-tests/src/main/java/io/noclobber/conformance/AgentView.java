package io.noclobber.conformance;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.noclobber.conflict.ColumnDiff;
import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conflict.ConflictKind;
import io.noclobber.conflict.Operation;
import io.noclobber.conflict.RowConflict;
import io.noclobber.conflict.TransactionState;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.lang.reflect.Constructor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the agent throws and counts, in the classes of this class path: the agent has classes of its own, which an application
 * cannot name, and the contracts look at more than an application does.
 */
final class AgentView {
    private static final String CONFLICT = ConcurrencyConflictException.class.getName();

    private AgentView() {}

    /** Whether this JVM runs with the agent. */
    static boolean isOn() {
        return Boolean.getBoolean("test.agent");
    }

    /** Ends a test that is about what is otherwise with the agent. */
    static void notWithAgent(String why) {
        assumeFalse(isOn(), why);
    }

    /** {@code thrown}, or the same conflict in our own class. */
    static @Nullable Throwable of(@Nullable Throwable thrown) {
        if (thrown == null
                || thrown instanceof ConcurrencyConflictException
                || !thrown.getClass().getName().equals(CONFLICT)) {
            return thrown;
        }
        List<RowConflict> conflicts = new ArrayList<>();
        for (Object row : (List<?>) ask(thrown, "getConflicts")) {
            conflicts.add(row(row));
        }
        ConcurrencyConflictException seen = conflict(
                thrown, conflicts, TransactionState.valueOf(enumName(ask(thrown, "getTransactionState"))), (Boolean)
                        ask(thrown, "isDiffRead"));
        seen.setStackTrace(thrown.getStackTrace());
        return seen;
    }

    /** How many rows the agent has forgotten for that reason. */
    static long dropped(Object guarded, String reason) {
        ClassLoader agent = guarded.getClass().getSuperclass().getClassLoader();
        try {
            Object counts = agent.loadClass("io.noclobber.OpenedConnections")
                    .getMethod("counts")
                    .invoke(null);
            return (Long) ((Map<?, ?>) ask(counts, "imagesDropped"))
                    .entrySet().stream()
                            .filter(entry -> entry.getKey().equals(reason))
                            .findFirst()
                            .map(Map.Entry::getValue)
                            .map(Object.class::cast)
                            .orElse(0L);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("these are not the classes of the agent", e);
        }
    }

    private static ConcurrencyConflictException conflict(
            Throwable thrown, List<RowConflict> conflicts, TransactionState state, boolean diffRead) {
        try {
            Constructor<?> constructor = ConcurrencyConflictException.class.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return (ConcurrencyConflictException) constructor.newInstance(
                    thrown.getMessage(),
                    ((java.sql.SQLException) thrown).getSQLState(),
                    thrown.getCause(),
                    conflicts,
                    state,
                    diffRead);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a conflict is made in another way now", e);
        }
    }

    private static RowConflict row(Object row) {
        Object key = ask(row, "key");
        List<ColumnName> keyColumns = new ArrayList<>();
        for (Object column : (List<?>) ask(row, "keyColumns")) {
            keyColumns.add(column(column));
        }
        List<ColumnDiff> columns = new ArrayList<>();
        for (Object diff : (List<?>) ask(row, "columns")) {
            columns.add(diff(diff));
        }
        return new RowConflict(
                RowKey.of(table(ask(key, "table")), ((List<?>) ask(key, "values")).toArray()),
                keyColumns,
                ConflictKind.valueOf(enumName(ask(row, "kind"))),
                (Instant) ask(row, "readAt"),
                (String) ask(row, "readBy"),
                columns,
                Operation.valueOf(enumName(ask(row, "operation"))));
    }

    private static ColumnDiff diff(Object diff) {
        Set<ColumnDiff.Side> sides = EnumSet.noneOf(ColumnDiff.Side.class);
        if ((Boolean) ask(diff, "changedByYou")) {
            sides.add(ColumnDiff.Side.YOU);
        }
        if ((Boolean) ask(diff, "changedByOthers")) {
            sides.add(ColumnDiff.Side.OTHERS);
        }
        boolean written = (Boolean) ask(diff, "isWritten");
        return ColumnDiff.of(
                column(ask(diff, "column")),
                known(diff, "isOriginalKnown", "original"),
                known(diff, "isCurrentKnown", "current"),
                written ? known(diff, "isAttemptedKnown", "attempted") : ColumnDiff.NOT_WRITTEN,
                sides);
    }

    private static @Nullable Object known(Object diff, String asks, String value) {
        return (Boolean) ask(diff, asks) ? askForNull(diff, value) : ColumnDiff.UNKNOWN;
    }

    private static ColumnName column(Object column) {
        return new ColumnName(table(ask(column, "table")), (String) ask(column, "name"));
    }

    private static TableName table(Object table) {
        return new TableName((String) askForNull(table, "catalog"), (String) askForNull(table, "schema"), (String)
                ask(table, "name"));
    }

    private static String enumName(Object constant) {
        return ((Enum<?>) constant).name();
    }

    private static Object ask(Object object, String method) {
        Object answer = askForNull(object, method);
        if (answer == null) {
            throw new IllegalStateException(method + " of " + object + " gave nothing");
        }
        return answer;
    }

    private static @Nullable Object askForNull(Object object, String method) {
        try {
            return object.getClass().getMethod(method).invoke(object);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("there is no " + method + " in " + object.getClass(), e);
        }
    }
}
