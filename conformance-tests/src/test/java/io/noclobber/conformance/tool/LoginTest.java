package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.UrlLogin;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who logs in: by --user, by what the URL says, or nobody; and two who contradict each other. */
class LoginTest {
    private static final String PASSWORD = "own-s3cret";
    private static final String H2 = "jdbc:h2:mem:login";
    private static final String HSQLDB = "jdbc:hsqldb:mem:login";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Connection> keepers = new ArrayList<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void make() throws SQLException {
        keepers.add(DriverManager.getConnection(H2, "OWN", PASSWORD));
        Connection hsqldb = DriverManager.getConnection(HSQLDB, "SA", "");
        keepers.add(hsqldb);
        try (Statement statement = hsqldb.createStatement()) {
            statement.execute("CREATE USER OWN PASSWORD '" + PASSWORD + "' ADMIN");
        }
    }

    @AfterEach
    void drop() throws SQLException {
        try (Statement statement = keepers.get(1).createStatement()) {
            statement.execute("SHUTDOWN");
        }
        for (Connection keeper : keepers) {
            keeper.close();
        }
    }

    private int clean(String url, String... more) {
        List<String> all = new ArrayList<>(List.of("clean", "--dry-run", "--url", url));
        all.addAll(List.of(more));
        return Conformance.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    /** What stands behind the path is no user, whatever is in it. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "jdbc:postgresql://127.0.0.1:5432/shop?ApplicationName=me@host, -, false",
                "jdbc:postgresql://db:1/shop?user=app@srv&sslmode=disable, app@srv, false",
                "jdbc:postgresql://db/a@b, -, false",
                "jdbc:mysql://app:s3cret@db:3306/shop, app, true",
                "jdbc:mysql://app@db:3306/shop?a=b@c, app, false",
                "jdbc:mysql://app:s3/cr?et@db:3306/shop, app, true"
            })
    void user_isReadFromBeforeTheHost(String url, @Nullable String user, boolean withPassword) {
        assertThat(UrlLogin.of(url)).isEqualTo(new UrlLogin(user, withPassword));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                H2 + ";USER=OWN;PASSWORD=" + PASSWORD,
                H2 + ";user=OWN;password=" + PASSWORD,
                HSQLDB + ";user=OWN;password=" + PASSWORD
            })
    void urlWithUserAndPassword_isEnough(String url) {
        assertThat(clean(url)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("0 found.");
    }

    @ParameterizedTest
    @ValueSource(strings = {H2 + ";USER=OWN", HSQLDB + ";user=OWN"})
    void passwordToTheUserOfTheUrl_isTaken(String url) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
        assertThat(clean(url, "--password-file", file.toString()))
                .as(err.toString())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {H2 + ";PASSWORD=" + PASSWORD, HSQLDB + ";password=" + PASSWORD})
    void userToThePasswordOfTheUrl_isTaken(String url) {
        assertThat(clean(url, "--user", "OWN")).as(err.toString()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {H2, HSQLDB})
    void sameTwice_isNoContradiction(String url) {
        assertThat(clean(url + ";user=OWN;password=" + PASSWORD, "--user", "own", "--password", PASSWORD))
                .as(err.toString())
                .isZero();
    }

    @Test
    void anotherUser_isRefused() {
        assertThat(clean(H2 + ";USER=OWN;PASSWORD=" + PASSWORD, "--user", "dba"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--user dba is refused: --url names the user OWN", "in one of these places")
                .doesNotContain(PASSWORD);
    }

    @Test
    void anotherPassword_isRefused() {
        assertThat(clean(H2 + ";USER=OWN;PASSWORD=" + PASSWORD, "--password", "another-one"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--url holds a password, and another one comes from --password", "Leave one of them out")
                .doesNotContain(PASSWORD, "another-one");
    }

    @Test
    void whatTheUrlSaysTwice_isNotToldAsUnreachable() {
        assertThat(clean(H2 + ";USER=OWN;USER=DBA")).isEqualTo(2);
        assertThat(err.toString()).contains("No connection could be opened.").doesNotContain("cannot be reached");
    }

    @Test
    void wrongPasswordInTheUrl_namesTheUser() {
        assertThat(clean(H2 + ";USER=OWN;PASSWORD=wrong-password")).isEqualTo(2);
        assertThat(err.toString())
                .contains("refused the user 'OWN' or the password")
                .doesNotContain("wrong-password");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:mem:x,,false",
        "jdbc:h2:mem:x;USER=sa;PASSWORD=x,sa,true",
        "jdbc:h2:mem:x;PASSWORD=x,,true",
        "jdbc:postgresql://db:5432/shop?user=dba&trustStorePassword=x,dba,false",
        "jdbc:postgresql://db/shop?user=d%40ba&password=x,d@ba,true",
        "jdbc:postgresql://[::1]:5432/shop?applicationName=a@b,,false",
        "jdbc:mysql://scott:x@db/shop,scott,true",
        "jdbc:mysql://scott@db/shop,scott,false",
        "jdbc:mysql://address=(host=db)(user=scott)(password=x)/shop,scott,true",
        "jdbc:oracle:thin:scott/x@//db/shop,scott,true",
        "jdbc:oracle:thin:@//db/shop,,false",
        "jdbc:sqlserver://db:1433;userName=sa;password=x,sa,true",
        "jdbc:db2://db:50000/shop:user=dba;password=x;,dba,true",
        "jdbc:sqlite:/data/user.db,,false",
        "jdbc:postgresql://db/shop?superuser=x&currentuser=y,,false"
    })
    void login_ofAUrl_isRead(String url, @Nullable String user, boolean withPassword) {
        assertThat(UrlLogin.of(url)).isEqualTo(new UrlLogin(user, withPassword));
    }
}
