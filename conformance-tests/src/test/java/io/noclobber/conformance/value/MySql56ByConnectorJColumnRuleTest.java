package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.MySqlDriver;

class MySql56ByConnectorJColumnRuleTest extends MySqlColumnRules {
    MySql56ByConnectorJColumnRuleTest() {
        super(Engine.MYSQL_56, MySqlDriver.CONNECTOR_J, false);
    }
}
