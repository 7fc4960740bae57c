package io.noclobber.observe;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.row.ColumnName;
import io.noclobber.row.TableName;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells several observers, in their order, and shields the application and one observer from the failures of
 * another: the first failure of each is logged. Thread-safe.
 */
public final class ShieldedObservers implements NoclobberObserver {
    private final Shield[] shields;
    private final Logger log;

    /** Watches by all of {@code observers}. */
    public ShieldedObservers(List<? extends NoclobberObserver> observers) {
        this(observers, LoggerFactory.getLogger(ShieldedObservers.class));
    }

    ShieldedObservers(List<? extends NoclobberObserver> observers, Logger log) {
        this.shields = observers.stream().map(Shield::new).toArray(Shield[]::new);
        this.log = log;
    }

    @Override
    public void connected(ConnectionInfo connection) {
        tell(observer -> observer.connected(connection));
    }

    @Override
    public void poolGivesNoSign(String pool) {
        tell(observer -> observer.poolGivesNoSign(pool));
    }

    @Override
    public void unnoticed(String engine, String what) {
        tell(observer -> observer.unnoticed(engine, what));
    }

    @Override
    public void leaseEnded(int rows) {
        tell(observer -> observer.leaseEnded(rows));
    }

    @Override
    public void storeFailed(String what, Throwable failure) {
        tell(observer -> observer.storeFailed(what, failure));
    }

    @Override
    public void withoutConversation() {
        tell(NoclobberObserver::withoutConversation);
    }

    @Override
    public void guarded(TableName table) {
        tell(observer -> observer.guarded(table));
    }

    @Override
    public void held(TableName table) {
        tell(observer -> observer.held(table));
    }

    @Override
    public void unguarded(@Nullable TableName table, String reason, String text) {
        tell(observer -> observer.unguarded(table, reason, text));
    }

    @Override
    public void refused(ConcurrencyConflictException conflict) {
        tell(observer -> observer.refused(conflict));
    }

    @Override
    public void imagesDropped(int count, String why) {
        tell(observer -> observer.imagesDropped(count, why));
    }

    @Override
    public void notAnalysed(String text, String reason) {
        tell(observer -> observer.notAnalysed(text, reason));
    }

    @Override
    public void catalogFailed(String what, Exception failure) {
        tell(observer -> observer.catalogFailed(what, failure));
    }

    @Override
    public void defect(TableName table, String description) {
        tell(observer -> observer.defect(table, description));
    }

    @Override
    public void columnExcluded(ColumnName column, String reason) {
        tell(observer -> observer.columnExcluded(column, reason));
    }

    @Override
    public void rowVersionMissing(TableName table) {
        tell(observer -> observer.rowVersionMissing(table));
    }

    private void tell(Consumer<NoclobberObserver> event) {
        for (Shield shield : shields) {
            try {
                event.accept(shield.observer);
            } catch (RuntimeException | LinkageError | AssertionError failure) {
                if (shield.failed.compareAndSet(false, true)) {
                    warn(shield.observer, failure);
                }
            }
        }
    }

    private void warn(NoclobberObserver observer, Throwable failure) {
        try {
            log.warn(
                    "The observer {} failed; its further failures are not logged.",
                    observer.getClass().getName(),
                    failure);
        } catch (RuntimeException | LinkageError | AssertionError unlogged) {
            failure.addSuppressed(unlogged); // there is nowhere left to say it: it may be the log that has failed
        }
    }

    private static final class Shield {
        private final NoclobberObserver observer;
        private final AtomicBoolean failed = new AtomicBoolean();

        private Shield(NoclobberObserver observer) {
            this.observer = observer;
        }
    }
}
