package io.noclobber.conformance;

import io.noclobber.conformance.database.Engine;

/** Through one entry path: a statement takes a millisecond here, and where connections come from makes no difference to it. */
class DuckDbTest extends AllContracts {
    @Override
    protected Setting setting() {
        return new Setting(Engine.DUCKDB.database(), EntryPath.ofThisJvm().get(0));
    }
}
