package io.noclobber.internal.catalog;

import io.noclobber.dialect.ColumnRule;
import io.noclobber.dialect.Dialect;
import io.noclobber.dialect.Naming;
import io.noclobber.row.ColumnName;
import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one database, each read at most once, when it is first asked for; that there is none
 * is believed for a minute. Thread-safe; no lock is held while the driver is called, so that two threads may read the same table at the same
 * time, to the same effect.
 */
public final class Catalog {
    /** Nobody has that many tables; names that are made up as the application runs must not pile up. */
    private static final int MOST_NAMES = 20_000;

    private static final String NO_NAME = "NOCLOBBER_NONE";

    private final Dialect dialect;
    private final LongSupplier nanoTime;
    private final AtomicReference<Entries> entries = new AtomicReference<>(new Entries(0));
    private volatile @Nullable Naming naming;
    private volatile boolean tried;

    /** A table that is not there may be made by somebody whom we do not see: another program, or a transaction still open. */
    private static final long MISS_NANOS = Duration.ofMinutes(1).toNanos();

    /** How long nobody is expected to have created a trigger, or altered a column, through a connection that we do not see. */
    private static final long FRESH_NANOS = Duration.ofMinutes(1).toNanos();

    /**
     * What is known since the last invalidation; answers that come late go into one that nobody asks any more.
     *
     * @param fresh when the database was last asked about a table, and what was seen of it since
     * @param misses when a table was looked for in vain, the first time only
     */
    private record Entries(
            long generation,
            Map<QualifiedName, Answer> answers,
            Map<TableName, List<TableName>> cascades,
            Map<ColumnName, ColumnRule> proved,
            Map<TableName, Fresh> fresh,
            Queue<Long> misses) {
        Entries(long generation) {
            this(
                    generation,
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>(),
                    new ArrayBlockingQueue<>(1));
        }

        Entries withoutMisses() {
            Entries kept = new Entries(generation + 1);
            answers.forEach((name, answer) -> {
                if (answer.there()) {
                    kept.answers.put(name, answer);
                }
            });
            kept.cascades.putAll(cascades);
            kept.proved.putAll(proved);
            kept.fresh.putAll(fresh);
            return kept;
        }
    }

    /** When a table was last read, and which of its columns UPDATEs of others were seen since to leave alone, or not. */
    private record Fresh(long since, Map<String, Boolean> leftAlone) {
        Fresh(long since) {
            this(since, new ConcurrentHashMap<>());
        }
    }

    /** An empty catalog that measures the age of its answers by {@code nanoTime}. */
    public Catalog(Dialect dialect, LongSupplier nanoTime) {
        this.dialect = dialect;
        this.nanoTime = nanoTime;
    }

    public Dialect dialect() {
        return dialect;
    }

    /**
     * Asks, once, what a guard will want to know of any table, of one that there is not: a database or driver of another age, which does not
     * answer as the dialect expects it, is found when the application connects, and not when nothing has been guarded for years. Not asked
     * on a connection that is not in autocommit, for which that would begin a transaction.
     *
     * @throws SQLException when the driver cannot say what tables consist of
     */
    public void tryAsking(Connection raw) throws SQLException {
        if (!tried && raw.getAutoCommit()) {
            Asking.of(() -> {
                Naming rules = dialect.naming(raw);
                NamePart own = rules.catalogs() ? new Lookup(KeyOption.NONE).catalog(raw) : null;
                new TableReader(dialect, rules, raw).read(new QualifiedName(own, null, new NamePart(NO_NAME, true)));
                return dialect.inspect(raw, new TableName(null, NO_NAME, NO_NAME));
            });
            tried = true;
        }
    }

    /**
     * The table that {@code path} means on this connection.
     *
     * @param raw the connection of {@code lookup}, without us around it
     * @param path catalog, schema and table as far as they were written; the table is the last
     * @return {@code null} when there is none, when more than one could be meant, or when it belongs to
     *     this session only
     * @throws SQLException when the driver fails; nothing is remembered then
     */
    public @Nullable Table find(Connection raw, Lookup lookup, List<NamePart> path) throws SQLException {
        Entries current = current();
        Optional<Table> known = lookup.recall(path, current.generation());
        if (known != null) {
            return known.orElse(null);
        }
        if (!lookup.enter()) {
            return null;
        }
        try {
            Table table = Asking.of(() -> look(raw, lookup, path, current));
            Table keyed = table == null ? null : table.withKey(lookup.keys());
            lookup.remember(path, keyed, current.generation());
            return keyed;
        } finally {
            lookup.leave();
        }
    }

    private @Nullable Table look(Connection raw, Lookup lookup, List<NamePart> path, Entries current)
            throws SQLException {
        Naming rules = naming(raw);
        for (QualifiedName candidate : candidates(raw, lookup, path, rules)) {
            String schema = candidate.schemaText();
            if (schema != null && dialect.temporary(schema)) {
                if (new TableReader(dialect, rules, raw).exists(candidate)) {
                    return null;
                }
                continue;
            }
            Answer answer = current.answers().get(candidate);
            if (answer == null) {
                answer = new TableReader(dialect, rules, raw).read(candidate);
                if (current.answers().size() >= MOST_NAMES) {
                    current.answers().clear();
                }
                current.answers().put(candidate, answer);
                if (answer.table() != null) {
                    current.fresh().put(answer.table().name(), new Fresh(nanoTime.getAsLong()));
                }
            }
            if (answer.there()) {
                return answer.table();
            }
        }
        current.misses().offer(nanoTime.getAsLong());
        return null;
    }

