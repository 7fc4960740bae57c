package io.noclobber.agent.install;

import io.noclobber.agent.http.RequestWatch;
import io.noclobber.agent.watch.ConnectionWatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whoever is told of what happens in the methods that have the agent's code. Thread-safe. */
final class Watches {
    private final ConnectionWatch connections;
    private final @Nullable RequestWatch requests;

    /**
     * Those of one agent.
     *
     * @param requests {@code null} where requests do not matter
     */
    Watches(ConnectionWatch connections, @Nullable RequestWatch requests) {
        this.connections = connections;
        this.requests = requests;
    }

    /** What they have to be told of. */
    List<Hook> hooks() {
        List<Hook> hooks = new ArrayList<>(ConnectionHooks.all());
        if (requests != null) {
            hooks.addAll(RequestHooks.all());
        }
        return List.copyOf(hooks);
    }

    /** As the bridge has it. */
    @Nullable Object enter(String hook, @Nullable Object[] call) {
        return requests != null && RequestWatch.knows(hook)
                ? requests.enter(hook, call)
                : connections.enter(hook, call);
    }

    /** As the bridge has it. */
    @Nullable Object leave(Object entered, @Nullable Object[] end) {
        if (requests != null && RequestWatch.gave(entered)) {
            requests.leave(entered, end);
            return end[0];
        }
        return connections.leave(entered, end);
    }
}
