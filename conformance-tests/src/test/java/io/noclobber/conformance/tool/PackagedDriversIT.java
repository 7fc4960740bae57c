package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The drivers in the jar are those that the documents name, with a licence that lets it hold them. */
class PackagedDriversIT {
    private static final Path JAR = Path.of(System.getProperty("conformance.jar"));
    private static final String SERVICE = "META-INF/services/java.sql.Driver";
    private static final String NOTICES = "META-INF/THIRD-PARTY.md";

    /** What the table of the documents calls them, by the folder of their classes. */
    private static final Map<String, String> BROUGHT = Map.of(
            "org/hsqldb/", "HSQLDB",
            "org/h2/", "H2",
            "org/apache/derby/", "Derby",
            "org/sqlite/", "sqlite-jdbc",
            "org/postgresql/", "pgjdbc");

    private static final Map<String, String> LEFT_OUT = Map.of(
            "org/mariadb/", "MariaDB Connector/J",
            "org/firebirdsql/", "Jaybird (Firebird)",
            "com/mysql/", "MySQL Connector/J",
            "org/duckdb/", "duckdb_jdbc",
            "org/apache/ignite/", "ignite-core (its thin driver)");

    /** They ask for no more than their notices, which are in the jar. */
    private static final Set<String> PASSED_ON_FREELY =
            Set.of("BSD", "BSD 2-Clause", "MPL 2.0 or EPL 1.0", "Apache 2.0", "MIT");

    /** A line of the table of drivers. */
    private record Documented(String licence, String inTheJar) {}

    private static Map<String, Documented> documented() throws IOException {
        Map<String, Documented> lines = new TreeMap<>();
        String page = Files.readString(Path.of("../docs/conformance.md"));
        page.substring(page.indexOf("| driver | licence | in the jar |"))
                .lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .forEach(cells -> lines.put(cells.get(0), new Documented(cells.get(1), cells.get(2))));
        return lines;
    }

    private static String read(JarFile jar, String entry) throws IOException {
        try (InputStream bytes = jar.getInputStream(jar.getEntry(entry))) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void drivers_areThoseOfTheDocuments() throws IOException {
        Map<String, Documented> documented = documented();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> names = jar.stream().map(Object::toString).toList();
            Set<String> found = new TreeSet<>();
            read(jar, SERVICE)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("io.noclobber."))
                    .forEach(type -> found.add(BROUGHT.entrySet().stream()
                            .filter(each -> type.replace('.', '/').startsWith(each.getKey()))
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElse(type)));

            assertThat(found).containsExactlyInAnyOrderElementsOf(BROUGHT.values());
            assertThat(documented.entrySet().stream()
                            .filter(each -> each.getValue().inTheJar().startsWith("yes"))
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet()))
                    .isEqualTo(found);
            LEFT_OUT.forEach((folder, name) -> {
                assertThat(names).as(name).noneMatch(entry -> entry.startsWith(folder));
                assertThat(documented.get(name).inTheJar()).as(name).startsWith("no");
            });
        }
    }

    @Test
    void licences_ofThoseInTheJar_letItHoldThemAndAreNamedInIt() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            String notices = read(jar, NOTICES);
            documented().forEach((driver, line) -> {
                if (line.inTheJar().startsWith("yes")) {
                    assertThat(line.licence()).as(driver).isIn(PASSED_ON_FREELY);
                    assertThat(notices.lines())
                            .as(driver)
                            .anySatisfy(notice -> assertThat(notice.replace('-', ' '))
                                    .startsWith("|")
                                    .contains(
                                            driver.replace('-', ' '),
                                            line.licence().replace('-', ' ')));
                }
            });
        }
    }
}
