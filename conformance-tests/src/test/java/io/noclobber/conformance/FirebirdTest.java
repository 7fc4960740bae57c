package io.noclobber.conformance;

import io.noclobber.conformance.database.Engine;

class FirebirdTest extends NoclobberContract {
    FirebirdTest(EntryPath path) {
        super(Engine.FIREBIRD, path);
    }
}
