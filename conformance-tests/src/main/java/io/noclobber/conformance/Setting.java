package io.noclobber.conformance;

import io.noclobber.conformance.database.Database;

/**
 * What a contract is run against. Immutable.
 *
 * @param database where the tables are
 * @param opener how the connections under test are opened
 * @param seed what all choices at random follow from
 */
public record Setting(Database database, Opener opener, long seed) {
    /** With the seed that {@code -Dtest.seed=} names, or any. */
    public Setting(Database database, Opener opener) {
        this(database, opener, Long.getLong("test.seed", System.nanoTime()));
    }
}
