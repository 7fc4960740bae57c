package io.noclobber.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Driver;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is in the jar of the agent, and who can find it. */
final class AgentJarIT {
    private static final String INSIDE = "inside/";
    private static final String BRIDGE = INSIDE + "java/util/function/NoclobberGate.classdata";

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(ChildJvm.AGENT.toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .toList();
        }
    }

    private static byte[] bytes(String entry) throws IOException {
        try (JarFile jar = new JarFile(ChildJvm.AGENT.toFile());
                InputStream input = jar.getInputStream(jar.getJarEntry(entry))) {
            return input.readAllBytes();
        }
    }

    /** On the class path of the application there is what starts the agent, and nothing else. */
    @Test
    void classesThatTheApplicationFinds_areThoseThatStartTheAgent() throws IOException {
        assertThat(entries())
                .filteredOn(name -> !name.startsWith(INSIDE) && !name.startsWith("META-INF/"))
                .filteredOn(name -> !name.contains("$"))
                .containsExactlyInAnyOrder(
                        "io/noclobber/agent/AgentCommand.class",
                        "io/noclobber/agent/AgentLoader.class",
                        "io/noclobber/agent/AttachOutcome.class",
                        "io/noclobber/agent/NoclobberAgent.class");
        assertThat(entries())
                .filteredOn(name -> name.startsWith("META-INF/"))
                .containsExactlyInAnyOrder("META-INF/MANIFEST.MF", "META-INF/LICENSE", "META-INF/NOTICE");
    }

    /** Libraries bear names that nobody else has. */
    @Test
    void classesOfTheAgent_areAllOurs() throws IOException {
        List<String> inside =
                entries().stream().filter(name -> name.startsWith(INSIDE)).toList();

        assertThat(inside)
                .filteredOn(name -> name.endsWith(".classdata"))
                .hasSizeGreaterThan(1000)
                .allMatch(name -> name.startsWith(INSIDE + "io/noclobber/") || name.equals(BRIDGE));
        assertThat(inside)
                .anyMatch(name -> name.startsWith(INSIDE + "io/noclobber/internal/guard/"))
                .anyMatch(name -> name.startsWith(INSIDE + "io/noclobber/shaded/bytebuddy/"))
                .anyMatch(name -> name.startsWith(INSIDE + "io/noclobber/shaded/caffeine/"))
                .anyMatch(name -> name.startsWith(INSIDE + "io/noclobber/shaded/jsqlparser/"))
                .anyMatch(name -> name.startsWith(INSIDE + "io/noclobber/shaded/slf4j/"))
                .noneMatch(name -> name.endsWith(".class"));
    }

    /** It is defined in {@code java.base}, for everybody, and must find there whatever it names; annotations nobody looks for. */
    @Test
    void bridge_namesNothingButTheJdk() throws IOException {
        Matcher named = Pattern.compile("(java|javax|io|com|net|org)/[\\w/$]+")
                .matcher(new String(bytes(BRIDGE), StandardCharsets.ISO_8859_1));

        assertThat(named.results().map(result -> result.group()))
                .contains("java/util/function/NoclobberGate", "java/util/function/BiFunction")
                .filteredOn(name -> !name.endsWith("/annotations/Nullable"))
                .allMatch(name -> name.startsWith("java/lang/") || name.startsWith("java/util/function/"));
    }

    @Test
    void loader_seesTheJdkAndNothingOfTheApplication() throws IOException, ClassNotFoundException {
        AgentLoader loader = new AgentLoader(ChildJvm.AGENT);

        assertThat(loader.getParent()).isSameAs(ClassLoader.getPlatformClassLoader());
        assertThat(loader.loadClass("io.noclobber.NoclobberDriver").getClassLoader())
                .isSameAs(loader);
        assertThat(loader.loadClass("java.sql.Driver")).isSameAs(Driver.class);
        for (Class<?> ofTheApplication : List.of(NoclobberAgent.class, AgentJarIT.class)) {
            assertThatThrownBy(() -> loader.loadClass(ofTheApplication.getName()))
                    .isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void manifest_namesTheStartAtEachMoment() throws IOException {
        try (JarFile jar = new JarFile(ChildJvm.AGENT.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(List.of("Premain-Class", "Agent-Class", "Main-Class"))
                    .allMatch(name -> NoclobberAgent.class.getName().equals(manifest.getValue(name)));
            assertThat(manifest.getValue("Class-Path")).isNull();
            assertThat(manifest.getValue("Boot-Class-Path")).isNull();
        }
    }
}
