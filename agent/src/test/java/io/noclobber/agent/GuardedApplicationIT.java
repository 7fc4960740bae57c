package io.noclobber.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application is guarded whichever way it comes by connections, and finds nothing of us. */
final class GuardedApplicationIT {
    private static final String[] WAYS = {
        "driverManager",
        "h2",
        "options",
        "modeOff",
        "h2Source",
        "h2Pool",
        "hsqldbSource",
        "hikari",
        "conversation",
        "p6spy",
        "pooledConnection",
        "xaConnection",
        "xaConnectionOfHsqldb",
        "war",
        "ours"
    };
    private static final String[] GUARDED = {
        "driverManager NC001",
        "h2 NC001",
        "options X0001",
        "modeOff lost 0",
        "h2Source NC001",
        "h2Pool NC001 fresh 1",
        "hsqldbSource NC001",
        "hikari NC001 fresh 1",
        "conversation NC001 lost",
        "p6spy NC001 JDBCConnection",
        "pooledConnection NC001 1",
        "xaConnection NC001 1",
        "xaConnectionOfHsqldb NC001 1",
        "war NC001",
        "ours [] false"
    };

    private static final int REDEPLOYS = Integer.getInteger("test.redeploys", 8);

    @TempDir
    private Path directory;

    @Test
    void application_everyWay_isGuardedOnceAndSeesNothingOfUs() throws InterruptedException {
        ChildJvm child = ChildJvm.application(directory, ChildJvm.java(), "", List.of(), WAYS);

        assertThat(child.output()).as(child.errors()).containsExactly(GUARDED);
        assertThat(child.errors()).doesNotContain("ERROR");
    }

    @Test
    void application_onNewerJdk_isGuardedAndWarnedOfNothing() throws InterruptedException, IOException {
        Optional<Path> newer = ChildJvm.newerJava();
        assumeTrue(newer.isPresent(), "no JDK 25 below /usr/lib/jvm");

        ChildJvm child = ChildJvm.application(directory, newer.get(), "", List.of(), WAYS);

        assertThat(child.output()).as(child.errors()).containsExactly(GUARDED);
        assertThat(child.errors()).doesNotContain("WARNING: ").doesNotContain("ERROR");
    }

    @Test
    void application_redeployed_isDropped() throws InterruptedException {
        ChildJvm child = ChildJvm.application(
                directory, ChildJvm.java(), "", List.of("-Dtest.redeploys=" + REDEPLOYS), "war", "redeploy");

        assertThat(child.output()).as(child.errors()).containsExactly("war NC001", "redeploy dropped");
    }

    /** Its own guard counts: by its options, and with exceptions of the classes that it sees. */
    @Test
    void application_withOurUrl_hasOneGuard() throws InterruptedException {
        ChildJvm child = ChildJvm.start(
                directory,
                ChildJvm.java(),
                List.of(
                        "-javaagent:" + ChildJvm.AGENT,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.example.legacy.Application",
                        "noclobberUrl",
                        "noclobberPool",
                        "driverManager"));
        child.awaitEnd();

        assertThat(child.output())
                .as(child.errors())
                .containsExactly("noclobberUrl X0002 1", "noclobberPool X0002 fresh 1", "driverManager NC001");
        assertThat(child.errors()).contains("guarded by the application's own noclobber");
    }
}
