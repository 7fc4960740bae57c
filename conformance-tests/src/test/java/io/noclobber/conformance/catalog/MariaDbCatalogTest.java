package io.noclobber.conformance.catalog;

import io.noclobber.conformance.database.Engine;

class MariaDbCatalogTest extends CatalogContract {
    MariaDbCatalogTest() {
        super(Engine.MARIADB);
    }
}
