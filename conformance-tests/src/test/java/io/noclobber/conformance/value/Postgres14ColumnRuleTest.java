package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;

class Postgres14ColumnRuleTest extends PostgresColumnRules {
    Postgres14ColumnRuleTest() {
        super(Engine.POSTGRESQL_14);
    }
}
