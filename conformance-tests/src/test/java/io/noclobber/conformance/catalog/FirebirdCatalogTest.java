package io.noclobber.conformance.catalog;

import io.noclobber.conformance.database.Engine;
import org.jspecify.annotations.Nullable;

class FirebirdCatalogTest extends CatalogContract {
    FirebirdCatalogTest() {
        super(Engine.FIREBIRD);
    }

    @Override
    protected @Nullable Place place() {
        return null;
    }
}
