package io.noclobber.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.example.difficult.OtherAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pools, spies, mappers and other agents between the application and its driver: there is one guard, and they work as ever. */
final class StackIT {
    private static final String[] GUARDED = {"pool NC001 1", "mapper OptimisticLockException 1"};

    @TempDir
    private Path directory;

    /** The mapper finds out by itself, and what it throws has no conflict of ours in it. */
    @ParameterizedTest
    @MethodSource("io.noclobber.agent.ChildJvm#eachJava")
    void application_withPoolSpyAndMapper_hasOneGuard(Path java) throws InterruptedException {
        ChildJvm child = run(java, List.of("-javaagent:" + ChildJvm.AGENT));

        assertThat(child.output()).as(child.errors()).containsExactly(GUARDED);
        assertThat(child.errors()).doesNotContain("ERROR");
    }

    /** OpenTelemetry's agent has code of its own in the drivers, pools and mappers, and sees the statements as ever. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void application_withOpenTelemetry_hasOneGuardAndIsTraced(boolean oursFirst) throws InterruptedException {
        Path other = Path.of(System.getProperty("test.opentelemetry", "none"));
        assumeTrue(Files.exists(other), "OpenTelemetry's agent is large, and tested with -Pservers only");
        List<String> agents = new ArrayList<>(List.of("-javaagent:" + ChildJvm.AGENT));
        agents.add(oursFirst ? 1 : 0, "-javaagent:" + other);
        agents.addAll(List.of(
                "-Dotel.traces.exporter=console",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none",
                "-Dotel.instrumentation.jdbc-datasource.enabled=true"));
        ChildJvm child = run(ChildJvm.java(), agents);

        assertThat(child.output()).as(child.errors()).contains(GUARDED);
        assertThat(child.errors())
                .contains("'SELECT stack.orders'", "'UPDATE stack.orders'")
                .doesNotContain("noclobber agent: ERROR");
    }

    /**
     * What was put into a driver stays there, and is there once, whenever it was loaded: before our agent, or after it; and when
     * another agent changes it then.
     */
    @ParameterizedTest
    @MethodSource("io.noclobber.agent.ChildJvm#eachJava")
    void application_withAnAgentThatChangesTheDriverAgain_hasOneGuard(Path java)
            throws IOException, InterruptedException {
        Path jar = directory.resolve("other.jar");
        OtherAgent.write(jar);
        String driver = "org.hsqldb.jdbc.JDBCDriver";
        String load = "-javaagent:" + jar + "=load=" + driver;
        String again = "-javaagent:" + jar + "=again=" + driver;
        String ours = "-javaagent:" + ChildJvm.AGENT;
        for (List<String> agents : List.of(List.of(load, ours, again), List.of(again, ours), List.of(ours, again))) {
            ChildJvm child = run(java, agents);

            assertThat(child.output()).as(agents + child.errors()).containsExactly(GUARDED);
            assertThat(child.errors()).doesNotContain("ERROR");
        }
    }

    private ChildJvm run(Path java, List<String> options) throws InterruptedException {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of(
                "-cp",
                ChildJvm.classPath("/noclobber-", "/caffeine", "/jsqlparser"),
                "com.example.legacy.StackedApplication",
                "pool",
                "mapper"));
        ChildJvm child = ChildJvm.start(directory, java, arguments);
        child.awaitEnd();
        return child;
    }
}
