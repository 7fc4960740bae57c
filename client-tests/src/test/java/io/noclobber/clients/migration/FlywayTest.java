package io.noclobber.clients.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.NoclobberDataSource;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Flyway migrates through a guarded data source; a URL of ours it does not know. */
class FlywayTest {
    private static FluentConfiguration configuration() {
        return Flyway.configure()
                .table("FLYWAY_OF_TEST")
                .locations("classpath:migrations")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .validateMigrationNaming(true);
    }

    @ParameterizedTest
    @EnumSource(names = {"HSQLDB_MVCC", "POSTGRESQL_18"})
    void dataSource_guarded_isMigratedAsTheBareOne(Engine engine) throws SQLException {
        Database database = engine.database();
        NoclobberDataSource source = new NoclobberDataSource();
        source.setUrl(database.url("noclobber:"));
        source.setUser(database.user());
        source.setPassword(database.password());
        try {
            assertThat(configuration().dataSource(source).load().migrate().migrationsExecuted)
                    .isEqualTo(2);
            assertThat(configuration().dataSource(source).load().migrate().migrationsExecuted)
                    .isZero();
            configuration()
                    .dataSource(database.url(), database.user(), database.password())
                    .load()
                    .validate();
        } finally {
            drop(database);
        }
    }

    @Test
    void url_ofOurs_isNotKnown() {
        Database database = Engine.HSQLDB_MVCC.database();
        assertThatThrownBy(() -> configuration()
                        .dataSource(database.url("noclobber:"), database.user(), database.password())
                        .load()
                        .migrate())
                .isInstanceOf(FlywayException.class);
    }

    private static void drop(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS MIGRATED");
            statement.execute("DROP TABLE IF EXISTS \"FLYWAY_OF_TEST\"");
        }
    }
}
