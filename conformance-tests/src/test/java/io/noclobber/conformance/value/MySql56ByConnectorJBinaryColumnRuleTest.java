package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.MySqlDriver;

class MySql56ByConnectorJBinaryColumnRuleTest extends MySqlColumnRules {
    MySql56ByConnectorJBinaryColumnRuleTest() {
        super(Engine.MYSQL_56, MySqlDriver.CONNECTOR_J, true);
    }
}
