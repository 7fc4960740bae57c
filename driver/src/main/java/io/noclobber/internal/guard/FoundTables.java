package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Lookup;
import io.noclobber.internal.catalog.NamePart;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.RowImages;
import io.noclobber.internal.sql.Identifier;
import io.noclobber.row.RowImage;
import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tables that one connection has found in the catalog, as its session means their names. Thread-safe. */
final class FoundTables implements Tables {
    private final ReentrantLock catalogLock = new ReentrantLock();
    private final Environment environment;
    private final Connection raw;
    private final Supplier<RowImages> store;
    private final Counts counts;
    private final Lookup lookup;
    private final Map<TableName, Table> tables = new ConcurrentHashMap<>();
    private final Set<TableName> spelled = ConcurrentHashMap.newKeySet();
    private volatile boolean failed;

    FoundTables(Environment environment, Connection raw, Supplier<RowImages> store, Counts counts) {
        this.environment = environment;
        this.raw = raw;
        this.store = store;
        this.counts = counts;
        this.lookup = new Lookup(environment.settings()::key);
    }

    @Override
    public @Nullable Table find(List<Identifier> path) {
        List<NamePart> parts = new ArrayList<>(path.size());
        for (Identifier part : path) {
            parts.add(new NamePart(part.text(), part.quoted()));
        }
        // the lookup is confined to this connection, so its lock is waited for by nobody else's thread
        catalogLock.lock();
        try {
            Table table = environment.catalog().find(raw, lookup, parts);
            if (table != null && tables.put(table.name(), table) != table) {
                forgetColumnsGone(table);
            }
            return table;
        } catch (SQLException failure) {
            // nothing that follows from this failure is remembered: the next statement asks again
            failed = true;
            counts.catalogFailed(path.get(path.size() - 1).text(), failure);
            return null;
        } finally {
            catalogLock.unlock();
        }
    }

    /** What was read of columns that the table has no more must not be asked for. */
    private void forgetColumnsGone(Table table) {
        RowImages images = store.get();
        for (RowImage image : images.images(table.name())) {
            RowImage reduced = StoredRows.reduced(image, table);
            if (reduced != null && reduced != image) {
                images.replaced(reduced);
            }
        }
    }

    /** From here on {@link #hasFailed} tells of what follows. */
    void beginLookups() {
        failed = false;
    }

    /** Whether the catalog could not be asked since {@link #beginLookups}. */
    @Override
    public boolean hasFailed() {
        return failed;
    }

    /** A table that was found before. */
    @Nullable Table known(TableName name) {
        return tables.get(name);
    }

    /** Every table that was found or is remembered by its rows. */
    Collection<TableName> known() {
        Set<TableName> known = new HashSet<>(tables.keySet());
        known.addAll(store.get().tables());
        return known;
    }

    /** The tables whose rows a DELETE, or an UPDATE of the key, of {@code table} may change along. */
    List<TableName> cascades(Table table) {
        try {
            return environment.catalog().cascades(raw, table);
        } catch (SQLException failure) {
            counts.catalogFailed("the foreign keys of " + table.name(), failure);
            return List.copyOf(store.get().tables());
        }
    }

    /** Rows of the table were read by a key as the application spells it. */
    void spelled(TableName table) {
        spelled.add(table);
    }

    /** Whether there may be two images of one row, under different spellings of its key. */
    boolean isSpelled(TableName table) {
        return spelled.contains(table);
    }

    /** A guard named what is not there: another program may have changed the table since it was read. */
    void doubt(SQLException raised) {
        if (mayBeOutdated(raised)) {
            environment.catalog().invalidate();
        }
    }

    /** Whether the database knows something that a text names not, or by another type. */
    static boolean mayBeOutdated(SQLException raised) {
        String state = raised.getSQLState();
        return state != null && state.startsWith("42");
    }

    /** The definitions of tables have changed. */
    void redefined() {
        tables.clear();
    }

    /** Names may mean other tables. */
    void renamed() {
        catalogLock.lock();
        try {
            lookup.forget();
        } finally {
            catalogLock.unlock();
        }
    }
}
