package io.noclobber.conformance.catalog;

import io.noclobber.conformance.database.Engine;

class DerbyCatalogTest extends CatalogContract {
    DerbyCatalogTest() {
        super(Engine.DERBY);
    }

    @Override
    protected Place place() {
        return new Place("CREATE SCHEMA ", "DROP SCHEMA ", " RESTRICT");
    }
}
