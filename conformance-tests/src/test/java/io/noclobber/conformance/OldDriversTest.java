package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.NoclobberDataSource;
import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Drivers and databases as old as the applications that nobody dares to touch: they lack methods, columns of the metadata and views of the
 * information schema that later ones have. What is read through them is guarded all the same, whatever its type.
 */
class OldDriversTest {
    private static final Path JARS = Path.of("target", "old-drivers").toAbsolutePath();

    private record TestedColumn(String name, String type, String first, String other) {}

    private static final List<TestedColumn> COLUMNS = List.of(
            new TestedColumn("name", "VARCHAR(20)", "'OPEN'", "'open'"),
            new TestedColumn("fixed", "CHAR(5)", "'a'", "'A'"),
            new TestedColumn("amount", "DECIMAL(10,2)", "1.20", "1.21"),
            new TestedColumn("pieces", "BIGINT", "9007199254740993", "9007199254740992"),
            new TestedColumn("ratio", "DOUBLE PRECISION", "1.5", "1.25"),
            new TestedColumn("due", "DATE", "'2019-01-01'", "'2019-01-02'"),
            new TestedColumn("opens", "TIME", "'10:00:00'", "'10:00:01'"),
            new TestedColumn("changed", "TIMESTAMP", "'2019-01-01 10:00:00.25'", "'2019-01-01 10:00:00.26'"),
            new TestedColumn("note", "VARCHAR(20)", "NULL", "''"));

    /** A driver loaded apart from all others, and how it reaches its database. */
    private record Old(Driver driver, String url, String user) {
        static Old of(String jar, String type, String url, String user) throws Exception {
            URL[] place = {JARS.resolve(jar).toUri().toURL()};
            // not closed: the database lives in it as long as the JVM
            ClassLoader loader = new URLClassLoader(place, ClassLoader.getPlatformClassLoader());
            Class<?> driver = loader.loadClass(type);
            return new Old((Driver) driver.getDeclaredConstructor().newInstance(), url, user);
        }

        Connection connect() throws SQLException {
            Properties properties = new Properties();
            properties.setProperty("user", user);
            properties.setProperty("password", "");
            return driver.connect(url, properties);
        }

        Connection guarded() throws SQLException {
            DataSource source = (DataSource) Proxy.newProxyInstance(
                    Old.class.getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (proxy, method, arguments) -> connect());
            return new NoclobberDataSource(source).getConnection();
        }
    }

    /** Of both, 1.3 knows nothing of {@code java.time}, nor has it all methods of JDBC. */
    @ParameterizedTest
    @ValueSource(strings = {"1.3.176", "1.4.200"})
    void h2(String version) throws Exception {
        changeOfEachTypeIsSeen(Old.of("h2-" + version + ".jar", "org.h2.Driver", "jdbc:h2:mem:old", "sa"));
    }

    @Test
    void hsqldb() throws Exception {
        changeOfEachTypeIsSeen(Old.of("hsqldb-2.3.6.jar", "org.hsqldb.jdbc.JDBCDriver", "jdbc:hsqldb:mem:old", "SA"));
    }

    @Test
    void derby(@TempDir Path folder) throws Exception {
        System.setProperty("derby.stream.error.file", folder.resolve("log").toString());
        try {
            changeOfEachTypeIsSeen(Old.of(
                    "derby-10.4.2.0.jar",
                    "org.apache.derby.jdbc.EmbeddedDriver",
                    "jdbc:derby:" + folder.resolve("old") + ";create=true",
                    "app"));
        } finally {
            System.clearProperty("derby.stream.error.file");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.4.1212", "42.2.5"})
    void postgres(String version) throws Exception {
        Database database;
        try {
            database = Engine.POSTGRESQL_14.database();
        } catch (EngineUnavailableException e) {
            database = abort(e.getMessage());
        }
        changeOfEachTypeIsSeen(
                Old.of("postgresql-" + version + ".jar", "org.postgresql.Driver", database.url(), database.user()));
    }

    private static void changeOfEachTypeIsSeen(Old old) throws SQLException {
        try (Connection theirs = old.connect();
                Connection ours = old.guarded()) {
            create(theirs);
            try {
                for (TestedColumn column : COLUMNS) {
                    changeIsSeen(column, ours, theirs);
                }
            } finally {
                execute(theirs, "DROP TABLE old_order");
            }
        }
    }

    private static void changeIsSeen(TestedColumn column, Connection ours, Connection theirs) throws SQLException {
        String name = column.name();
        read(ours, name);
        assertThat(save(ours)).as("nobody has changed %s", name).isOne();
        read(ours, name);
        execute(theirs, "UPDATE old_order SET " + name + " = " + column.other() + " WHERE id = 1");
        assertThatThrownBy(() -> save(ours))
                .as("somebody has changed %s", name)
                .isInstanceOfSatisfying(
                        ConcurrencyConflictException.class,
                        conflict -> assertThat(conflict.getConflicts().get(0).columns())
                                .extracting(diff -> diff.column().name().toLowerCase(Locale.ROOT))
                                .contains(name));
        read(ours, name);
        assertThat(save(ours)).as("%s was read again", name).isOne();
    }

    private static void create(Connection connection) throws SQLException {
        String columns = COLUMNS.stream()
                .map(column -> ", " + column.name() + ' ' + column.type())
                .collect(Collectors.joining());
        execute(connection, "CREATE TABLE old_order (id INTEGER NOT NULL PRIMARY KEY, saved INTEGER" + columns + ")");
        execute(
                connection,
                "INSERT INTO old_order VALUES (1, 0, "
                        + COLUMNS.stream().map(TestedColumn::first).collect(Collectors.joining(", ")) + ")");
    }

    private static void execute(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(text);
        }
    }

    private static void read(Connection connection, String column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, " + column + " FROM old_order WHERE id = 1")) {
            assertThat(rows.next()).isTrue();
            rows.getObject(2);
        }
    }

    private static int save(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE old_order SET saved = saved + 1 WHERE id = ?")) {
            statement.setInt(1, 1);
            return statement.executeUpdate();
        }
    }
}
