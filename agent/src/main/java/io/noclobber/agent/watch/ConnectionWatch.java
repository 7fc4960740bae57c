package io.noclobber.agent.watch;

import io.noclobber.agent.log.ErrorOutput;
import io.noclobber.config.Settings;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Follows the calls by which connections come, and lets exactly one layer of each be guarded: the innermost. Thread-safe.
 *
 * <p>A failure of ours never reaches the application, unless it is told to do without unguarded connections.
 */
public final class ConnectionWatch {
    private static final ThreadLocal<@Nullable Call> CURRENT = new ThreadLocal<>();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final Guardian guardian;

    public ConnectionWatch(Guardian guardian) {
        this.guardian = guardian;
    }

    /**
     * A call begins.
     *
     * @param hook which method
     * @param call the object and the arguments, which may be replaced
     * @return what to {@link #leave} it with, {@code null} for a call of our own
     */
    public @Nullable Object enter(String hook, @Nullable Object[] call) {
        try {
            Object target = call[0];
            if (target == null || guardian.opensByItself()) {
                return null;
            }
            Door door = Door.of(hook);
            Call entered = new Call(door, target, call.clone(), CURRENT.get());
            if (door == Door.CONNECT && call[2] instanceof Properties given) {
                call[2] = withoutOurs(given);
            }
            // last: whoever gets nothing to leave with never leaves
            CURRENT.set(entered);
            return entered;
        } catch (RuntimeException | Error fault) {
            Faults.rethrowOfTheJvm(fault);
            report(fault, null);
            return null;
        }
    }

    /** Some drivers refuse options that they do not know. */
    private static Properties withoutOurs(Properties given) {
        for (String name : given.stringPropertyNames()) {
            if (name.startsWith("noclobber.")) {
                return Settings.forDriver(given);
            }
        }
        return given;
    }

    /**
     * The call ends.
     *
     * @param end what it gave, and what it threw
     * @return what the application gets
     */
    public @Nullable Object leave(Object entered, @Nullable Object[] end) {
        Call call = (Call) entered;
        Call outer = call.outer();
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
        Object result = end[0];
        if (result == null || end[1] != null || call.isInside()) {
            return result;
        }
        try {
            return guardian.guard(call, result);
        } catch (RefusedException refusal) {
            throw ConnectionWatch.<RuntimeException>unchecked(refusal.reason());
        } catch (RuntimeException | Error fault) {
            Faults.rethrowOfTheJvm(fault);
            report(fault, result);
            return result;
        }
    }

    private void report(Throwable fault, @Nullable Object connection) {
        if (failed.compareAndSet(false, true)) {
            ErrorOutput.say(
                    "ERROR",
                    "a fault of noclobber; this connection is not guarded, and of later ones it is not said again",
                    fault);
        }
        try {
            guardian.failed(connection, fault);
        } catch (RefusedException refusal) {
            throw ConnectionWatch.<RuntimeException>unchecked(refusal.reason());
        }
    }

    /** For the bridge, whose types know nothing of exceptions that JDBC declares. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }
}
