package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;

class Postgres18ColumnRuleTest extends PostgresColumnRules {
    Postgres18ColumnRuleTest() {
        super(Engine.POSTGRESQL_18);
    }
}
