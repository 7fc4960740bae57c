package io.noclobber.internal.guard;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.image.DropReason;
import io.noclobber.observe.NoclobberObserver;
import io.noclobber.row.ColumnName;
import io.noclobber.row.TableName;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells the observer what one connection does, each fact once. Thread-safe. */
final class Counts {
    private final NoclobberObserver observer;
    private final Set<Class<?>> unwrapped = ConcurrentHashMap.newKeySet();
    private final Set<TableName> unversioned = ConcurrentHashMap.newKeySet();
    private final Set<ColumnName> refused = ConcurrentHashMap.newKeySet();

    Counts(NoclobberObserver observer) {
        this.observer = observer;
    }

    void guarded(TableName table) {
        observer.guarded(table);
    }

    void held(TableName table) {
        observer.held(table);
    }

    void unguarded(@Nullable TableName table, String reason, String text) {
        observer.unguarded(table, reason, text);
    }

    /** The connection went back to its pool, and {@code rows} that had been read were forgotten. */
    void returned(int rows) {
        observer.leaseEnded(rows);
    }

    void refused(ConcurrencyConflictException conflict) {
        observer.refused(conflict);
    }

    void notAnalysed(String text, String reason) {
        observer.notAnalysed(text, reason);
    }

    void dropped(int rows, DropReason why) {
        observer.imagesDropped(rows, why.name());
    }

    /** A row was read whose key could not be told, so it has no image. */
    void unsureRead() {
        observer.imagesDropped(1, Unguarded.UNSURE_KEY.name());
    }

    /** Of what the store of conversations was asked or told nothing is known. */
    void storeFailed(String what, Throwable failure) {
        observer.storeFailed(what, failure);
    }

    /** The scope is that of a conversation, and the connection works for none. */
    void withoutConversation() {
        observer.withoutConversation();
    }

    void notTracked(String text, RuntimeException fault) {
        observer.notAnalysed(text, "NOT_TRACKED " + fault.getClass().getSimpleName());
    }

    void unexpectedColumns(String text) {
        observer.notAnalysed(text, Unguarded.UNEXPECTED_COLUMNS.name());
    }

    /** No guard can hold the column, for the reason that its rule tells. */
    void uncomparable(Column column) {
        if (refused.add(column.name())) {
            observer.columnExcluded(column.name(), column.rule().obstacle());
        }
    }

    /** The driver refused to give a value once more; the column is missing from the images of this connection. */
    void notCaptured(Column column, Exception refusal) {
        if (refused.add(column.name())) {
            observer.columnExcluded(
                    column.name(),
                    "its value could not be read beside the application ("
                            + refusal.getClass().getSimpleName() + ")");
        }
    }

    /** The application holds a value that cannot be read beside it; the column is missing from the image of a row. */
    void notCaptured(Column column) {
        if (refused.add(column.name())) {
            observer.columnExcluded(
                    column.name(),
                    "a stream or large object of the row was read, and another statement has run while the cursor was"
                            + " still on it: read on, or close the result, before");
        }
    }

    /** The driver gives less of a value in the column than the database holds. */
    void lossy(Column column) {
        if (refused.add(column.name())) {
            observer.columnExcluded(
                    column.name(),
                    "the database holds another value in it than the driver gives, so a change that does not show in what"
                            + " the driver gives is overwritten; what does show is compared");
        }
    }

    /** {@code compare=rowversion} holds for the table, and the database keeps no version of its rows. */
    void noRowVersion(TableName table) {
        if (unversioned.add(table)) {
            observer.rowVersionMissing(table);
        }
    }

    void defect(TableName table, String description) {
        observer.defect(table, description);
    }

    /** What is written through the driver's own object is not seen. */
    void unwrapped(Class<?> type) {
        if (unwrapped.add(type)) {
            observer.unguarded(null, "UNWRAPPED", "unwrap(" + type.getName() + ")");
        }
    }

    void notClosed(SQLException failure) {
        observer.notAnalysed("(internal)", "NOT_CLOSED " + failure.getClass().getSimpleName());
    }

    void catalogFailed(String what, Exception failure) {
        observer.catalogFailed(what, failure);
    }
}
