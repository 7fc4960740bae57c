package io.noclobber.conformance.value;

import static io.noclobber.conformance.value.TypeSamples.of;

import io.noclobber.conformance.database.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

class MariaDbBinaryColumnRuleTest extends MariaDbColumnRuleTest {
    @Override
    protected Connection connect(Database database) throws SQLException {
        String url = database.url();
        return DriverManager.getConnection(
                url + (url.contains("?") ? "&" : "?") + "useServerPrepStmts=true",
                database.user(),
                database.password());
    }

    @Override
    TypeSamples single() {
        return of("float", "0.1", "0.10000001", "0.3", "1e30");
    }
}
