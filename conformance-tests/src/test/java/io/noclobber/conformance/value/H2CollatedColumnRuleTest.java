package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Database;
import java.util.List;

/** In a database whose collation ignores case and accents. */
class H2CollatedColumnRuleTest extends H2ColumnRuleTest {
    @Override
    protected Database variant(Database database) {
        return new Database(database.engine(), "jdbc:h2:mem:nc_collated", "sa", "", database.dataSource());
    }

    @Override
    protected String label() {
        return "H2, collation ENGLISH STRENGTH PRIMARY";
    }

    @Override
    protected List<String> preparation() {
        return List.of("SET COLLATION ENGLISH STRENGTH PRIMARY");
    }
}
