package io.noclobber.conformance.catalog;

import io.noclobber.conformance.database.Engine;

class Postgres14CatalogTest extends PostgresCatalogs {
    Postgres14CatalogTest() {
        super(Engine.POSTGRESQL_14);
    }
}
