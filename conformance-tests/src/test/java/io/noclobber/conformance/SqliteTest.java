package io.noclobber.conformance;

import io.noclobber.conformance.database.Engine;

class SqliteTest extends NoclobberContract {
    SqliteTest(EntryPath path) {
        super(Engine.SQLITE, path);
    }
}
