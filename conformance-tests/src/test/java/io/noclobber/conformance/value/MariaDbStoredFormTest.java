package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import java.util.List;

class MariaDbStoredFormTest extends StoredFormContract {
    MariaDbStoredFormTest() {
        super(Engine.MARIADB);
    }

    @Override
    protected List<String> told() {
        return List.of(
                "INT", "BIGINT", "DECIMAL(8,3)", "DECIMAL(5,0)", "VARCHAR(10)", "VARCHAR(10) CHARACTER SET latin1");
    }

    @Override
    protected List<String> others() {
        return List.of("INT UNSIGNED", "SMALLINT", "TINYINT", "BOOLEAN", "CHAR(10)", "TEXT", "DOUBLE", "FLOAT");
    }

    /** So that it changes what does not fit. */
    @Override
    protected List<String> preparation() {
        return List.of("SET sql_mode = ''");
    }
}
