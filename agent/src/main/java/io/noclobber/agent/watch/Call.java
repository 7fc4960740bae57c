package io.noclobber.agent.watch;

import io.noclobber.agent.log.SecretMask;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A call of a method that opens or lends a connection, while it lasts. Confined to one thread. */
final class Call {
    private final Door door;
    private final Object target;
    private final @Nullable Object[] arguments;
    private final @Nullable Call outer;
    private boolean guarded;

    /**
     * @param outer the call within which it is made, or {@code null}
     */
    Call(Door door, Object target, @Nullable Object[] arguments, @Nullable Call outer) {
        this.door = door;
        this.target = target;
        this.arguments = arguments;
        this.outer = outer;
    }

    Door door() {
        return door;
    }

    Object target() {
        return target;
    }

    /** How many there are, with the object itself. */
    int arguments() {
        return arguments.length;
    }

    @Nullable Object argument(int index) {
        return arguments[index];
    }

    /** With which properties the application opens a connection, or {@code null}. */
    @Nullable Properties properties() {
        return door == Door.CONNECT && arguments[2] instanceof Properties given ? given : null;
    }

    /** What may be repeated to nobody. */
    List<String> secrets() {
        if (door == Door.CONNECT) {
            return SecretMask.secretsIn(properties());
        }
        return arguments.length > 2 && arguments[2] instanceof String password ? List.of(password) : List.of();
    }

    @Nullable Call outer() {
        return outer;
    }

    /** A connection that was opened within this call is guarded, so this one only passes it on. */
    void guarded() {
        for (Call call = this; call != null; call = call.outer) {
            call.guarded = true;
        }
    }

    boolean isGuarded() {
        return guarded;
    }

    /**
     * Whether somebody around still works with what this call gives: drivers cast what their own classes give them, and put a connection
     * that is for a pool or for a distributed transaction into one of theirs.
     */
    boolean isInside() {
        for (Call call = outer; call != null; call = call.outer) {
            boolean makesPhysical = call.door.givesPhysical() && !OwnPhysical.isOf(call.target.getClass());
            if (makesPhysical || Family.same(call.target.getClass(), target.getClass())) {
                return true;
            }
        }
        return false;
    }
}
