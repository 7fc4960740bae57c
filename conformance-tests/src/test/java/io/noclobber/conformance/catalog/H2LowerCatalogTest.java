package io.noclobber.conformance.catalog;

import io.noclobber.conformance.database.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** In a database that stores bare names in lower case. */
class H2LowerCatalogTest extends H2CatalogTest {
    @Override
    protected Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection("jdbc:h2:mem:nc_h2lower;DATABASE_TO_LOWER=TRUE", "sa", "");
    }
}
