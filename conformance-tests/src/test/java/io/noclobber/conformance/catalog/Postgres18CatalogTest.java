package io.noclobber.conformance.catalog;

import io.noclobber.conformance.database.Engine;

class Postgres18CatalogTest extends PostgresCatalogs {
    Postgres18CatalogTest() {
        super(Engine.POSTGRESQL_18);
    }
}
