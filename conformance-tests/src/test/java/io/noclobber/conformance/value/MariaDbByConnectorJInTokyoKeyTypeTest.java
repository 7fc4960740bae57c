package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;

class MariaDbByConnectorJInTokyoKeyTypeTest extends ConnectorJZoneKeyTypes {
    MariaDbByConnectorJInTokyoKeyTypeTest() {
        super(Engine.MARIADB, "connectionTimeZone=Asia/Tokyo");
    }
}
