package io.noclobber.conformance.catalog;

import io.noclobber.conformance.database.Engine;

class H2CatalogTest extends CatalogContract {
    H2CatalogTest() {
        super(Engine.H2);
    }
}
