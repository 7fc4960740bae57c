package io.noclobber.conformance;

import io.noclobber.conformance.database.Engine;

class HsqldbMvccTest extends NoclobberContract {
    HsqldbMvccTest(EntryPath path) {
        super(Engine.HSQLDB_MVCC, path);
    }
}