    /** The names under which the table may be stored, the likeliest first. */
    private List<QualifiedName> candidates(Connection raw, Lookup lookup, List<NamePart> path, Naming rules)
            throws SQLException {
        NamePart table = folded(path.get(path.size() - 1), rules);
        if (path.size() > 2) {
            NamePart catalog = folded(path.get(path.size() - 3), rules);
            return List.of(new QualifiedName(catalog, folded(path.get(path.size() - 2), rules), table));
        }
        NamePart own = rules.catalogs() ? lookup.catalog(raw) : null;
        if (path.size() == 2) {
            NamePart qualifier = folded(path.get(0), rules);
            return List.of(
                    rules.schemas()
                            ? new QualifiedName(own, qualifier, table)
                            : new QualifiedName(qualifier, null, table));
        }
        List<QualifiedName> candidates = new ArrayList<>();
        for (String place : lookup.searchPath(raw, dialect)) {
            NamePart stored = new NamePart(place, true);
            candidates.add(
                    rules.schemas() ? new QualifiedName(own, stored, table) : new QualifiedName(stored, null, table));
        }
        candidates.add(new QualifiedName(own, null, table));
        return candidates;
    }

    /** The same name as the catalog stores it, so that every spelling of it finds one entry. */
    private static NamePart folded(NamePart part, Naming rules) {
        Naming.Casing casing = rules.table(part.quoted());
        return casing == Naming.Casing.IGNORED || rules.quotedTables() != Naming.Casing.EXACT
                ? part
                : new NamePart(casing.fold(part.text()), true);
    }

    private Entries current() {
        Entries known = entries.get();
        Long missed = known.misses().peek();
        if (missed == null || nanoTime.getAsLong() - missed < MISS_NANOS) {
            return known;
        }
        entries.compareAndSet(known, known.withoutMisses());
        return entries.get();
    }

    private Naming naming(Connection raw) throws SQLException {
        Naming known = naming;
        if (known == null) {
            known = dialect.naming(raw);
            naming = known;
        }
        return known;
    }

    /**
     * The tables whose rows the database itself changes or deletes when a row of {@code table} is
     * deleted or its key changed, through any number of foreign keys. Asked once a table.
     */
    public List<TableName> cascades(Connection raw, Table table) throws SQLException {
        Entries current = entries.get();
        List<TableName> known = current.cascades().get(table.name());
        if (known == null) {
            known = Asking.of(() -> List.copyOf(new Cascades(raw).from(table.name())));
            current.cascades().put(table.name(), known);
        }
        return known;
    }

    /** How the column is compared, as far as that is proved by now. */
    public ColumnRule rule(Column column) {
        ColumnRule known = column.rule();
        return known.unproved().isEmpty() ? known : entries.get().proved().getOrDefault(column.name(), known);
    }

    /** How many columns have proved by which rule they are compared; more with each, and none forgotten in a generation. */
    public int proofs() {
        return entries.get().proved().size();
    }

    /** From now on {@code column} is compared by {@code rule}, which captures values in the same form. */
    public void prove(Column column, ColumnRule rule) {
        Map<ColumnName, ColumnRule> proved = entries.get().proved();
        if (proved.size() < MOST_NAMES) {
            proved.put(column.name(), rule);
        }
    }

    /**
     * Whether what is known of {@code table} was true a minute ago at most: else it is read once more, and when it has
     * changed, everything is forgotten.
     *
     * @throws SQLException when the driver fails
     */
    public boolean isFresh(Connection raw, Table table) throws SQLException {
        Entries current = entries.get();
        long now = nanoTime.getAsLong();
        Fresh known = current.fresh().get(table.name());
        if (known != null && now - known.since() < FRESH_NANOS) {
            return true;
        }
        Table again = Asking.of(() -> again(raw, table));
        if (again != null && again.isSame(table)) {
            current.fresh().put(table.name(), new Fresh(now));
            return true;
        }
        invalidate();
        return false;
    }

    private @Nullable Table again(Connection raw, Table table) throws SQLException {
        Naming rules = naming(raw);
        return new TableReader(dialect, rules, raw)
                .read(QualifiedName.of(table.name(), rules))
                .table();
    }

    /**
     * Whether UPDATEs of other columns leave {@code column} alone, as far as that was seen since {@code table} was last
     * read; {@code null} when nobody has looked.
     */
    public @Nullable Boolean leftAlone(Table table, String column) {
        Fresh known = entries.get().fresh().get(table.name());
        return known == null ? null : known.leftAlone().get(column);
    }

    /** An UPDATE that does not set {@code column} was seen to leave it alone, or to change it, or it could not be seen. */
    public void saw(Table table, String column, boolean leftAlone) {
        Fresh known = entries.get().fresh().get(table.name());
        if (known != null) {
            known.leftAlone().put(column, leftAlone);
        }
    }

    /** Changes whenever what was found before may be wrong. */
    public long generation() {
        return current().generation();
    }

    /** Something was created, altered or dropped: every table is read anew when it is asked for. */
    public void invalidate() {
        entries.updateAndGet(old -> new Entries(old.generation() + 1));
    }
}
