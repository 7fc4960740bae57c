package io.noclobber.clients.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.NoclobberDriver;
import io.noclobber.conformance.database.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.exception.DatabaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Liquibase migrates through a URL of ours when it is told the driver. */
class LiquibaseTest {
    private static final String CHANGES = "changes/changes.sql";

    private static Database open(io.noclobber.conformance.database.Database database, String driver)
            throws DatabaseException {
        return DatabaseFactory.getInstance()
                .openDatabase(
                        database.url("noclobber:"),
                        database.user(),
                        database.password(),
                        driver,
                        null,
                        null,
                        null,
                        new ClassLoaderResourceAccessor());
    }

    @ParameterizedTest
    @EnumSource(names = {"HSQLDB_MVCC", "POSTGRESQL_18"})
    void url_withDriver_isMigrated(Engine engine) throws Exception {
        io.noclobber.conformance.database.Database database = engine.database();
        Database guarded = open(database, NoclobberDriver.class.getName());
        try (Liquibase liquibase = new Liquibase(CHANGES, new ClassLoaderResourceAccessor(), guarded)) {
            liquibase.update(new Contexts(), new LabelExpression());
            assertThat(liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression()))
                    .isEmpty();
            assertThat(rows(database)).isOne();
        } finally {
            drop(database);
        }
    }

    @Test
    void url_withoutDriver_isNotKnown() {
        assertThatThrownBy(() -> open(Engine.HSQLDB_MVCC.database(), null)).hasMessageContaining("river");
    }

    private static int rows(io.noclobber.conformance.database.Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM CHANGED")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void drop(io.noclobber.conformance.database.Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS CHANGED");
            statement.execute("DROP TABLE IF EXISTS DATABASECHANGELOG");
            statement.execute("DROP TABLE IF EXISTS DATABASECHANGELOGLOCK");
        }
    }
}
