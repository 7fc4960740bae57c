package io.noclobber.conformance.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Engine;
import io.noclobber.internal.catalog.KeySource;
import io.noclobber.internal.catalog.NamePart;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The catalog of PostgreSQL, whatever its release. */
abstract class PostgresCatalogs extends CatalogContract {
    PostgresCatalogs(Engine engine) {
        super(engine);
    }

    @Test
    void partialUniqueIndex_isNoKey() throws SQLException {
        table("nc_partial", "a INT NOT NULL, b INT NOT NULL");
        execute("CREATE UNIQUE INDEX nc_partial_1 ON nc_partial (a) WHERE b = 1");
        execute("CREATE UNIQUE INDEX nc_partial_2 ON nc_partial ((a + b))");

        assertThat(find("nc_partial").keySource()).isEqualTo(KeySource.NONE);
    }

    @Test
    void uniqueIndex_overQuotedColumn_isKey() throws SQLException {
        table("nc_quoted", "\"Two Words\" INT NOT NULL");
        execute("CREATE UNIQUE INDEX nc_quoted_1 ON nc_quoted (\"Two Words\")");

        assertThat(names(find("nc_quoted").key())).containsExactly("Two Words");
    }

    @Test
    void searchPath_decidesAmongNamesakes() throws SQLException {
        execute("CREATE SCHEMA nc_first", "DROP SCHEMA nc_first CASCADE");
        table("public.nc_path", "id INT NOT NULL PRIMARY KEY");
        execute("CREATE TABLE nc_first.nc_path (code INT NOT NULL PRIMARY KEY)");
        assertThat(names(find("nc_path").key())).containsExactly("id");

        execute("SET search_path TO nc_first, public");
        forget();

        assertThat(names(find("nc_path").key())).containsExactly("code");
    }

    @Test
    void temporaryTable_hidesItsNamesake_forItsOwnSessionOnly() throws SQLException {
        table("public.nc_hidden", "id INT NOT NULL PRIMARY KEY");
        assertThat(unknown("nc_hidden")).isFalse();

        execute("CREATE TEMP TABLE nc_hidden (id INT PRIMARY KEY)", "DROP TABLE pg_temp.nc_hidden");
        forget();

        assertThat(unknown("nc_hidden")).isTrue();
        assertThat(find(new NamePart("public", false), new NamePart("nc_hidden", false))
                        .key())
                .hasSize(1);
    }

    @Test
    void storedRow_isReturned_unlessSomethingRunsAfterIt() throws SQLException {
        table("nc_plain", "id INT NOT NULL PRIMARY KEY, v INT");
        execute(
                "CREATE FUNCTION nc_touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "DROP FUNCTION nc_touch() CASCADE");
        table("nc_before", "id INT NOT NULL PRIMARY KEY, v INT");
        execute("CREATE TRIGGER b BEFORE UPDATE ON nc_before FOR EACH ROW EXECUTE FUNCTION nc_touch()");
        table("nc_after", "id INT NOT NULL PRIMARY KEY, v INT");
        execute("CREATE TRIGGER a AFTER UPDATE ON nc_after FOR EACH STATEMENT EXECUTE FUNCTION nc_touch()");
        table("nc_inserted", "id INT NOT NULL PRIMARY KEY, v INT");
        execute("CREATE TRIGGER a AFTER INSERT ON nc_inserted FOR EACH ROW EXECUTE FUNCTION nc_touch()");
        table("nc_ruled", "id INT NOT NULL PRIMARY KEY, v INT");
        execute("CREATE RULE r AS ON UPDATE TO nc_ruled DO ALSO NOTIFY nc_rule");
        execute("CREATE TABLE nc_whole (id INT NOT NULL PRIMARY KEY) PARTITION BY RANGE (id)", "DROP TABLE nc_whole");
        execute("CREATE TABLE nc_part PARTITION OF nc_whole FOR VALUES FROM (0) TO (9)");
        assertThat(find("nc_whole").returnsStoredRow()).isTrue();
        execute("CREATE TRIGGER a AFTER UPDATE ON nc_part FOR EACH ROW EXECUTE FUNCTION nc_touch()");

        assertThat(find("nc_plain").returnsStoredRow()).isTrue();
        assertThat(find("nc_plain").writeTriggers()).isFalse();
        assertThat(find("nc_before").returnsStoredRow()).isTrue();
        assertThat(find("nc_before").writeTriggers()).isTrue();
        assertThat(find("nc_after").returnsStoredRow()).isFalse();
        assertThat(find("nc_inserted").returnsStoredRow()).isTrue();
        assertThat(find("nc_ruled").returnsStoredRow()).isFalse();
        assertThat(find("nc_ruled").writeTriggers()).isTrue();
        invalidate();
        assertThat(find("nc_whole").returnsStoredRow()).isFalse();
    }
}
