package io.noclobber.internal.guard;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The counts of one batch as its parts come in. Confined to one execution. */
final class BatchResult {
    private final long[] counts;
    private final List<SQLException> refusals = new ArrayList<>();
    private final List<SQLException> failures = new ArrayList<>();
    private @Nullable Throwable fault;
    private int length;
    private int counted;
    private boolean stopped;

    BatchResult(int size) {
        counts = new long[size];
        Arrays.fill(counts, Statement.EXECUTE_FAILED);
        length = size;
    }

    void count(int element, long count) {
        counts[element] = count;
        counted = Math.max(counted, element + 1);
    }

    /** One element was refused; the others are not touched by that. */
    void refused(int element, SQLException conflict) {
        counts[element] = Statement.EXECUTE_FAILED;
        refusals.add(conflict);
    }

    /** The driver failed for some elements and went on with the others, as far as it was given them. */
    void failed(SQLException raised) {
        if (!failures.contains(raised)) {
            failures.add(raised);
        }
    }

    /**
     * The driver failed and ran nothing more.
     *
     * @param reported how many elements, from the first of the batch, the driver has given a count for
     */
    void stopped(SQLException raised, int reported) {
        failed(raised);
        length = reported;
        stopped = true;
    }

    /** The driver failed and ran nothing more, and says so with a {@code count} for each element. */
    void ended(SQLException raised, long count) {
        failed(raised);
        Arrays.fill(counts, counted, counts.length, count);
        stopped = true;
    }

    /** The driver broke down over a part of it. */
    void broke(Throwable breakdown) {
        fault = breakdown;
        stopped = true;
    }

    boolean stopped() {
        return stopped;
    }

    boolean failed() {
        return !failures.isEmpty();
    }

    boolean failedBy(SQLException raised) {
        return failures.contains(raised);
    }

    /** Throws what the driver has raised, if anything. */
    void raise() throws SQLException {
        if (failed()) {
            throw failures.get(0);
        }
    }

    /** What the driver reported is undone: the transaction of the batch could not be committed after its failure. */
    void undone(SQLException second) {
        Arrays.fill(counts, Statement.EXECUTE_FAILED);
        if (failed() && !failures.contains(second)) {
            failures.get(0).addSuppressed(second);
        }
    }

    /**
     * The counts, when nothing failed.
     *
     * @throws BatchUpdateException with the counts of all elements and the conflicts as next exceptions
     */
    long[] counts() throws SQLException {
        if (fault instanceof Error error) {
            throw error;
        }
        if (fault instanceof RuntimeException breakdown) {
            throw breakdown;
        }
        SQLException failed = failed() ? failures.get(0) : null;
        if (failed != null && refusals.isEmpty() && failures.size() == 1 && isWhole(failed)) {
            throw failed;
        }
        if (failed == null && refusals.isEmpty()) {
            return counts;
        }
        SQLException first = refusals.isEmpty() && failed != null ? failed : refusals.get(0);
        BatchUpdateException all = new BatchUpdateException(
                message(first), first.getSQLState(), first.getErrorCode(), Arrays.copyOf(counts, length), first);
        refusals.forEach(all::setNextException);
        failures.forEach(failure -> follow(all, failure, !refusals.isEmpty()));
        throw all;
    }

    /** What the driver says of its own parts of the batch says nothing of the whole; what it says of elements does. */
    private static void follow(BatchUpdateException all, SQLException part, boolean whole) {
        SQLException elements = part instanceof BatchUpdateException && !whole ? part.getNextException() : part;
        if (elements != null) {
            all.setNextException(elements);
        }
    }

    /** The driver's own exception tells all there is to tell. */
    private boolean isWhole(SQLException failed) {
        return !(failed instanceof BatchUpdateException batch) || batch.getLargeUpdateCounts().length == length;
    }

    private String message(SQLException first) {
        return refusals.size() < 2
                ? String.valueOf(first.getMessage())
                : refusals.size() + " of " + counts.length + " changes were not saved. The first: "
                        + first.getMessage();
    }
}
