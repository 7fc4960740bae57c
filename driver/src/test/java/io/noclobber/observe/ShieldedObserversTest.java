package io.noclobber.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conflict.ConflictKind;
import io.noclobber.row.ColumnName;
import io.noclobber.row.TableName;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;

final class ShieldedObserversTest {
    private static final Map<Class<?>, Object> ARGUMENTS = Map.of(
            ConnectionInfo.class,
            new ConnectionInfo("H2", "connection", ""),
            TableName.class,
            Samples.ORDERS,
            ColumnName.class,
            new ColumnName(Samples.ORDERS, "GEO"),
            ConcurrencyConflictException.class,
            Samples.conflict(ConflictKind.UPDATED),
            Throwable.class,
            new IllegalStateException("the store is down"),
            Exception.class,
            new SQLException("the catalog is locked"),
            String.class,
            "text",
            int.class,
            3);

    private final RecordingLog log = new RecordingLog(Level.INFO);

    @Test
    void everyEvent_failingObserverFirst_reachesTheOtherOnce() throws ReflectiveOperationException {
        for (Method event : NoclobberObserver.class.getMethods()) {
            List<String> seen = new ArrayList<>();
            ShieldedObservers observers = new ShieldedObservers(
                    List.of(
                            watching(name -> {
                                throw new IllegalStateException("broken");
                            }),
                            watching(seen::add)),
                    log);

            event.invoke(observers, arguments(event));

            assertThat(seen).containsExactly(event.getName());
        }
    }

    @Test
    void everyEvent_noObserver_doesNothing() throws ReflectiveOperationException {
        for (Method event : NoclobberObserver.class.getMethods()) {
            event.invoke(NoclobberObserver.NONE, arguments(event));
            event.invoke(new ShieldedObservers(List.of()), arguments(event));
        }
    }

    @Test
    void failure_repeated_isLoggedOnceForEachObserver() {
        NoclobberObserver one = failing(() -> new IllegalStateException("one"));
        NoclobberObserver other = failing(() -> new NoClassDefFoundError("other"));
        ShieldedObservers observers = new ShieldedObservers(List.of(one, other), log);

        observers.guarded(Samples.ORDERS);
        observers.guarded(Samples.ORDERS);

        assertThat(log.lines())
                .containsExactly(
                        "WARN The observer " + one.getClass().getName()
                                + " failed; its further failures are not logged. java.lang.IllegalStateException: one",
                        "WARN The observer " + other.getClass().getName()
                                + " failed; its further failures are not logged. java.lang.NoClassDefFoundError: other");
    }

    /** The log may be what has failed. */
    @Test
    void failure_thatCannotBeLogged_isNobodysElse() {
        List<String> seen = new ArrayList<>();
        ShieldedObservers observers = new ShieldedObservers(
                List.of(failing(() -> new IllegalStateException("broken")), watching(seen::add)),
                new RecordingLog(Level.INFO) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected void handleNormalizedLoggingCall(
                            Level level, Marker marker, String pattern, Object[] arguments, Throwable throwable) {
                        throw new IllegalStateException("the disk is full");
                    }
                });

        observers.guarded(Samples.ORDERS);

        assertThat(seen).containsExactly("guarded");
    }

    @Test
    void failure_ofTheJvm_isNotHidden() {
        ShieldedObservers observers = new ShieldedObservers(List.of(failing(() -> new OutOfMemoryError("full"))), log);

        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> observers.guarded(Samples.ORDERS));
    }

    private static Object[] arguments(Method event) {
        List<Object> arguments = new ArrayList<>();
        for (Class<?> type : event.getParameterTypes()) {
            assertThat(ARGUMENTS).containsKey(type);
            arguments.add(ARGUMENTS.get(type));
        }
        return arguments.toArray();
    }

    private static NoclobberObserver failing(Supplier<Throwable> failure) {
        return new NoclobberObserver() {
            @Override
            public void guarded(TableName table) {
                Throwable thrown = failure.get();
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            }
        };
    }

    /** An observer that hands the name of every event to {@code seen}. */
    private static NoclobberObserver watching(Consumer<String> seen) {
        return (NoclobberObserver) Proxy.newProxyInstance(
                ShieldedObserversTest.class.getClassLoader(),
                new Class<?>[] {NoclobberObserver.class},
                (proxy, method, arguments) -> {
                    seen.accept(method.getName());
                    return null;
                });
    }
}
