package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** In a database whose collation ignores case and accents. */
class DerbyCollatedColumnRuleTest extends DerbyColumnRuleTest {
    @Override
    protected Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:derby:memory:nc_collated;create=true;territory=en_US;collation=TERRITORY_BASED:PRIMARY");
    }
}
