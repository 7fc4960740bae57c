package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.MySqlDriver;

class MariaDbByMariaDbDriverBinaryColumnRuleTest extends MySqlColumnRules {
    MariaDbByMariaDbDriverBinaryColumnRuleTest() {
        super(Engine.MARIADB, MySqlDriver.MARIADB, true);
    }
}
