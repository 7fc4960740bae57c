package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import java.util.List;

class H2StoredFormTest extends StoredFormContract {
    H2StoredFormTest() {
        super(Engine.H2);
    }

    @Override
    protected List<String> told() {
        return List.of("SMALLINT", "INTEGER", "BIGINT", "DECIMAL(8,3)", "NUMERIC(5,0)", "VARCHAR(10)", "BOOLEAN");
    }
}
