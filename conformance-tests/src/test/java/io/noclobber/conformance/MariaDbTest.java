package io.noclobber.conformance;

import io.noclobber.conformance.database.Engine;

class MariaDbTest extends NoclobberContract {
    MariaDbTest(EntryPath path) {
        super(Engine.MARIADB, path);
    }
}
