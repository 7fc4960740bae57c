package io.noclobber.conformance;

import io.noclobber.conformance.database.Engine;

class DerbyTest extends NoclobberContract {
    DerbyTest(EntryPath path) {
        super(Engine.DERBY, path);
    }
}
