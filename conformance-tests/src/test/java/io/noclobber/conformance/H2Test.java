package io.noclobber.conformance;

import io.noclobber.conformance.database.Engine;

class H2Test extends NoclobberContract {
    H2Test(EntryPath path) {
        super(Engine.H2, path);
    }
}
