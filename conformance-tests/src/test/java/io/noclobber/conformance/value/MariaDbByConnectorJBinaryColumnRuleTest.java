package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.MySqlDriver;

class MariaDbByConnectorJBinaryColumnRuleTest extends MySqlColumnRules {
    MariaDbByConnectorJBinaryColumnRuleTest() {
        super(Engine.MARIADB, MySqlDriver.CONNECTOR_J, true);
    }
}
