package io.noclobber.conformance;

import io.noclobber.conformance.database.Engine;

class MySql56Test extends NoclobberContract {
    MySql56Test(EntryPath path) {
        super(Engine.MYSQL_56, path);
    }
}
