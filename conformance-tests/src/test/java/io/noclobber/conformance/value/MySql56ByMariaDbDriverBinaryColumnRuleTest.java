package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.MySqlDriver;

class MySql56ByMariaDbDriverBinaryColumnRuleTest extends MySqlColumnRules {
    MySql56ByMariaDbDriverBinaryColumnRuleTest() {
        super(Engine.MYSQL_56, MySqlDriver.MARIADB, true);
    }
}
