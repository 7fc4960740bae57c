package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Users who may only read, for analyze; those of HSQLDB and PostgreSQL are in the tests of the packaged program. */
class ReadingUserTest {
    private static final String PASSWORD = "s3cret-of-the-reader";
    private static final String TABLE = "(id INT NOT NULL PRIMARY KEY, name VARCHAR(9))";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    /** Also that nothing can be written by that user. */
    private String analyze(String url, String user, String... more) throws SQLException {
        try (Connection connection = user.isEmpty()
                        ? DriverManager.getConnection(url)
                        : DriverManager.getConnection(url, user, PASSWORD);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM read_only WHERE id = 1"))
                    .isInstanceOf(SQLException.class);
        }
        List<String> all = new ArrayList<>(List.of("analyze", "--url", url));
        all.addAll(user.isEmpty() ? List.of() : List.of("--user", user, "--password", PASSWORD));
        all.addAll(List.of(more));
        int code = Conformance.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
        assertThat(code).as(err.toString()).isZero();
        String said = out.toString().toLowerCase(Locale.ROOT);
        assertThat(said)
                .contains("read_only: protected\n", "key: id (primary key)", "compared in the statement: id, name");
        return said;
    }

    private static void execute(Connection opened, String... texts) throws SQLException {
        try (Connection connection = opened;
                Statement statement = connection.createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_56"})
    void userOfMySql_whoMayOnlyRead(Engine engine) throws SQLException {
        // MySQL 5.6 has a nameless user of this host, who would come first
        String reader = engine == Engine.MYSQL_56 ? "reader@localhost" : "reader@'%'";
        Database database = engine.database();
        execute(
                database.connect(),
                "CREATE DATABASE reading",
                "CREATE TABLE reading.read_only " + TABLE,
                "CREATE USER " + reader + " IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT SELECT ON reading.* TO " + reader);
        try {
            // who may only read may not say that the database is to be made
            String url = database.url()
                    .replaceFirst("/conformance", "/reading")
                    .replace("createDatabaseIfNotExist=true", "createDatabaseIfNotExist=false");
            assertThat(analyze(url, "reader")).contains("size: about 0 rows, ", "not to noclobber: name (");
        } finally {
            execute(database.connect(), "DROP USER " + reader, "DROP DATABASE reading");
        }
    }

    @Test
    void userOfH2_whoMayOnlyRead() throws SQLException {
        try (Connection keeper = DriverManager.getConnection("jdbc:h2:mem:reading", "OWN", "")) {
            execute(
                    DriverManager.getConnection("jdbc:h2:mem:reading", "OWN", ""),
                    "CREATE TABLE read_only " + TABLE,
                    "CREATE USER reader PASSWORD '" + PASSWORD + "'",
                    "GRANT SELECT ON read_only TO reader");

            assertThat(analyze("jdbc:h2:mem:reading", "READER")).contains("size: about 0 rows");
            assertThat(keeper.isClosed()).isFalse();
        }
    }

    /** Without any right to the procedures of the system. */
    @ParameterizedTest
    @CsvSource({
        "reading,'',blanks at the end",
        "reading2,;territory=de_DE;collation=TERRITORY_BASED:SECONDARY,case and blanks at the end",
        "reading3,;territory=de_DE;collation=TERRITORY_BASED:PRIMARY,'case, accents and blanks at the end'"
    })
    void userOfDerby_whoMayOnlyRead(String name, String attributes, String ignored) throws SQLException {
        String url = "jdbc:derby:memory:" + name;
        String set = "CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY('derby.%s', '%s')";
        execute(
                DriverManager.getConnection(url + ";create=true" + attributes, "OWN", PASSWORD),
                "CREATE TABLE read_only " + TABLE,
                set.formatted("user.OWN", PASSWORD),
                set.formatted("user.READER", PASSWORD),
                set.formatted("connection.requireAuthentication", "true"),
                set.formatted("database.sqlAuthorization", "true"));
        assertThatThrownBy(() -> DriverManager.getConnection(url + ";shutdown=true", "OWN", PASSWORD))
                .hasMessageContaining("shutdown");
        execute(DriverManager.getConnection(url, "OWN", PASSWORD), "GRANT SELECT ON read_only TO READER");

        assertThat(analyze(url, "READER", "--schema", "OWN"))
                .contains("not to noclobber: name (" + ignored + ")", "size: ");
    }

    @Test
    void userOfFirebird_whoMayOnlyRead() throws SQLException {
        Database database = Engine.FIREBIRD.database();
        execute(
                database.connect(),
                "CREATE TABLE read_only " + TABLE,
                "CREATE USER reader PASSWORD '" + PASSWORD + "'",
                "GRANT SELECT ON read_only TO reader");
        try {
            assertThat(analyze(database.url(), "reader"))
                    .contains("not to noclobber: name (", "size: not told by this database");
        } finally {
            execute(database.connect(), "DROP USER reader", "DROP TABLE read_only");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:sqlite:%s/shop.db,?open_mode=1,size: 9 kb",
        "jdbc:duckdb:%s/shop.db,;access_mode=READ_ONLY,size: about 0 rows"
    })
    void file_thatMayOnlyBeRead(String url, String readOnly, String size) throws SQLException {
        String file = url.formatted(directory);
        execute(DriverManager.getConnection(file), "CREATE TABLE read_only " + TABLE);

        assertThat(analyze(file + readOnly, "")).contains(size);
    }
}
