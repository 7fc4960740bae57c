package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import java.util.List;

class HsqldbStoredFormTest extends StoredFormContract {
    HsqldbStoredFormTest() {
        super(Engine.HSQLDB);
    }

    @Override
    protected List<String> told() {
        return List.of("SMALLINT", "INTEGER", "BIGINT", "DECIMAL(8,3)", "NUMERIC(5,0)", "VARCHAR(10)", "BOOLEAN");
    }
}
