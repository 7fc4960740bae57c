package io.noclobber.conformance.catalog;

import io.noclobber.conformance.database.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** In a database that tells no names apart by case. */
class H2CaselessCatalogTest extends H2CatalogTest {
    @Override
    protected Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:h2:mem:nc_h2caseless;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE", "sa", "");
    }
}
