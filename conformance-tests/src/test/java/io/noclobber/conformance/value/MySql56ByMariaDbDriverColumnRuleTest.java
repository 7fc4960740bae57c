package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.MySqlDriver;

class MySql56ByMariaDbDriverColumnRuleTest extends MySqlColumnRules {
    MySql56ByMariaDbDriverColumnRuleTest() {
        super(Engine.MYSQL_56, MySqlDriver.MARIADB, false);
    }
}
