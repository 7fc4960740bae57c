package io.noclobber.conformance.catalog;

import io.noclobber.conformance.database.Engine;

class MySql56CatalogTest extends CatalogContract {
    MySql56CatalogTest() {
        super(Engine.MYSQL_56);
    }
}
