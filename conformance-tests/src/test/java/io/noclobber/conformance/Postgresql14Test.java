package io.noclobber.conformance;

import io.noclobber.conformance.database.Engine;

class Postgresql14Test extends NoclobberContract {
    Postgresql14Test(EntryPath path) {
        super(Engine.POSTGRESQL_14, path);
    }
}
