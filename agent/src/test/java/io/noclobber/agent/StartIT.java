package io.noclobber.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the agent starts, and what becomes of the application where it cannot. */
final class StartIT {
    private static final String MAIN = "com.example.legacy.Application";

    @TempDir
    private Path directory;

    private ChildJvm application(Path agent, String options, List<String> more) throws InterruptedException {
        return ChildJvm.application(MAIN, agent, directory, ChildJvm.java(), options, more, "driverManager", "h2");
    }

    /** The agent with one of its files cut off, as by a full disk. */
    private Path damaged(String file) throws IOException {
        Path copy = directory.resolve("damaged.jar");
        boolean cut = false;
        try (JarFile jar = new JarFile(ChildJvm.AGENT.toFile());
                OutputStream output = Files.newOutputStream(copy);
                ZipOutputStream to = new ZipOutputStream(output)) {
            for (Enumeration<? extends ZipEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                byte[] bytes;
                try (InputStream input = jar.getInputStream(entry)) {
                    bytes = input.readAllBytes();
                }
                if (entry.getName().equals(file)) {
                    bytes = Arrays.copyOf(bytes, bytes.length / 2);
                    cut = true;
                }
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(bytes);
                to.closeEntry();
            }
        }
        assertThat(cut).as(file).isTrue();
        return copy;
    }

    /** The agent with the contents of nearly all its files overwritten, but not the directory of the zip. */
    private Path scrambled() throws IOException {
        byte[] bytes = Files.readAllBytes(ChildJvm.AGENT);
        int directoryAt = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 6);
        int lastOfStart = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("inside/");
        Arrays.fill(bytes, lastOfStart, directoryAt, (byte) 0x55);
        return Files.write(directory.resolve("scrambled.jar"), bytes);
    }

    /** Where nobody comes by the command line. */
    @ParameterizedTest
    @MethodSource("io.noclobber.agent.ChildJvm#eachJava")
    void agent_namedInTheEnvironment_guards(Path java) throws InterruptedException {
        ChildJvm child = ChildJvm.start(
                directory,
                java,
                Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + ChildJvm.AGENT + "=changedState=X0009"),
                List.of("-cp", ChildJvm.classPath("/noclobber-"), MAIN, "driverManager", "h2"));
        child.awaitEnd();

        assertThat(child.output()).as(child.errors()).containsExactly("driverManager X0009", "h2 X0009");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inside/io/noclobber/agent/install/Installation.classdata",
                "inside/io/noclobber/agent/watch/Guardian.classdata",
                "inside/io/noclobber/agent/log/ErrorOutput.classdata",
                "inside/java/util/function/NoclobberGate.classdata"
            })
    void agent_withADamagedFile_leavesTheApplicationAsItWasOrDoesNotLetItStart(String file)
            throws IOException, InterruptedException {
        assertDoesNotStart(damaged(file));
    }

    @Test
    void agent_thatIsUnreadable_leavesTheApplicationAsItWasOrDoesNotLetItStart()
            throws IOException, InterruptedException {
        assertDoesNotStart(scrambled());
    }

    private void assertDoesNotStart(Path agent) throws InterruptedException {
        ChildJvm child = application(agent, "", List.of());
        assertThat(child.output()).as(child.errors()).containsExactly("driverManager lost", "h2 lost");
        assertThat(child.errors()).containsOnlyOnce("does not guard this JVM, because it could not start: ");
        assertThat(child.exit()).isZero();

        child = application(agent, "=failClosed=true", List.of());
        assertThat(child.exit()).isNotZero();
        assertThat(child.output()).noneMatch(line -> line.startsWith("driverManager"));
        assertThat(child.errors()).contains("failClosed=true, and the noclobber agent could not start");

        child = application(agent, "", List.of("-Dnoclobber.failClosed=true"));
        assertThat(child.exit()).isNotZero();
        assertThat(child.output()).noneMatch(line -> line.startsWith("driverManager"));
    }

    /** What is needed for the first connection only. */
    @Test
    void agent_withADamagedGuard_leavesConnectionsAsTheyAreOrRefusesThem() throws IOException, InterruptedException {
        Path agent = damaged("inside/io/noclobber/internal/jdbc/GuardedConnection.classdata");

        ChildJvm child = application(agent, "", List.of());
        assertThat(child.output()).as(child.errors()).containsExactly("driverManager lost", "h2 lost");
        assertThat(child.errors()).containsOnlyOnce("NOT guarded: org.hsqldb.jdbc.JDBCConnection");

        child = application(agent, "=failClosed=true", List.of());
        assertThat(child.output())
                .as(child.errors())
                .hasSize(2)
                .allMatch(line -> line.contains(" SQLException: noclobber does not let this connection through"));
    }

    @Test
    void fileOfOptions_thatCannotBeRead_isSaidOnceAndNothingIsGuarded() throws IOException, InterruptedException {
        Path notText = Files.write(directory.resolve("latin1.properties"), new byte[] {'a', '=', (byte) 0xe4});
        for (Path file : List.of(directory.resolve("none.properties"), directory, notText)) {
            List<String> named = List.of("-Dnoclobber.config=" + file);

            ChildJvm child = application(ChildJvm.AGENT, "", named);
            assertThat(child.output()).as(child.errors()).containsExactly("driverManager lost", "h2 lost");
            assertThat(child.errors())
                    .containsOnlyOnce(
                            "guards nothing, because of its options. The noclobber options in the file '" + file);
            assertThat(child.exit()).isZero();

            child = application(ChildJvm.AGENT, "=failClosed=true", named);
            assertThat(child.output())
                    .as(child.errors())
                    .hasSize(2)
                    .allMatch(line -> line.contains(" SQLException: noclobber does not let this connection through")
                            && line.contains(
                                    file + "', named by the system property noclobber.config, cannot be read"));
        }
    }

    /** Servers choose their log manager and their MBean server when they start: whoever uses one before them has chosen it. */
    @ParameterizedTest
    @MethodSource("io.noclobber.agent.ChildJvm#eachJava")
    void agent_beforeTheApplicationBegins_hasLoadedNoLogAndNoJmx(Path java) throws IOException, InterruptedException {
        Path log = directory.resolve("classes");
        ChildJvm child = ChildJvm.application(
                MAIN,
                ChildJvm.AGENT,
                directory,
                java,
                "=report=" + directory.resolve("report"),
                List.of("-Xlog:class+load:file=" + log),
                "driverManager",
                "report");
        assertThat(child.output()).as(child.errors()).contains("driverManager NC001");

        List<String> loaded = Files.readAllLines(log);
        int begins = indexOf(loaded, " " + MAIN + " source: ");
        List<String> before = loaded.subList(0, begins);
        assertThat(before).anyMatch(line -> line.contains("io.noclobber.agent.install.Transformer "));
        assertThat(before.stream().filter(StartIT::isOfLogOrJmx)).isEmpty();
        assertThat(loaded.subList(begins, loaded.size()))
                .as("the names that are looked for")
                .anyMatch(line -> line.contains(" io.noclobber.shaded.slf4j."))
                .anyMatch(line -> line.contains(" java.lang.management."))
                .anyMatch(line -> line.contains(" javax.management."))
                .anyMatch(line -> line.contains(" java.util.logging."));
    }

    private static boolean isOfLogOrJmx(String line) {
        return Stream.of(
                        "java.util.logging.", "slf4j.", "java.lang.management.", "javax.management.", "sun.management.")
                .anyMatch(line::contains);
    }

    private static int indexOf(List<String> lines, String part) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                return i;
            }
        }
        throw new AssertionError("not loaded: " + part);
    }
}
