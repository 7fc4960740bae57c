package io.noclobber.conformance;

import io.noclobber.conformance.database.RunningServers;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Stops the servers when the last test of the run has ended. */
final class ServersStop implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        AutoCloseable stop = RunningServers::stop;
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(ServersStop.class))
                .getOrComputeIfAbsent(ServersStop.class, key -> stop, AutoCloseable.class);
    }
}
