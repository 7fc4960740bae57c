package io.noclobber.conformance.fault;

import static java.util.Objects.requireNonNull;

import io.noclobber.conformance.EntryPath;
import io.noclobber.conformance.Setting;
import io.noclobber.conformance.database.Database;
import java.lang.reflect.Method;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One test of a contract while the driver fails once, or never. Thread-safe. */
final class Trial {
    /** The number of no call. */
    static final int NO_CALL = 0;

    /** Statements that are kept for the next time, by the connection and by its guard. */
    private static final int KEPT_STATEMENTS = 40;

    /** What became of the fault. */
    enum Fate {
        /** There were not so many calls. */
        NOT_REACHED,
        /** The application's call threw it. */
        SEEN,
        /** The application's call was refused as a conflict. */
        REFUSED,
        /** The application's call threw something else. */
        HIDDEN,
        /** The application's call gave what it should. */
        SURVIVED,
        /** No call of the application was running on that thread. */
        BESIDE
    }

    private final Application application = new Application(this);
    private final FaultyDelegate delegate;
    private final Probe probe;
    private final Counted before = Counted.now();
    private final ThreadLocal<@Nullable String> current = new ThreadLocal<>();
    private final AtomicInteger conflicts = new AtomicInteger();
    private final Set<String> failures = ConcurrentHashMap.newKeySet();
    private final List<String> probes = Collections.synchronizedList(new ArrayList<>());
    private final List<String> leaks = Collections.synchronizedList(new ArrayList<>());
    private volatile Fate fate = Fate.NOT_REACHED;
    private volatile @Nullable Throwable fault;
    private volatile String where = "nowhere";
    private volatile @Nullable String instead;
    private volatile boolean repeated;
    private volatile boolean explained;

    /** A call of the application. */
    @FunctionalInterface
    interface Call<T extends @Nullable Object> {
        T make() throws Throwable;
    }

    /** @param strikesAt the number of the call that fails, or {@link #NO_CALL} */
    Trial(Fault fault, int strikesAt, Probe probe) {
        this.probe = probe;
        delegate = new FaultyDelegate(fault, strikesAt, method -> strike(fault, method));
    }

    private Throwable strike(Fault sort, Method method) {
        Throwable struck = sort.make();
        String call = current.get();
        where = method.getDeclaringClass().getSimpleName() + '.' + method.getName() + " in "
                + (call == null ? "none of the application's calls" : call);
        fault = struck;
        fate = call == null ? Fate.BESIDE : Fate.SURVIVED;
        return struck;
    }

    /** What to run the test against. */
    Setting setting(Database real) {
        Database faulty = new Database(
                real.engine(),
                real.url(),
                real.user(),
                real.password(),
                delegate.around(real.dataSource()),
                real.behaviour(),
                real.place());
        return new Setting(faulty, (database, options) -> opened(faulty, options));
    }

    private Connection opened(Database faulty, Map<String, String> options) throws SQLException {
        delegate.connecting();
        try {
            Connection guarded = during("getConnection", () -> EntryPath.DATA_SOURCE.open(faulty, options));
            return (Connection) requireNonNull(application.of(guarded));
        } catch (SQLException | RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException("a driver throws what it has not declared", failure);
        } finally {
            delegate.connected();
        }
    }

    /** The application makes a call. */
    <T extends @Nullable Object> T during(String name, Call<T> call) throws Throwable {
        boolean over = fault != null;
        current.set(name);
        try {
            return call.make();
        } catch (Throwable failure) {
            // a fault of another thread is not this call's
            failed(failure, !over && fate != Fate.BESIDE);
            throw failure;
        } finally {
            current.remove();
        }
    }

    private void failed(Throwable failure, boolean byFault) {
        Throwable struck = fault;
        if (Fault.isConflict(failure)) {
            conflicts.incrementAndGet();
            explained |= struck != null && Fault.isBeside(struck, failure);
        }
        failures.add(sort(failure));
        if (struck == null || !byFault) {
            return;
        }
        if (Fault.isSeen(struck, failure)) {
            fate = Fate.SEEN;
        } else if (Fault.isConflict(failure)) {
            fate = Fate.REFUSED;
        } else {
            fate = Fate.HIDDEN;
            instead = sort(failure);
        }
    }

    /** What is told of a batch that was sent in parts is put together by us, in the JDK's own exception. */
    private static String sort(Throwable failure) {
        Class<?> type = failure instanceof BatchUpdateException ? BatchUpdateException.class : failure.getClass();
        return failure instanceof SQLException refusal
                ? type.getName() + ' ' + refusal.getSQLState() + ' ' + refusal.getErrorCode()
                : failure.toString();
    }

    /** The application makes the call again that has failed. */
    void repeats() {
        repeated = true;
    }

    /** The application is about to close a connection. */
    void closes(Connection connection) throws SQLException {
        delegate.pause();
        try {
            long statements = application.openStatements();
            // those of a call that has failed are closed with their statement
            long rows = application.openRows() + (fate == Fate.SEEN ? statements : 0);
            if (delegate.openRows() > rows) {
                leaks.add(delegate.openRows() + " results are open, and the application has " + rows);
            }
            if (delegate.openStatements() > statements + KEPT_STATEMENTS) {
                leaks.add(delegate.openStatements() + " statements are open, and the application has " + statements);
            }
            probes.add(probe.of(connection));
        } finally {
            delegate.goOn();
        }
    }

    /** How many calls of the driver there were so far at which {@code sort} may strike. */
    int calls(Fault sort) {
        return delegate.calls(sort);
    }

    Fate fate() {
        return fate;
    }

    /** What the driver has thrown, {@code null} if nothing yet. */
    @Nullable Throwable fault() {
        return fault;
    }

    /** The call of the driver that failed, and that of the application in which it did. */
    String where() {
        return where;
    }

    /** The sort of exception that the application has seen in place of the fault, {@code null} if none. */
    @Nullable String instead() {
        return instead;
    }

    /** Whether the application has made the call again that had failed. */
    boolean repeated() {
        return repeated;
    }

    /** Whether the application was refused by a conflict that tells of the fault. */
    boolean explained() {
        return explained;
    }

    /** How often the application was refused. */
    int conflicts() {
        return conflicts.get();
    }

    /** The sorts of exceptions that the application has seen. */
    Set<String> failures() {
        return Set.copyOf(failures);
    }

    /** What was counted meanwhile. */
    Counted counted() {
        return Counted.now().minus(before);
    }

    /** What was left open when a connection was closed. */
    List<String> leaks() {
        return List.copyOf(leaks);
    }

    /** How each connection behaved before it was closed. */
    List<String> probes() {
        return List.copyOf(probes);
    }
}
