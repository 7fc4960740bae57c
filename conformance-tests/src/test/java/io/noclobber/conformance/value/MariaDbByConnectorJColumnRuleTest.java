package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.MySqlDriver;

class MariaDbByConnectorJColumnRuleTest extends MySqlColumnRules {
    MariaDbByConnectorJColumnRuleTest() {
        super(Engine.MARIADB, MySqlDriver.CONNECTOR_J, false);
    }
}
