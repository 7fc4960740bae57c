package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Database;
import java.util.List;

/** In a database whose collation ignores case and accents. */
class HsqldbCollatedColumnRuleTest extends HsqldbColumnRuleTest {
    @Override
    protected Database variant(Database database) {
        return new Database(database.engine(), "jdbc:hsqldb:mem:nc_collated", "SA", "", database.dataSource());
    }

    @Override
    protected String label() {
        return "HSQLDB, collation English 0";
    }

    @Override
    protected List<String> preparation() {
        return List.of("SET DATABASE COLLATION \"English 0\"");
    }
}
