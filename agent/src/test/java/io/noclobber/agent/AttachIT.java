package io.noclobber.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command of the agent, and an application that it comes to late. */
final class AttachIT {
    private static final String FORBIDDEN = "-XX:-EnableDynamicAgentLoading";

    @TempDir
    private Path directory;

    @Test
    void attach_toAnApplicationThatRuns_guardsNewConnections() throws IOException, InterruptedException {
        try (ChildJvm child = waiting()) {
            child.awaitOutput("ready");
            String pid = String.valueOf(child.pid());

            assertThat(command("list").output())
                    .anyMatch(line -> line.startsWith(pid + "  com.example.legacy.Application"));
            ChildJvm attached = command("attach", pid, "changedState=X0005");
            assertThat(attached.output())
                    .as(attached.errors())
                    .singleElement()
                    .asString()
                    .contains("is guarded from its next JDBC connection on")
                    .contains("XA connections that are open stay unguarded until they are opened anew");
            assertThat(attached.exit()).isZero();
            ChildJvm again = command("attach", pid, "changedState=X0006");
            assertThat(again.exit()).isEqualTo(3);
            assertThat(again.output()).isEmpty();
            assertThat(again.errors())
                    .contains("JVM " + pid + " was guarded already")
                    .contains("do not count");
            child.goOn();
            child.awaitEnd();

            // what the pool has open is guarded when it is lent
            assertThat(child.output())
                    .as(child.errors())
                    .containsExactly("ready", "waitForAgent lost lost lost, then X0005 X0005 X0005 0");
            assertThat(child.errors()).contains("is in this JVM already");
        }
    }

    @Test
    void attach_withInvalidOptions_saysSoAndLeavesTheApplicationAsItWas() throws IOException, InterruptedException {
        try (ChildJvm child = waiting()) {
            child.awaitOutput("ready");
            ChildJvm attached = command("attach", String.valueOf(child.pid()), "scpoe=transaction,failClosed=true");

            assertThat(attached.exit()).isEqualTo(1);
            assertThat(attached.output()).isEmpty();
            assertThat(attached.errors())
                    .contains("is not guarded")
                    .contains("Unknown noclobber option 'scpoe'")
                    .contains("Did you mean 'scope'?");
            child.goOn();
            child.awaitEnd();
            assertThat(child.output())
                    .as(child.errors())
                    .containsExactly("ready", "waitForAgent lost lost lost, then lost lost lost 0");
            assertThat(child.errors()).containsOnlyOnce("Did you mean 'scope'?");
        }
    }

    /** There the agent stays, to tell of each connection that it is not guarded. */
    @Test
    void attach_toAnApplicationStartedWithInvalidOptions_saysThatItIsNotGuarded()
            throws IOException, InterruptedException {
        try (ChildJvm child = waiting("-javaagent:" + ChildJvm.AGENT + "=scpoe=transaction")) {
            child.awaitOutput("ready");
            ChildJvm attached = command("attach", String.valueOf(child.pid()), "scope=transaction");

            assertThat(attached.exit()).isEqualTo(1);
            assertThat(attached.output()).isEmpty();
            assertThat(attached.errors())
                    .contains("is not guarded")
                    .contains("Unknown noclobber option 'scpoe'")
                    .contains("start that JVM again");
            child.goOn();
            child.awaitEnd();
            assertThat(child.output())
                    .as(child.errors())
                    .containsExactly("ready", "waitForAgent lost lost lost, then lost lost lost 0");
        }
    }

    @Test
    void attach_afterOneThatFailed_guards() throws IOException, InterruptedException {
        try (ChildJvm child = waiting()) {
            child.awaitOutput("ready");
            String pid = String.valueOf(child.pid());
            assertThat(command("attach", pid, "changedState=").exit()).isEqualTo(1);

            ChildJvm attached = command("attach", pid, "changedState=X0007");
            assertThat(attached.exit()).as(attached.errors()).isZero();
            child.goOn();
            child.awaitEnd();
            assertThat(child.output())
                    .as(child.errors())
                    .containsExactly("ready", "waitForAgent lost lost lost, then X0007 X0007 X0007 0");
        }
    }

    /** {@code -javaagent} is not what that option forbids. */
    @ParameterizedTest
    @MethodSource("io.noclobber.agent.ChildJvm#eachJava")
    void attach_forbiddenByTheJvm_saysSoAndWhatToDo(Path java) throws IOException, InterruptedException {
        Path own = Files.createDirectory(directory.resolve("application"));
        List<String> application = List.of(
                FORBIDDEN, "-cp", ChildJvm.classPath("/noclobber-"), "com.example.legacy.Application", "waitForAgent");
        try (ChildJvm child = ChildJvm.start(own, java, application)) {
            child.awaitOutput("ready");

            ChildJvm attached = command("attach", String.valueOf(child.pid()));
            assertThat(attached.exit()).isEqualTo(1);
            assertThat(attached.output()).isEmpty();
            assertThat(attached.errors())
                    .contains(child.pid() + " did not take the agent")
                    .contains("Start it again with -javaagent:" + ChildJvm.AGENT)
                    .contains(FORBIDDEN);
            child.goOn();
            child.awaitEnd();

            assertThat(child.output())
                    .as(child.errors())
                    .containsExactly("ready", "waitForAgent lost lost lost, then lost lost lost 0");
        }

        ChildJvm started = ChildJvm.application(directory, java, "", List.of(FORBIDDEN), "driverManager", "hikari");
        assertThat(started.output())
                .as(started.errors())
                .containsExactly("driverManager NC001", "hikari NC001 fresh 1");
    }

    @Test
    void command_withoutSense_saysWhatThereIs() throws InterruptedException {
        ChildJvm wrong = command("attach");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.errors()).contains("-javaagent:noclobber-agent.jar[=options]");
        ChildJvm nobody = command("attach", "999999999");
        assertThat(nobody.exit()).isEqualTo(1);
        assertThat(nobody.errors()).contains("No JVM with process id 999999999");
    }

    /** An application that has connections and waits. */
    private ChildJvm waiting(String... more) throws IOException {
        Path own = Files.createDirectory(directory.resolve("application"));
        List<String> application = new ArrayList<>(List.of(more));
        application.addAll(List.of(
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                ChildJvm.classPath("/noclobber-", "/byte-buddy-", "/caffeine", "/jsqlparser"),
                "com.example.legacy.Application",
                "waitForAgent"));
        return ChildJvm.start(own, ChildJvm.java(), application);
    }

    private ChildJvm command(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("-jar", ChildJvm.AGENT.toString()));
        command.addAll(List.of(arguments));
        ChildJvm child = ChildJvm.start(directory, ChildJvm.java(), command);
        child.awaitEnd();
        return child;
    }
}
