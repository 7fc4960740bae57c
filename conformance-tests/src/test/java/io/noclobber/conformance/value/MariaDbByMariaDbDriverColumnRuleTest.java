package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.MySqlDriver;

class MariaDbByMariaDbDriverColumnRuleTest extends MySqlColumnRules {
    MariaDbByMariaDbDriverColumnRuleTest() {
        super(Engine.MARIADB, MySqlDriver.MARIADB, false);
    }
}
