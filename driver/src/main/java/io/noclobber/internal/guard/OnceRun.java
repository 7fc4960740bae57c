package io.noclobber.internal.guard;

import io.noclobber.internal.guard.ConnectionGuard.Call;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A call that is run as an action, and remembers what it gave. Confined to one run. */
final class OnceRun<T extends @Nullable Object> implements ConnectionGuard.Action {
    /** What a call is run within: it runs the action, once. */
    interface Frame {
        void run(ConnectionGuard.Action action) throws SQLException;
    }

    private final Call<T> call;
    private @Nullable T value;

    private OnceRun(Call<T> call) {
        this.call = call;
    }

    static <T extends @Nullable Object> T of(Call<T> call, Frame frame) throws SQLException {
        OnceRun<T> once = new OnceRun<>(call);
        frame.run(once);
        return once.value();
    }

    @Override
    public void run() throws SQLException {
        value = call.run();
    }

    @SuppressWarnings("NullAway") // null only where T itself is nullable: run() has always been called
    T value() {
        return value;
    }
}
