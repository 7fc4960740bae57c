package io.noclobber.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The versions in docs/compatibility.md are those that the build runs. */
class CompatibilityDocTest {
    private static final Path PAGE = Path.of("..", "docs", "compatibility.md");
    private static final Pattern ARTIFACT = Pattern.compile("`([\\w.-]+)` (\\d[\\w.]*(?:, \\d[\\w.]*)*)");
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[\\w.]*)\\.jar");

    /** What the pools and the others are made of, and what they are run on. */
    private static final Set<String> PARTS = Set.of("commons-pool", "commons-pool2", "tomcat-juli", "agroal-api");

    private static Set<String> documented() throws IOException {
        Set<String> versions = new TreeSet<>();
        Matcher artifact = ARTIFACT.matcher(Files.readString(PAGE));
        while (artifact.find()) {
            for (String version : artifact.group(2).split(", ")) {
                versions.add(artifact.group(1) + ' ' + version);
            }
        }
        return versions;
    }

    private static Stream<String> current() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).getFileName().toString());
    }

    private static Stream<String> old() {
        return Arrays.stream(new File(System.getProperty("test.pools", "target/pools")).list());
    }

    private static Set<String> versions(Stream<String> jars) {
        return jars.map(JAR::matcher)
                .filter(Matcher::matches)
                .map(jar -> jar.group(1) + ' ' + jar.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void page_everyVersion_isOneOfTheBuild() throws IOException {
        Set<String> built = versions(Stream.concat(current(), old()));
        assertThat(documented()).hasSizeGreaterThan(15).isSubsetOf(built);
    }

    @Test
    void build_everyOldPool_isOnThePage() throws IOException {
        Set<String> pools = versions(old());
        pools.removeIf(pool -> PARTS.contains(pool.split(" ")[0]) || pool.startsWith("mchange-"));
        assertThat(documented()).containsAll(pools);
    }

    /** Those that the build runs in their current versions. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HikariCP",
                "commons-dbcp2",
                "tomcat-jdbc",
                "c3p0",
                "agroal-pool",
                "druid",
                "spring-jdbc",
                "spring-boot-jdbc",
                "hibernate-core",
                "org.eclipse.persistence.jpa",
                "mybatis",
                "jooq",
                "jdbi3-core",
                "flyway-core",
                "liquibase-core"
            })
    void build_everyCurrentPoolAndClient_isOnThePage(String artifact) throws IOException {
        Set<String> current = versions(current());
        current.removeIf(each -> !each.startsWith(artifact + ' '));
        assertThat(current).hasSize(1);
        assertThat(documented()).containsAll(current);
    }
}
