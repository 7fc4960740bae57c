package io.noclobber.conformance;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.MySqlDriver;

class MySql56ByMariaDbDriverTest extends NoclobberContract {
    MySql56ByMariaDbDriverTest(EntryPath path) {
        super(Engine.MYSQL_56, path);
    }

    @Override
    protected Database reached(Database database) {
        return MySqlDriver.MARIADB.to(database);
    }
}
