package io.noclobber.agent.watch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.noclobber.OpenedConnections.Source;

/** What the XA connections of one data source have in common, as long as there is the data source. Thread-safe. */
final class XaSources {
    private XaSources() {}

    static Source of(Object dataSource) {
        return Known.SOURCES.get(dataSource, unknown -> new Source());
    }

    /** Made when the first is asked for: the cache begins with a logger of the JDK, and a server that starts has not chosen its log yet. */
    private static final class Known {
        /** Weak keys are compared by identity, too: some data sources are equal to others. */
        static final Cache<Object, Source> SOURCES =
                Caffeine.newBuilder().weakKeys().build();
    }
}
