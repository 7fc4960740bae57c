package io.noclobber.internal.catalog;

import io.noclobber.dialect.Dialect;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The catalogs in use, one for each database and user, shared by their connections. Thread-safe.
 *
 * <p>A catalog outlives its last connection for a while, for applications that open one for each
 * request. It goes with it where the database itself may, unless a later one of the same name would be told from it; and
 * private in-memory databases share none.
 */
public final class Catalogs {
    private static final long IDLE_NANOS = Duration.ofMinutes(10).toNanos();

    /** More databases are not kept in mind that nobody is connected to. */
    private static final int MOST_IDLE = 32;

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Shared> catalogs = new HashMap<>();

    /** Which database, as whom. The URL may hold a password: never to be shown. */
    private record Key(
            @Nullable String url,
            @Nullable String user,
            @Nullable String database,
            String dialect,
            String id) {
        // equals and hashCode written out: what the JDK links for a record costs the first connection
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && Objects.equals(url, that.url)
                    && Objects.equals(user, that.user)
                    && Objects.equals(database, that.database)
                    && dialect.equals(that.dialect)
                    && id.equals(that.id);
        }

        @Override
        public int hashCode() {
            return Objects.hash(url, user, database, dialect, id);
        }

        @Override
        public String toString() {
            return "key of a catalog";
        }
    }

    private static final class Shared {
        final Catalog catalog;
        int leases;
        long idleSince;

        Shared(Catalog catalog) {
            this.catalog = catalog;
        }
    }

    /** One connection's share in a catalog. Give it back once, when the connection closes. */
    public final class Lease {
        private final Catalog catalog;
        private final @Nullable Key key;
        private final boolean vanishes;
        private final String database;
        private boolean released;

        private Lease(Catalog catalog, @Nullable Key key, boolean vanishes) {
            this.catalog = catalog;
            this.database = key == null ? "private " + UUID.randomUUID() : DatabaseName.of(key.url, key.database);
            this.key = key;
            this.vanishes = vanishes;
        }

        public Catalog catalog() {
            return catalog;
        }

        /** What tells the database from others, in every JVM; holds no secret. */
        public String database() {
            return database;
        }

        /** The connection needs it no more. Calls the driver never, may be repeated. */
        public void release() {
            lock.lock();
            try {
                Shared shared = key == null ? null : catalogs.get(key);
                if (released || shared == null) {
                    return;
                }
                released = true;
                shared.leases--;
                shared.idleSince = nanoTime.getAsLong();
                if (shared.leases == 0 && vanishes) {
                    catalogs.remove(key);
                } else {
                    dropEldest();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Catalogs that measure idleness by {@code nanoTime}. */
    public Catalogs(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * The catalog of the database behind {@code raw}.
     *
     * @throws SQLException when the driver cannot say where it is connected
     */
    public Lease lease(Connection raw, Dialect dialect) throws SQLException {
        DatabaseMetaData metaData = raw.getMetaData();
        String url = metaData.getURL();
        if (url == null || !dialect.reachesSameDatabase(url) && dialect.vanishes(url)) {
            return new Lease(new Catalog(dialect, nanoTime), null, true);
        }
        String id = dialect.vanishes(url) && !dialect.databaseId().isEmpty() ? id(raw, dialect.databaseId()) : "";
        Key key = new Key(url, metaData.getUserName(), raw.getCatalog(), dialect.name() + ' ' + dialect.variant(), id);
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            catalogs.values().removeIf(idle -> idle.leases == 0 && now - idle.idleSince > IDLE_NANOS);
            Shared shared = catalogs.computeIfAbsent(key, any -> new Shared(new Catalog(dialect, nanoTime)));
            shared.leases++;
            return new Lease(shared.catalog, key, id.isEmpty() && dialect.vanishes(url));
        } finally {
            lock.unlock();
        }
    }

    private static String id(Connection raw, String query) throws SQLException {
        try (Statement statement = raw.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    /** The lock is held. */
    private void dropEldest() {
        List<Map.Entry<Key, Shared>> idle = new ArrayList<>(catalogs.entrySet());
        idle.removeIf(entry -> entry.getValue().leases > 0);
        if (idle.size() > MOST_IDLE) {
            long now = nanoTime.getAsLong();
            idle.sort(Comparator.comparingLong(entry -> now - entry.getValue().idleSince));
            catalogs.remove(idle.get(idle.size() - 1).getKey());
        }
    }

    /** How many catalogs are held. */
    int size() {
        lock.lock();
        try {
            return catalogs.size();
        } finally {
            lock.unlock();
        }
    }
}
