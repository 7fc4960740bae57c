package io.noclobber.observe;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conflict.RowConflict;
import io.noclobber.row.ColumnName;
import io.noclobber.row.TableName;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the log named {@code io.noclobber}: one line for each connection and each refused write, and one for
 * each shape of a statement that runs unguarded where that is to be warned of. No line holds a value. Thread-safe.
 */
public final class Slf4jObserver implements NoclobberObserver {
    private static final int MOST_SHAPES = 1_000;
    private static final int MOST_COLUMNS = 10_000;

    private final Logger log;
    private final boolean warnNotAnalysed;
    private final boolean warnNoImage;
    private final StatementShapes notAnalysed;
    private final StatementShapes noImage;
    private final StatementShapes catalogFailed;
    private final Set<ColumnName> excluded;
    private final AtomicBoolean rowVersionMissing;
    private final Set<String> pools;
    private final Set<String> unnoticed;
    private final AtomicBoolean storeFailed;

    /** Warns of statements that are not understood, as nothing else is configured. */
    public Slf4jObserver() {
        this(LoggerFactory.getLogger("io.noclobber"), MOST_SHAPES);
    }

    Slf4jObserver(Logger log, int mostShapes) {
        this(
                log,
                true,
                false,
                new StatementShapes(mostShapes),
                new StatementShapes(mostShapes),
                new StatementShapes(mostShapes),
                ConcurrentHashMap.newKeySet(),
                new AtomicBoolean(),
                ConcurrentHashMap.newKeySet(),
                ConcurrentHashMap.newKeySet(),
                new AtomicBoolean());
    }

    private Slf4jObserver(
            Logger log,
            boolean warnNotAnalysed,
            boolean warnNoImage,
            StatementShapes notAnalysed,
            StatementShapes noImage,
            StatementShapes catalogFailed,
            Set<ColumnName> excluded,
            AtomicBoolean rowVersionMissing,
            Set<String> pools,
            Set<String> unnoticed,
            AtomicBoolean storeFailed) {
        this.log = log;
        this.warnNotAnalysed = warnNotAnalysed;
        this.warnNoImage = warnNoImage;
        this.notAnalysed = notAnalysed;
        this.noImage = noImage;
        this.catalogFailed = catalogFailed;
        this.excluded = excluded;
        this.rowVersionMissing = rowVersionMissing;
        this.pools = pools;
        this.unnoticed = unnoticed;
        this.storeFailed = storeFailed;
    }

    /** One that warns as told, but never twice of what this one or another made from it has warned of. */
    public Slf4jObserver warning(boolean ofNotAnalysed, boolean ofNoImage) {
        return new Slf4jObserver(
                log,
                ofNotAnalysed,
                ofNoImage,
                notAnalysed,
                noImage,
                catalogFailed,
                excluded,
                rowVersionMissing,
                pools,
                unnoticed,
                storeFailed);
    }

    @Override
    public void connected(ConnectionInfo connection) {
        log.info(
                "noclobber guards a connection to {}; scope {}; {}",
                connection.engine(),
                connection.scope(),
                connection.options().isEmpty() ? "default options" : "options " + connection.options());
    }

    /** There are few of these names. */
    @Override
    public void poolGivesNoSign(String pool) {
        if (pools.add(pool)) {
            log.warn(
                    "The connections stand under {}, which gives no sign when one goes back to it. What was read is"
                            + " remembered until the end of its transaction only (scope=transaction), unless it belongs to a"
                            + " conversation",
                    pool);
        }
    }

    /** There are few of these names. */
    @Override
    public void unnoticed(String engine, String what) {
        if (unnoticed.add(engine)) {
            log.warn("Not every lost update can be noticed. {}", what);
        }
    }

    @Override
    public void leaseEnded(int rows) {
        log.debug("A connection went back to its pool; {} rows that had been read were forgotten", rows);
    }

    @Override
    public void unguarded(@Nullable TableName table, String reason, String text) {
        boolean warns = warnNoImage && reason.equals(NO_IMAGE);
        if (warns && log.isWarnEnabled()) {
            warn(noImage, "A write to " + table + " ran unguarded, because the row had not been read", text);
        } else if (!warns && log.isDebugEnabled()) {
            log.debug("A write to {} ran unguarded ({}): {}", known(table), reason, StatementShapes.shape(text));
        }
    }

    @Override
    public void refused(ConcurrencyConflictException conflict) {
        if (log.isWarnEnabled()) {
            log.warn(
                    "A write was refused (SQLState {}, transaction {}): {}",
                    conflict.getSQLState(),
                    conflict.getTransactionState(),
                    conflict.getConflicts().stream()
                            .map(RowConflict::toString)
                            .collect(Collectors.groupingBy(text -> text, Collectors.counting()))
                            .entrySet()
                            .stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                            .collect(Collectors.joining("; ")));
        }
    }

    @Override
    public void imagesDropped(int count, String why) {
        log.debug("{} rows that had been read were forgotten ({})", count, why);
    }

    @Override
    public void storeFailed(String what, Throwable failure) {
        if (storeFailed.compareAndSet(false, true)) {
            log.warn(
                    "The store of conversations has failed to {}. What it was asked for counts as not read, so that writes run"
                            + " as option noImage says (further failures are counted, but no longer logged)",
                    what,
                    failure);
        }
    }

    @Override
    public void withoutConversation() {
        log.debug("scope=conversation: a statement ran outside of any conversation");
    }

    @Override
    public void notAnalysed(String text, String reason) {
        if (warnNotAnalysed && log.isWarnEnabled()) {
            warn(notAnalysed, "A statement was not understood (" + reason + ") and runs unguarded", text);
        }
    }

    @Override
    public void catalogFailed(String what, Exception failure) {
        if (warnNotAnalysed && log.isWarnEnabled()) {
            warn(
                    catalogFailed,
                    "The driver could not tell (" + failure + "), and what depends on that runs unguarded",
                    what);
        }
    }

    @Override
    public void defect(TableName table, String description) {
        log.warn("The guard of {} did not work as it should: {}", table, description);
    }

    @Override
    public void columnExcluded(ColumnName column, String reason) {
        // each connection tells it anew
        if (excluded.size() < MOST_COLUMNS && excluded.add(column)) {
            log.warn("The column {} cannot be compared and is not guarded: {}", column, reason);
        }
    }

    @Override
    public void rowVersionMissing(TableName table) {
        if (rowVersionMissing.compareAndSet(false, true)) {
            log.warn(
                    "compare=rowversion: the database keeps no version of the rows of {} (further tables are not logged)."
                            + " They are compared by the column that option version names, or by all that was read",
                    table);
        }
    }

    private void warn(StatementShapes shapes, String what, String text) {
        switch (shapes.meet(text)) {
            case NEW -> log.warn("{}: {}", what, StatementShapes.shape(text));
            case LAST ->
                log.warn(
                        "{}: {} (statements of further shapes are counted, but no longer logged)",
                        what,
                        StatementShapes.shape(text));
            case KNOWN -> {}
        }
    }

    private static String known(@Nullable TableName table) {
        return table == null ? "an unknown table" : table.toString();
    }
}
