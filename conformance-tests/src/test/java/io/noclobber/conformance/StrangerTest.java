package io.noclobber.conformance;

import io.noclobber.conformance.database.Engine;

class StrangerTest extends NoclobberContract {
    StrangerTest(EntryPath path) {
        super(Engine.STRANGER, path);
    }
}
