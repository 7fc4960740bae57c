package io.noclobber.conformance.fault;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A real driver that fails at the call whose turn it is, and knows what it has given. Thread-safe. */
final class FaultyDelegate extends Mirrors {
    private final Fault fault;
    private final int strikesAt;
    private final Strike strike;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger quiet = new AtomicInteger();
    private final AtomicInteger connecting = new AtomicInteger();
    private final AtomicInteger closings = new AtomicInteger();

    /** Hears of the call that fails. */
    interface Strike {
        /** What to throw from {@code method}. */
        Throwable at(Method method);
    }

    /** @param strikesAt the number of the call, from 1 on; that of no call for a driver that never fails */
    FaultyDelegate(Fault fault, int strikesAt, Strike strike) {
        this.fault = fault;
        this.strikesAt = strikesAt;
        this.strike = strike;
    }

    DataSource around(DataSource real) {
        return (DataSource) super.around((Object) real);
    }

    /** Neither counts nor fails until {@link #goOn}. */
    void pause() {
        quiet.incrementAndGet();
    }

    void goOn() {
        quiet.decrementAndGet();
    }

    /** The application gets a connection, until {@link #connected}. */
    void connecting() {
        connecting.incrementAndGet();
    }

    void connected() {
        connecting.decrementAndGet();
    }

    /** What the guard tries when the application connects decides nothing yet: UnreadableMetadataTest lets that fail. */
    private boolean isTrialOfTheCatalog() {
        return connecting.get() > 0
                && StackWalker.getInstance()
                        .walk(frames ->
                                frames.anyMatch(frame -> frame.getMethodName().equals("tryAsking")));
    }

    /** How many calls there were so far at which {@code kind} may strike. */
    int calls(Fault kind) {
        return (kind == Fault.CLOSING ? closings : calls).get();
    }

    @Override
    @Nullable Object call(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        if (quiet.get() > 0 || isTrialOfTheCatalog()) {
            return given(real, method, arguments);
        }
        int call = (method.getName().equals("close") ? closings : calls).addAndGet(mayStrikeAny(method) ? 1 : 0);
        if (!fault.mayStrike(method) || call != strikesAt) {
            return given(real, method, arguments);
        }
        Throwable thrown = strike.at(method);
        if (fault == Fault.CLOSING) {
            given(real, method, arguments);
        }
        throw thrown;
    }

    private static boolean mayStrikeAny(Method method) {
        return Fault.REFUSAL.mayStrike(method) || Fault.CLOSING.mayStrike(method);
    }
}
