package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Database;

/** In a database whose collation ignores case and accents. */
class DerbyCollatedColumnRuleTest extends DerbyColumnRuleTest {
    @Override
    protected Database variant(Database database) {
        return new Database(
                database.engine(),
                "jdbc:derby:memory:nc_collated;create=true;territory=en_US;collation=TERRITORY_BASED:PRIMARY",
                "app",
                "app",
                database.dataSource());
    }

    @Override
    protected String label() {
        return "Derby, collation TERRITORY_BASED:PRIMARY";
    }
}
