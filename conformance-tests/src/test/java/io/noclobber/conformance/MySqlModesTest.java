package io.noclobber.conformance;

import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import io.noclobber.conformance.database.MySqlDriver;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What noclobber promises holds in the modes of the drivers that change how values travel. */
@ParameterizedClass(name = "{0}")
@EnumSource(MySqlModesTest.Mode.class)
class MySqlModesTest extends AllContracts {
    private final Mode mode;

    MySqlModesTest(Mode mode) {
        this.mode = mode;
    }

    /** A driver with settings, and where it leads. */
    enum Mode {
        MARIADB_BINARY(Engine.MARIADB, MySqlDriver.MARIADB, "useServerPrepStmts=true"),
        MARIADB_BY_CONNECTOR_J(Engine.MARIADB, MySqlDriver.CONNECTOR_J),
        MYSQL_BINARY(Engine.MYSQL_56, MySqlDriver.CONNECTOR_J, "useServerPrepStmts=true", "cachePrepStmts=true");

        private final Engine engine;
        private final MySqlDriver driver;
        private final String[] settings;

        Mode(Engine engine, MySqlDriver driver, String... settings) {
            this.engine = engine;
            this.driver = driver;
            this.settings = settings;
        }
    }

    @Override
    protected Setting setting() {
        try {
            return new Setting(mode.driver.to(mode.engine.database(), mode.settings), EntryPath.URL);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }
}
