package io.noclobber.conformance.catalog;

import io.noclobber.conformance.database.Engine;

class HsqldbCatalogTest extends CatalogContract {
    HsqldbCatalogTest() {
        super(Engine.HSQLDB);
    }
}
