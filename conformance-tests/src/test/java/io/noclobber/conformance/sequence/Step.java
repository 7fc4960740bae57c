package io.noclobber.conformance.sequence;

import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One call of a script. Immutable: all its arguments are chosen, so that it can be played again and again.
 *
 * @param name the call as a Java programmer would write it
 */
record Step(String name, Call call) {
    /** What is done to whoever plays. */
    @FunctionalInterface
    interface Call {
        @Nullable Object on(Player player) throws SQLException, IOException;
    }

    /** The same for what gives nothing. */
    @FunctionalInterface
    interface Action {
        void on(Player player) throws SQLException, IOException;
    }

    static Step doing(String name, Action action) {
        return new Step(name, player -> {
            action.on(player);
            return "done";
        });
    }

    @Override
    public String toString() {
        return name;
    }
}
