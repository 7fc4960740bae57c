package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A path that somebody has mistyped: nothing is made there. */
class MissingDatabaseTest {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("analyze"),
            List.of("explain", "--sql", "DELETE FROM orders WHERE id = 1"),
            List.of("clean"),
            List.of("clean", "--dry-run"),
            List.of("verify", "--groups", "deletes"));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private int run(List<String> command, String url) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--url", url));
        return Conformance.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    static Stream<Arguments> mistyped() {
        return COMMANDS.stream()
                .flatMap(command -> Stream.of(
                                "jdbc:sqlite:%s/shpo.db",
                                "jdbc:SQLITE:%s/shpo.db",
                                "jdbc:sqlite:%s/data:shpo.db",
                                "jdbc:sqlite:%s/shpo.db?mode=memory",
                                "jdbc:sqlite:file:%s/shpo.db?cache=private&x=mode=memory",
                                "jdbc:sqlite:file:%s/shpo.db?journal_mode=WAL",
                                "jdbc:duckdb:%s/shpo.db;threads=1",
                                "jdbc:h2:%s/shpo",
                                "jdbc:h2:file:%s/shpo;LOCK_TIMEOUT=100",
                                "jdbc:hsqldb:file:%s/shpo",
                                "jdbc:HSQLDB:file:%s/shpo",
                                "jdbc:hsqldb:file:%s/shpo;hsqldb.lock_file=false",
                                "jdbc:derby:%s/shpo")
                        .map(url -> Arguments.of(command, url)));
    }

    @ParameterizedTest
    @MethodSource("mistyped")
    void database_thatIsNotThere_isNotMade(List<String> command, String url) throws IOException {
        assertThat(run(command, url.formatted(directory))).as(out.toString()).isEqualTo(2);
        assertThat(err.toString())
                .containsPattern("There is no (such )?database")
                .contains("Is the path in --url right?")
                .doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
        assertThat(directory).isEmptyDirectory();
        assertThat(Path.of("derby.log")).doesNotExist();
    }

    /** Of what only reads that is not asked, whatever the URL of the application says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:derby:%s/shpo;create=true",
                "jdbc:h2:%s/shpo;IFEXISTS=FALSE",
                "jdbc:hsqldb:file:%s/shpo;ifexists=false"
            })
    void urlThatMakesOne_doesNotInAnalyze(String url) {
        assertThat(run(List.of("analyze"), url.formatted(directory))).isEqualTo(2);
        assertThat(err.toString()).contains("There is no such database.");
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlite:%s/shop",
                "jdbc:sqlite:file:%s/shop",
                "jdbc:duckdb:%s/shop",
                "jdbc:h2:%s/shop",
                "jdbc:hsqldb:file:%s/shop;shutdown=true"
            })
    void database_thatIsThere_isAnalyzed(String url) throws SQLException {
        String there = url.formatted(directory);
        try (Connection connection = DriverManager.getConnection(there);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id INT NOT NULL PRIMARY KEY)");
        }
        assertThat(run(List.of("analyze"), there)).as(err.toString()).isZero();
        assertThat(out.toString().toLowerCase(Locale.ROOT)).contains("orders: protected");
    }

    /** Its driver reads the name of a file as that of a URI. */
    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:file:%s/my%%20shop.db", "jdbc:sqlite:file:%s/my%%20shop.db?cache=private"})
    void database_withABlankInItsUri_isAnalyzed(String url) throws SQLException {
        database_thatIsThere_isAnalyzed(url);
        assertThat(directory.resolve("my shop.db")).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "NEVER,jdbc:mysql://db/shop?createDatabaseIfNotExist=true&a=b,jdbc:mysql://db/shop?createDatabaseIfNotExist=false&a=b",
        "WHERE_THE_URL_SAYS_SO,jdbc:mysql://db/shop?createDatabaseIfNotExist=true,jdbc:mysql://db/shop?createDatabaseIfNotExist=true",
        "WHERE_THE_URL_SAYS_SO,jdbc:derby:shop;create=true,jdbc:derby:shop;create=true",
        "WHERE_THE_URL_SAYS_SO,jdbc:h2:./shop;IFEXISTS=FALSE,jdbc:h2:./shop;IFEXISTS=FALSE",
        "WHERE_THE_URL_SAYS_SO,jdbc:h2:./shop,jdbc:h2:./shop;ifexists=true",
        "ASKED_FOR,jdbc:h2:./shop,jdbc:h2:./shop",
        "ASKED_FOR,jdbc:sqlite:nowhere.db,jdbc:sqlite:nowhere.db",
        "NEVER,jdbc:h2:tcp://db/~/shop,jdbc:h2:tcp://db/~/shop;ifexists=true",
        "NEVER,jdbc:h2:tcp://db/mem:shop,jdbc:h2:tcp://db/mem:shop",
        "NEVER,jdbc:h2:mem:shop,jdbc:h2:mem:shop",
        "NEVER,jdbc:hsqldb:mem:shop,jdbc:hsqldb:mem:shop",
        "NEVER,jdbc:hsqldb:hsql://db/shop,jdbc:hsqldb:hsql://db/shop",
        "NEVER,jdbc:derby:memory:shop;create=true,jdbc:derby:memory:shop;create=true",
        "NEVER,jdbc:sqlite:,jdbc:sqlite:",
        "NEVER,jdbc:sqlite::memory:,jdbc:sqlite::memory:",
        "NEVER,jdbc:sqlite:file:given?mode=memory&cache=shared,jdbc:sqlite:file:given?mode=memory&cache=shared",
        "NEVER,jdbc:duckdb::memory:shop,jdbc:duckdb::memory:shop",
        "NEVER,jdbc:duckdb:md:shop,jdbc:duckdb:md:shop",
        "NEVER,jdbc:postgresql://db/shop,jdbc:postgresql://db/shop"
    })
    void url_isChangedOnlyWhereSomethingWouldBeMade(Creation creation, String url, String changed) throws Exception {
        assertThat(creation.of(url)).isEqualTo(changed);
    }
}
