package io.noclobber.conformance;

import io.noclobber.conformance.database.Database;

/**
 * What a contract is run against. Immutable.
 *
 * @param database where the tables are
 * @param opener how the connections under test are opened
 */
public record Setting(Database database, Opener opener) {}
