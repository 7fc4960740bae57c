package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** In a database whose collation ignores case and accents. */
class HsqldbCollatedColumnRuleTest extends HsqldbColumnRuleTest {
    @Override
    protected Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection("jdbc:hsqldb:mem:nc_collated", "SA", "");
    }

    @Override
    protected List<String> preparation() {
        return List.of("SET DATABASE COLLATION \"English 0\"");
    }
}
