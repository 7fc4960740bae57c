package io.noclobber.observe;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conflict.ConflictKind;
import io.noclobber.conflict.RowConflict;
import io.noclobber.row.ColumnName;
import io.noclobber.row.TableName;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what the guard does, by table and reason. Thread-safe. */
public final class GuardCounters implements NoclobberObserver {
    private static final int MOST_TABLES = 10_000;
    private static final int MOST_COLUMNS = 10_000;
    private static final int MOST_REASONS = 100;
    private static final String STORE_FAILED = "STORE_FAILED";
    private static final String WITHOUT_CONVERSATION = "WITHOUT_CONVERSATION";
    private static final String OTHER_REASONS = "OTHER";

    private final Map<TableName, Tally> tables = new ConcurrentHashMap<>();
    private final Tally elsewhere = new Tally();
    private final LongAdder connections = new LongAdder();
    private final LongAdder leasesEnded = new LongAdder();
    private final Map<ColumnName, String> columnsExcluded = new ConcurrentHashMap<>();
    private final Map<String, String> unnoticed = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> imagesDropped = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> notAnalysed = new ConcurrentHashMap<>();

    /** What has been counted so far; exact when nothing runs. */
    public GuardCounts snapshot() {
        Map<TableName, TableCounts> counts = new HashMap<>();
        tables.forEach((table, tally) -> counts.put(table, tally.snapshot()));
        return new GuardCounts(
                connections.sum(),
                leasesEnded.sum(),
                counts,
                elsewhere.snapshot(),
                sums(imagesDropped),
                sums(notAnalysed),
                columnsExcluded,
                unnoticed);
    }

    @Override
    public void connected(ConnectionInfo connection) {
        connections.increment();
    }

    /** There are few of these names. */
    @Override
    public void unnoticed(String engine, String what) {
        unnoticed.putIfAbsent(engine, what);
    }

    @Override
    public void leaseEnded(int rows) {
        leasesEnded.increment();
    }

    @Override
    public void guarded(TableName table) {
        tally(table).guarded.increment();
    }

    @Override
    public void held(TableName table) {
        tally(table).held.increment();
    }

    @Override
    public void unguarded(@Nullable TableName table, String reason, String text) {
        adder(tally(table).unguarded, reason).increment();
    }

    @Override
    public void refused(ConcurrencyConflictException conflict) {
        for (RowConflict row : conflict.getConflicts()) {
            tally(row.table()).conflicts(row.kind()).increment();
        }
    }

    @Override
    public void imagesDropped(int count, String why) {
        adder(imagesDropped, why).add(count);
    }

    @Override
    public void storeFailed(String what, Throwable failure) {
        adder(imagesDropped, STORE_FAILED).increment();
    }

    @Override
    public void withoutConversation() {
        unguarded(null, WITHOUT_CONVERSATION, "");
    }

    @Override
    public void notAnalysed(String text, String reason) {
        adder(notAnalysed, reason).increment();
    }

    @Override
    public void catalogFailed(String what, Exception failure) {
        adder(notAnalysed, "CATALOG_FAILED " + failure.getClass().getSimpleName())
                .increment();
    }

    @Override
    public void defect(TableName table, String description) {
        tally(table).defects.increment();
    }

    @Override
    public void columnExcluded(ColumnName column, String reason) {
        if (columnsExcluded.size() < MOST_COLUMNS) {
            columnsExcluded.putIfAbsent(column, reason);
        }
    }

    private Tally tally(@Nullable TableName table) {
        if (table == null) {
            return elsewhere;
        }
        Tally tally = tables.get(table);
        if (tally != null) {
            return tally;
        }
        // applications that create tables without end must not fill the memory
        return tables.size() < MOST_TABLES ? tables.computeIfAbsent(table, name -> new Tally()) : elsewhere;
    }

    private static LongAdder adder(Map<String, LongAdder> adders, String reason) {
        LongAdder adder = adders.get(reason);
        if (adder != null) {
            return adder;
        }
        // a reason that quotes an exception of the driver could be a new one each time
        return adders.computeIfAbsent(adders.size() < MOST_REASONS ? reason : OTHER_REASONS, name -> new LongAdder());
    }

    private static Map<String, Long> sums(Map<String, LongAdder> adders) {
        if (adders.isEmpty()) {
            return Map.of(); // most tables have none, and there may be thousands
        }
        Map<String, Long> sums = new HashMap<>();
        adders.forEach((reason, adder) -> sums.put(reason, adder.sum()));
        return sums;
    }

    /** The counters of one table. */
    private static final class Tally {
        /** That of most tables. */
        private static final Map<ConflictKind, Long> NO_CONFLICTS =
                Map.of(ConflictKind.UPDATED, 0L, ConflictKind.DELETED, 0L);

        private final LongAdder guarded = new LongAdder();
        private final LongAdder held = new LongAdder();
        private final LongAdder defects = new LongAdder();
        private final LongAdder updated = new LongAdder();
        private final LongAdder deleted = new LongAdder();
        private final Map<String, LongAdder> unguarded = new ConcurrentHashMap<>();

        private LongAdder conflicts(ConflictKind kind) {
            return switch (kind) {
                case UPDATED -> updated;
                case DELETED -> deleted;
            };
        }

        private TableCounts snapshot() {
            return new TableCounts(guarded.sum(), held.sum(), sums(unguarded), conflicts(), defects.sum());
        }

        private Map<ConflictKind, Long> conflicts() {
            long updates = updated.sum();
            long deletions = deleted.sum();
            return updates == 0 && deletions == 0
                    ? NO_CONFLICTS
                    : Map.of(ConflictKind.UPDATED, updates, ConflictKind.DELETED, deletions);
        }
    }
}
