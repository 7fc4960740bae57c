package io.noclobber.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void defaults_nothingGiven_areThoseOfTheOptions() {
        Settings settings = Settings.defaults();

        assertThat(settings.driver()).isNull();
        assertThat(settings.mode()).isEqualTo(Mode.ENFORCE);
        assertThat(settings.scope()).isEqualTo(Scope.AUTO);
        assertThat(settings.compare("S", "ORDERS", "STATUS")).isEqualTo(Compare.READ);
        assertThat(settings.excluded(null, "ORDERS", "STATUS")).isFalse();
        assertThat(settings.tracks(null, "ORDERS")).isTrue();
        assertThat(settings.key(null, "ORDERS")).isEmpty();
        assertThat(settings.noImage()).isEqualTo(Handling.PASS);
        assertThat(settings.unparsed()).isEqualTo(Handling.WARN);
        assertThat(settings.afterCall()).isEqualTo(AfterCall.KEEP);
        assertThat(settings.ownCheck()).isEqualTo(OwnCheck.DEFER);
        assertThat(settings.deleteDeleted()).isEqualTo(DeleteDeleted.CONFLICT);
        assertThat(settings.imageRows()).isEqualTo(10_000);
        assertThat(settings.imageBytes()).isEqualTo(16L * 1024 * 1024);
        assertThat(settings.imageAge()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.redacted(null, "ORDERS", "STATUS")).isFalse();
        assertThat(settings.messageValues()).isTrue();
        assertThat(settings.messageLength()).isEqualTo(60);
        assertThat(settings.helpText()).isNull();
        assertThat(settings.changedState()).isEqualTo("NC001");
        assertThat(settings.deletedState()).isEqualTo("NC002");
        assertThat(settings.diffTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.describeNonDefaults()).isEmpty();
    }

    @Test
    void resolve_everywhereGiven_laterPlaceWins() throws IOException {
        Path file = file("helpText=file\nmode=off\nimageRows=1\nmessageLength=11\n");
        Properties system = properties("noclobber.config", file.toString());
        assertThat(resolve(system, null, null).helpText()).isEqualTo("file");

        system.setProperty("noclobber.helpText", "system");
        system.setProperty("noclobber.imageRows", "2");
        system.setProperty("user.home", "/nowhere");
        assertThat(resolve(system, null, null).helpText()).isEqualTo("system");

        Properties connection = properties("noclobber.helpText", "connection");
        connection.setProperty("noclobber.imageRows", "3");
        connection.setProperty("user", "sa");
        assertThat(resolve(system, null, connection).helpText()).isEqualTo("connection");

        Settings settings = resolve(system, "jdbc:noclobber[helpText=url]:h2:mem:a", connection);
        assertThat(settings.helpText()).isEqualTo("url");
        assertThat(settings.imageRows()).isEqualTo(3);
        assertThat(settings.messageLength()).isEqualTo(11);
        assertThat(settings.mode()).isEqualTo(Mode.OFF);
        assertThat(settings.scope()).isEqualTo(Scope.AUTO);
        assertThat(settings.describeNonDefaults()).isEqualTo("mode=off;imageRows=3;messageLength=11;helpText=url");
    }

    @Test
    void resolve_classPath_asksTheContextFirstAndThenOurs() throws IOException {
        try (URLClassLoader context = loader("context", "helpText=context");
                URLClassLoader own = loader("own", "noclobber.helpText=own");
                URLClassLoader none = new URLClassLoader(new URL[0], null)) {
            assertThat(Settings.resolve(new Properties(), null, null, context, own)
                            .helpText())
                    .isEqualTo("context");
            assertThat(Settings.resolve(new Properties(), null, null, none, own).helpText())
                    .isEqualTo("own");
            assertThat(Settings.resolve(new Properties(), null, null, null, own).helpText())
                    .isEqualTo("own");
            assertThat(Settings.resolve(new Properties(), null, null, none, none)
                            .helpText())
                    .isNull();

            Properties named =
                    properties("noclobber.config", file("messageLength=9").toString());
            assertThat(Settings.resolve(named, null, null, context, own).helpText())
                    .as("a named file replaces the one on the class path")
                    .isNull();
        }
    }

    @Test
    void resolve_systemProperties_areReadFromTheJvm() {
        System.setProperty("noclobber.helpText", "from the JVM");
        try {
            assertThat(Settings.resolve(null, null).helpText()).isEqualTo("from the JVM");
        } finally {
            System.clearProperty("noclobber.helpText");
        }
    }

    @Test
    void resolve_fileWithUmlauts_isReadAsUtf8() throws IOException {
        Properties system = properties(
                "noclobber.config", file("helpText=für Müller \\u20ac\n").toString());

        assertThat(resolve(system, null, null).helpText()).isEqualTo("für Müller €");
    }

    @Test
    void resolve_brokenFile_saysWhatIsWrong() throws IOException {
        Path missing = folder.resolve("missing.properties");
        refused(
                missing.toString(),
                "The noclobber options in the file '" + missing + "', named by the system property"
                        + " noclobber.config, cannot be read: there is no such file at " + missing.toAbsolutePath()
                        + ". Mend or remove the system property noclobber.config.");
        refused(
                folder.toString(),
                "The noclobber options in the file '" + folder + "', named by the system property"
                        + " noclobber.config, cannot be read: it is a directory. Mend or remove the system property"
                        + " noclobber.config.");
        refused(
                "",
                "The noclobber options in the file '', named by the system property noclobber.config, cannot be read:"
                        + " the name is empty. Mend or remove the system property noclobber.config.");
        refused(
                "a\0b",
                "The noclobber options in the file 'a\0b', named by the system property noclobber.config, cannot"
                        + " be read: this is no name of a file. Mend or remove the system property noclobber.config.");

        Path file = file("helpText=\\u12");
        refused(
                file.toString(),
                "The noclobber options in the file '" + file + "', named by the system property"
                        + " noclobber.config, cannot be read: it holds a malformed \\u escape. Write four hexadecimal digits behind"
                        + " \\u.");
        Files.write(file, "helpText=für".getBytes(StandardCharsets.ISO_8859_1));
        refused(
                file.toString(),
                "The noclobber options in the file '" + file + "', named by the system property"
                        + " noclobber.config, cannot be read: it is not UTF-8. Save it as UTF-8.");
    }

    @Test
    void resolve_badOptionInFile_namesTheFile() throws IOException {
        Path file = file("scope=connection\nmode=off\nnoclobber.scope=transaction");
        refused(
                file.toString(),
                "The noclobber option 'scope' is given twice in the file '" + file
                        + "', as 'connection' and as 'transaction'. Give it once.");
        file("mode=of");
        refused(
                file.toString(),
                "The noclobber option 'mode' in the file '" + file
                        + "' cannot be 'of'. It must be enforce or off. Did you mean 'off'?");
    }

    @Test
    void resolve_badOptionOverriddenLater_isRefusedAllTheSame() {
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(
                        () -> resolve(properties("noclobber.mode", "of"), "jdbc:noclobber[mode=off]:h2:mem:a", null))
                .withMessage(
                        "The noclobber option 'mode' in the system properties cannot be 'of'. It must be enforce or"
                                + " off. Did you mean 'off'?");
    }

    @Test
    void resolve_propertiesThatAreNotText_areRead() {
        Properties properties = new Properties();
        properties.put("noclobber.imageRows", 7);
        properties.put("noclobber.messageValues", false);

        Settings settings = resolve(new Properties(), null, properties);

        assertThat(settings.imageRows()).isEqualTo(7);
        assertThat(settings.messageValues()).isFalse();
    }

    @Test
    void resolve_defaultsBehindProperties_areRead() {
        Properties properties = new Properties(properties("noclobber.mode", "off"));

        assertThat(resolve(new Properties(), null, properties).mode()).isEqualTo(Mode.OFF);
    }

    @Test
    void forDriver_mixedProperties_givesACopyWithoutOurs() {
        Properties behind = properties("behind", "1");
        behind.setProperty("noclobber.scope", "transaction");
        Properties properties = new Properties(behind);
        Object notText = new Object();
        properties.put("object", notText);
        properties.put(42, "key");
        properties.setProperty("user", "sa");
        properties.setProperty("noclobber.mode", "off");
        properties.setProperty("noclobberish", "stays");
        properties.put("noclobber.imageRows", 7);
        Properties before = (Properties) properties.clone();

        Properties copy = Settings.forDriver(properties);

        assertThat(copy)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("behind", "1", "object", notText, 42, "key", "user", "sa", "noclobberish", "stays"));
        copy.setProperty("user", "changed");
        assertThat(properties).isEqualTo(before);
        assertThat(properties.getProperty("noclobber.scope")).isEqualTo("transaction");
        assertThat(Settings.forDriver(null)).isEmpty();
    }

    @Test
    void compare_severalRules_mostSpecificWins() {
        Settings settings = Settings.of(Map.of(
                "compare",
                "key, ORDERS:changed, ORDERS.NOTES:key, ord*.S?ATUS:read, *.TOUCHED:key, SALES.ORDERS.*:read"));

        assertThat(settings.compare(null, "OTHER", "X")).isEqualTo(Compare.KEY);
        assertThat(settings.compare(null, "orders", "TOTAL")).isEqualTo(Compare.CHANGED);
        assertThat(settings.compare("PUBLIC", "Orders", "Notes")).isEqualTo(Compare.KEY);
        assertThat(settings.compare("PUBLIC", "ORDERS", "STATUS")).isEqualTo(Compare.READ);
        assertThat(settings.compare("PUBLIC", "ORDER_LINE", "STATUS")).isEqualTo(Compare.READ);
        assertThat(settings.compare("PUBLIC", "ORDERS", "TOUCHED")).isEqualTo(Compare.KEY);
        assertThat(settings.compare("SALES", "ORDERS", "TOTAL")).isEqualTo(Compare.READ);
        assertThat(settings.compare("sales", "ORDERS", "NOTES")).isEqualTo(Compare.KEY);
        assertThat(settings.compare("PUBLIC", "ORDERS", "TOTAL")).isEqualTo(Compare.CHANGED);
    }

    @Test
    void compare_onlyExceptions_leavesTheDefault() {
        Settings settings = Settings.of(Map.of("compare", "A?:key,AB:changed,?C:read"));

        assertThat(settings.compare(null, "B", "X")).isEqualTo(Compare.READ);
        assertThat(settings.compare(null, "AX", "X")).isEqualTo(Compare.KEY);
        assertThat(settings.compare(null, "AB", "X")).isEqualTo(Compare.CHANGED);
        assertThat(settings.compare(null, "AC", "X"))
                .as("the later of two equals")
                .isEqualTo(Compare.READ);
    }

    @Test
    void tables_includedAndExcluded_exclusionWins() {
        Settings some = Settings.of(Map.of("tables", "ORDER*,!*_LOG,SALES.CUSTOMER"));
        assertThat(some.tracks(null, "ORDERS")).isTrue();
        assertThat(some.tracks("X", "order_line")).isTrue();
        assertThat(some.tracks("X", "ORDER_LOG")).isFalse();
        assertThat(some.tracks("X", "ITEM")).isFalse();
        assertThat(some.tracks("SALES", "CUSTOMER")).isTrue();
        assertThat(some.tracks("X", "CUSTOMER")).isFalse();
        assertThat(some.tracks(null, "CUSTOMER")).isFalse();

        Settings allBut = Settings.of(Map.of("tables", "!SYS.*,!*_LOG"));
        assertThat(allBut.tracks("X", "ITEM")).isTrue();
        assertThat(allBut.tracks("SYS", "ITEM")).isFalse();
        assertThat(allBut.tracks("X", "ITEM_LOG")).isFalse();
    }

    @Test
    void keys_severalRules_mostSpecificWins() {
        Settings settings = Settings.of(
                Map.of("keys", "V_*:ID, V_LINE: ORDER_ID + LINE_NO ,SALES.V_LINE:\"Line+Id\",\"v\"\"x\":A"));

        assertThat(settings.key(null, "V_ORDERS")).containsExactly("ID");
        assertThat(settings.key("X", "v_line")).containsExactly("ORDER_ID", "LINE_NO");
        assertThat(settings.key("SALES", "V_LINE")).containsExactly("Line+Id");
        assertThat(settings.key(null, "v\"x")).containsExactly("A");
        assertThat(settings.key(null, "ORDERS")).isEmpty();
    }

    @Test
    void keys_nameAgainstSchema_nameWins() {
        Settings settings = Settings.of(Map.of("keys", "V_X:NAME,SALES.V_*:SCHEMA"));

        assertThat(settings.key("SALES", "V_X")).containsExactly("NAME");
        assertThat(settings.key("SALES", "V_Y")).containsExactly("SCHEMA");
    }

    @Test
    void patterns_ofColumns_matchInAnyCaseUnlessQuoted() {
        Settings settings =
                Settings.of(Map.of("exclude", "*.touched_at,ORDERS.\"Last*Seen\",\"a.b,c\".X", "redact", "S.T*.P?N"));

        assertThat(settings.excluded(null, "ANY", "TOUCHED_AT")).isTrue();
        assertThat(settings.excluded(null, "orders", "Last*Seen")).isTrue();
        assertThat(settings.excluded(null, "ORDERS", "LAST*SEEN")).isFalse();
        assertThat(settings.excluded(null, "ORDERS", "LastNotSeen")).isFalse();
        assertThat(settings.excluded("S", "a.b,c", "x")).isTrue();
        assertThat(settings.redacted("S", "TABLE", "PIN")).isTrue();
        assertThat(settings.redacted("S", "TABLE", "PIIN")).isFalse();
        assertThat(settings.redacted(null, "TABLE", "PIN")).isFalse();
    }

    @Test
    void units_ofBytesAndTimes_areUnderstood() {
        assertThat(Settings.of(Map.of("imageBytes", "512")).imageBytes()).isEqualTo(512);
        assertThat(Settings.of(Map.of("imageBytes", "2k")).imageBytes()).isEqualTo(2048);
        assertThat(Settings.of(Map.of("imageBytes", "3g")).imageBytes()).isEqualTo(3L << 30);
        assertThat(Settings.of(Map.of("imageAge", "500ms")).imageAge()).isEqualTo(Duration.ofMillis(500));
        assertThat(Settings.of(Map.of("imageAge", "30s")).imageAge()).isEqualTo(Duration.ofSeconds(30));
        assertThat(Settings.of(Map.of("imageAge", "10m")).imageAge()).isEqualTo(Duration.ofMinutes(10));
        assertThat(Settings.of(Map.of("imageAge", "8h")).imageAge()).isEqualTo(Duration.ofHours(8));
        assertThat(Settings.of(Map.of("imageBytes", "16384k", "imageAge", "24h"))
                        .describeNonDefaults())
                .as("the defaults in other words")
                .isEmpty();
    }

    private void refused(String config, String message) {
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> resolve(properties("noclobber.config", config), null, null))
                .withMessage(message);
    }

    private static Settings resolve(Properties system, String url, Properties connection) {
        return Settings.resolve(system, ConnectionUrl.parse(url), connection);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("some.properties"), text);
    }

    private URLClassLoader loader(String name, String text) throws IOException {
        Path root = Files.createDirectories(folder.resolve(name));
        Files.writeString(root.resolve("noclobber.properties"), text);
        return new URLClassLoader(new URL[] {url(root)}, null);
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    private static Properties properties(String key, String value) {
        Properties properties = new Properties();
        properties.setProperty(key, value);
        return properties;
    }
}
