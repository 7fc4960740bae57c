package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;

class MySql56ByConnectorJInTokyoKeyTypeTest extends ConnectorJZoneKeyTypes {
    MySql56ByConnectorJInTokyoKeyTypeTest() {
        super(Engine.MYSQL_56, "connectionTimeZone=Asia/Tokyo");
    }
}
