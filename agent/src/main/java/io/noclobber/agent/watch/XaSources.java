package io.noclobber.agent.watch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.noclobber.OpenedConnections.Source;

/** What the XA connections of one data source have in common, as long as there is the data source. Thread-safe. */
final class XaSources {
    /** Weak keys are compared by identity, too: some data sources are equal to others. */
    private final Cache<Object, Source> known = Caffeine.newBuilder().weakKeys().build();

    Source of(Object dataSource) {
        return known.get(dataSource, unknown -> new Source());
    }
}
