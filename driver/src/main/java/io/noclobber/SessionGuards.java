package io.noclobber;

import io.noclobber.config.Handling;
import io.noclobber.config.Mode;
import io.noclobber.config.Settings;
import io.noclobber.conflict.Conflicts;
import io.noclobber.conflict.MessageStyle;
import io.noclobber.dialect.Dialect;
import io.noclobber.dialect.Dialects;
import io.noclobber.internal.catalog.Asking;
import io.noclobber.internal.catalog.Catalog;
import io.noclobber.internal.catalog.Catalogs;
import io.noclobber.internal.conversation.ConversationStores;
import io.noclobber.internal.conversation.Conversations;
import io.noclobber.internal.guard.Environment;
import io.noclobber.internal.guard.SecondConnection;
import io.noclobber.internal.guard.SessionGuard;
import io.noclobber.internal.pool.KnownPool;
import io.noclobber.internal.sql.CachingSqlAnalyser;
import io.noclobber.internal.sql.SqlAnalyser;
import io.noclobber.observe.ConnectionInfo;
import io.noclobber.observe.GuardCounters;
import io.noclobber.observe.GuardCounts;
import io.noclobber.observe.NoclobberObserver;
import io.noclobber.observe.ShieldedObservers;
import io.noclobber.observe.Slf4jObserver;
import io.noclobber.row.SqlSyntax;
import io.noclobber.store.ConversationStore;
import io.noclobber.store.StoreLimits;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The guards of this JVM, and what they share: catalogs, understood texts, counters. Thread-safe. */
final class SessionGuards implements Guards {
    private final Catalogs catalogs = new Catalogs(System::nanoTime);
    private final Map<SqlSyntax, SqlAnalyser> analysers = new ConcurrentHashMap<>();
    private final GuardCounters counters = new GuardCounters();
    private final Slf4jObserver log = new Slf4jObserver();
    private final ConversationStores stores = new ConversationStores(counters::imagesDropped, this::storeFailed);

    @Override
    public Held guard(Connection real, Settings asked, SecondConnection second, @Nullable KnownPool pool)
            throws SQLException {
        boolean silent = pool != null && !pool.givesSign();
        Settings settings = silent ? asked.forTransactions() : asked;
        Dialect dialect = Dialects.of(real);
        SqlAnalyser analyser = analysers.computeIfAbsent(dialect.syntax(real), CachingSqlAnalyser::new);
        NoclobberObserver observer = observer(settings);
        Catalogs.Lease lease = catalogs.lease(real, dialect);
        try {
            Clock clock = Clock.systemUTC();
            Environment environment = new Environment(
                    settings,
                    dialect,
                    lease.catalog(),
                    analyser,
                    observer,
                    second,
                    clock,
                    new Conflicts(style(settings), clock, ZoneId.systemDefault()),
                    new Conversations(store(settings), lease.database(), settings.conversationAge()));
            if (settings.mode() != Mode.OFF) {
                tryAsking(lease.catalog(), real, observer);
            }
            Held held = new Held(SessionGuard.of(environment, real), lease::release);
            observer.connected(describe(real.getMetaData(), settings, asked));
            if (!dialect.unnoticed().isEmpty() && settings.mode() != Mode.OFF) {
                observer.unnoticed(dialect.name(), dialect.unnoticed());
            }
            if (pool != null && silent && asked.scope() != settings.scope()) {
                observer.poolGivesNoSign(pool.label());
            }
            return held;
        } catch (SQLException | RuntimeException failure) {
            lease.release();
            throw failure;
        }
    }

    /** A database that is only busy or away is asked again by the next connection, and answers when a statement needs it. */
    private static void tryAsking(Catalog catalog, Connection real, NoclobberObserver observer) throws SQLException {
        try {
            catalog.tryAsking(real);
        } catch (SQLException failure) {
            if (!Asking.isUnable(failure)) {
                observer.catalogFailed("what tables there are, yet", failure);
                return;
            }
            throw new SQLException(
                    "noclobber cannot guard this database, because its driver does not say what tables consist of. A newer driver may do, or"
                            + " mode=off lets the connection be as it is. The driver says: " + failure.getMessage(),
                    failure.getSQLState(),
                    failure.getErrorCode(),
                    failure);
        }
    }

    /** A store that is named has to be there when the connection opens, as any option has to be valid by then. */
    private Supplier<ConversationStore> store(Settings settings) {
        String named = settings.conversationStore();
        StoreLimits limits = new StoreLimits(
                settings.conversationBytes(),
                settings.conversationIdle(),
                settings.conversationAge(),
                settings.imageRows(),
                settings.imageBytes());
        if (named != null) {
            ConversationStore store = stores.of(named, limits);
            return () -> store;
        }
        return () -> stores.of(null, limits);
    }

    private void storeFailed(String what, Throwable failure) {
        counters.storeFailed(what, failure);
        log.storeFailed(what, failure);
    }

    /** Forgets what was read in a conversation, wherever it is kept. */
    void end(String conversation) {
        stores.end(conversation);
    }

    /** What was read in a conversation was read in another one, wherever it is kept. */
    void rename(String from, String to) {
        stores.rename(from, to);
    }

    GuardCounts counts() {
        return counters.snapshot();
    }

    void unwrapped(Class<?> type) {
        counters.unguarded(null, "UNWRAPPED", "unwrap(" + type.getName() + ")");
    }

    private NoclobberObserver observer(Settings settings) {
        boolean notAnalysed = settings.unparsed() == Handling.WARN;
        boolean noImage = settings.noImage() == Handling.WARN;
        return new ShieldedObservers(List.of(counters, log.warning(notAnalysed, noImage)));
    }

    private static MessageStyle style(Settings settings) {
        return new MessageStyle(
                settings.messageValues(),
                column -> settings.redacted(
                        column.table().schema(), column.table().name(), column.name()),
                settings.messageLength(),
                settings.helpText(),
                settings.changedState(),
                settings.deletedState());
    }

    private static ConnectionInfo describe(DatabaseMetaData metaData, Settings settings, Settings asked)
            throws SQLException {
        String engine = metaData.getDatabaseProductName() + ' ' + metaData.getDatabaseProductVersion() + " through "
                + metaData.getDriverName() + ' ' + metaData.getDriverVersion();
        return new ConnectionInfo(
                engine, settings.scope().name().toLowerCase(Locale.ROOT), asked.describeNonDefaults());
    }
}
