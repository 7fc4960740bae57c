package io.noclobber.conformance;

import io.noclobber.conformance.database.Engine;

class Postgresql18Test extends NoclobberContract {
    Postgresql18Test(EntryPath path) {
        super(Engine.POSTGRESQL_18, path);
    }
}
