package io.noclobber.conformance.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineTest {

    /** But for Ignite, of which {@code IgniteIT} asks this: only profile engines brings its jars. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "IGNITE")
    void database_ofEachEngine_runsAndIsReachedByUrlAndDataSource(Engine engine) throws SQLException {
        Database database;
        try {
            database = engine.database();
        } catch (EngineUnavailableException e) {
            abort(e.getMessage());
            return;
        }
        try (Connection byUrl = database.connect();
                Connection bySource = database.dataSource().getConnection()) {
            assertThat(product(byUrl)).isEqualTo(product(bySource));
            assertThat(engine.toString())
                    .contains(byUrl.getMetaData()
                            .getDatabaseProductName()
                            .split(" ")[0]
                            .replace("Apache", "Derby"));
        }
    }

    private static String product(Connection connection) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        return metaData.getDatabaseProductName() + " " + metaData.getDatabaseProductVersion();
    }
}
