package io.noclobber.conformance;

import io.noclobber.conformance.database.Engine;

class HsqldbTest extends NoclobberContract {
    HsqldbTest(EntryPath path) {
        super(Engine.HSQLDB, path);
    }
}
