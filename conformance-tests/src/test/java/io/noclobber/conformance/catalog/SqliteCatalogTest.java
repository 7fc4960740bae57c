package io.noclobber.conformance.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Engine;
import io.noclobber.internal.catalog.KeySource;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SqliteCatalogTest extends CatalogContract {
    SqliteCatalogTest() {
        super(Engine.SQLITE);
    }

    @Override
    protected @Nullable Place place() {
        return null;
    }

    @Test
    void partialUniqueIndex_isNoKey() throws SQLException {
        table("nc_partial", "a INT NOT NULL, b INT NOT NULL");
        execute("CREATE UNIQUE INDEX nc_partial_1 ON nc_partial (a) WHERE b = 1");

        assertThat(find("nc_partial").keySource()).isEqualTo(KeySource.NONE);
    }

    @Test
    void temporaryTable_hidesItsNamesake() throws SQLException {
        table("nc_hidden", "id INT NOT NULL PRIMARY KEY");
        execute("CREATE TEMP TABLE nc_hidden (id INT NOT NULL PRIMARY KEY)", "DROP TABLE temp.nc_hidden");

        assertThat(unknown("nc_hidden")).isTrue();
    }
}
