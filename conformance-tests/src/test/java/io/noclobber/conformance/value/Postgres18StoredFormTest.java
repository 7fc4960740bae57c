package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import java.util.List;

class Postgres18StoredFormTest extends StoredFormContract {
    Postgres18StoredFormTest() {
        super(Engine.POSTGRESQL_18);
    }

    @Override
    protected List<String> told() {
        return List.of(
                "SMALLINT", "INTEGER", "BIGINT", "DECIMAL(8,3)", "NUMERIC(5,0)", "VARCHAR(10)", "BOOLEAN", "TEXT");
    }
}
