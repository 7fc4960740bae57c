package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** In a database whose collation ignores case and accents. */
class H2CollatedColumnRuleTest extends H2ColumnRuleTest {
    @Override
    protected Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection("jdbc:h2:mem:nc_collated", "sa", "");
    }

    @Override
    protected List<String> preparation() {
        return List.of("SET COLLATION ENGLISH STRENGTH PRIMARY");
    }
}
