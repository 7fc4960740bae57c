package io.noclobber.internal.guard;

import io.noclobber.dialect.Dialect;

/**
 * What a driver does with its own statements, where JDBC leaves it open or says otherwise. Immutable.
 *
 * @param runsClosedStatements whether it runs what is given to a plain statement that is closed, instead of refusing it
 * @param storesLargeObjects whether it may store a large object as soon as a setter gives it one
 * @param refusesKeyIndexes whether it refuses to give generated keys by the numbers of their columns, before it sends
 *     anything
 * @param keysReplaceCount whether generated keys that are asked for take the place of what their statement gave, its
 *     count included
 * @param batchesReadStreams whether it reads the streams of an element when it is added to a batch
 * @param batchLeavesParameters whether the parameters of a prepared statement are those that were set last after its
 *     batch, not those of the element that ran last
 * @param runningClosesRows whether a statement that runs again closes the rows it gave before, as JDBC has it
 * @param endOfRowsCommits whether in autocommit mode the end of a result may end others
 */
public record DriverHabits(
        boolean runsClosedStatements,
        boolean storesLargeObjects,
        boolean refusesKeyIndexes,
        boolean keysReplaceCount,
        boolean batchesReadStreams,
        boolean batchLeavesParameters,
        boolean runningClosesRows,
        boolean endOfRowsCommits) {

    static DriverHabits of(Dialect dialect) {
        return new DriverHabits(
                dialect.runsClosedStatements(),
                dialect.storesLargeObjects(),
                dialect.refusesKeyIndexes(),
                dialect.keysReplaceCount(),
                dialect.batchesReadStreams(),
                dialect.batchLeavesParameters(),
                dialect.updateClosesRows(),
                dialect.endOfRowsCommits());
    }
}
