package io.noclobber.agent.bridge;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Where the code that was put into drivers meets the agent. Thread-safe. */
public final class NoclobberGate {
    private static volatile @Nullable BiFunction<String, @Nullable Object[], @Nullable Object> entering;
    private static volatile @Nullable BiFunction<Object, @Nullable Object[], @Nullable Object> leaving;

    private NoclobberGate() {}

    /**
     * Who is told from here on.
     *
     * @return whether nobody was before; if somebody was, nothing changes
     */
    public static boolean open(
            BiFunction<String, @Nullable Object[], @Nullable Object> enter,
            BiFunction<Object, @Nullable Object[], @Nullable Object> leave) {
        if (entering != null) {
            return false;
        }
        leaving = leave;
        entering = enter;
        return true;
    }

    /** Whether somebody is told. */
    public static boolean isOpen() {
        return entering != null;
    }

    /**
     * A method is entered.
     *
     * @param hook which one
     * @param call the object and the arguments, which may be replaced
     * @return what to leave it with, or {@code null} where nobody wants to know
     */
    public static @Nullable Object enter(String hook, @Nullable Object[] call) {
        BiFunction<String, @Nullable Object[], @Nullable Object> told = entering;
        return told == null ? null : told.apply(hook, call);
    }

    /** The method is left with a result or an exception; answers the result to give instead. */
    public static @Nullable Object leave(
            @Nullable Object entered, @Nullable Object result, @Nullable Throwable thrown) {
        BiFunction<Object, @Nullable Object[], @Nullable Object> told = leaving;
        return entered == null || told == null ? result : told.apply(entered, new @Nullable Object[] {result, thrown});
    }
}
