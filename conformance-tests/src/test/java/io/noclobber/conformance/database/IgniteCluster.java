package io.noclobber.conformance.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Three nodes of Ignite in one child process, of the jars that profile {@code engines} has put aside. Thread-safe. */
public final class IgniteCluster {
    private static final Path JARS = Path.of(System.getProperty("ignite.jars", "target/ignite"));
    private static final Path TEXT = Path.of("src/test/ignite/IgniteNodes.java");
    private static final String VERSION = "2.17.0";
    private static final String URL = "jdbc:ignite:thin://127.0.0.1:%d?queryEngine=calcite";

    private static final int NODES = 3;
    private static final int PORTS_OF_A_NODE = 3;
    private static final int START_SECONDS = 120;

    /** What Ignite reaches into, by its own list for Java 17. */
    private static final List<String> OPENED = List.of(
            "java.base/jdk.internal.access",
            "java.base/jdk.internal.misc",
            "java.base/sun.nio.ch",
            "java.base/sun.util.calendar",
            "java.management/com.sun.jmx.mbeanserver",
            "jdk.internal.jvmstat/sun.jvmstat.monitor",
            "java.base/sun.reflect.generics.reflectiveObjects",
            "jdk.management/com.sun.management.internal",
            "java.base/java.io",
            "java.base/java.nio",
            "java.base/java.net",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.locks",
            "java.base/java.util.concurrent.atomic",
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.math",
            "java.base/java.time",
            "java.sql/java.sql");

    private static final ReentrantLock STARTING = new ReentrantLock();
    private static @Nullable List<Database> nodes;

    private IgniteCluster() {}

    /** The jar of Ignite's thin driver, which is also that of its nodes. */
    public static Path driver() {
        return JARS.resolve("ignite-core-" + VERSION + ".jar").toAbsolutePath();
    }

    /** The nodes; the first caller waits for their start. */
    public static List<Database> nodes() throws IOException, InterruptedException {
        STARTING.lock();
        try {
            if (nodes == null) {
                nodes = start();
            }
            return nodes;
        } finally {
            STARTING.unlock();
        }
    }

    private static List<Database> start() throws IOException, InterruptedException {
        Path run = ServerDirectory.forThisJvm("ignite");
        Path log = run.resolve("server.log");
        List<Integer> ports = List.copyOf(GaleraCluster.freePorts(NODES * PORTS_OF_A_NODE));
        ServerProcess server = ServerProcess.start("ignite", command(run, ports), Map.of(), log);
        server.await("The nodes are up.", START_SECONDS);
        return IntStream.range(0, NODES)
                .mapToObj(i -> String.format(URL, ports.get(PORTS_OF_A_NODE * i + 2)))
                .map(url -> new Database(Engine.IGNITE, url, "", "", DriverSource.of(url, "", "")))
                .toList();
    }

    private static List<String> command(Path run, List<Integer> ports) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv4Stack=true",
                "-DIGNITE_QUIET=true",
                "-DIGNITE_UPDATE_NOTIFIER=false"));
        OPENED.forEach(each -> command.add("--add-opens=" + each + "=ALL-UNNAMED"));
        command.addAll(List.of("-cp", classPath(), TEXT.toAbsolutePath().toString(), run.toString()));
        ports.forEach(port -> command.add(String.valueOf(port)));
        return command;
    }

    private static String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(JARS)) {
            List<String> all = jars.map(jar -> jar.toAbsolutePath().toString())
                    .filter(jar -> jar.endsWith(".jar"))
                    .sorted()
                    .toList();
            return String.join(":", all);
        }
    }
}
