package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that does not come to its end: what it leaves, and who drops it. */
class StoppedRunIT extends ProgramOnServer {
    /** In the middle of its tests; {@link ConformanceIT} kills one while it finds out what the database does. */
    @ParameterizedTest
    @ValueSource(strings = {"ORDERS_", "LINES_"})
    void killedRun_leavesTables_whichCleanDrops(String table) throws Exception {
        try (Program killed = Program.start(directory, PASSWORD, toServer("verify"))) {
            server.awaitTable(table);
            killed.kill();
        }
        assertThat(server.tables())
                .hasSizeGreaterThan(HsqldbServer.THEIRS.length)
                .contains(HsqldbServer.THEIRS);

        Program refused = Program.run(directory, PASSWORD, toServer("verify", "--groups", "deletes"));
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.errors()).contains("There are already").contains("clean");

        Program clean = Program.run(directory, PASSWORD, toServer("clean"));
        assertThat(clean.exit()).as(clean.said()).isZero();
        assertThat(clean.output()).contains("dropped table").contains(", 0 left.");
        assertThat(server.tables()).containsExactly(HsqldbServer.THEIRS);
    }

    @Test
    void endedRun_dropsItsTables() throws Exception {
        try (Program ended = Program.start(directory, PASSWORD, toServer("verify"))) {
            server.awaitTable("ORDERS_");
            ended.end();
            assertThat(ended.exit()).isNotZero();
            assertThat(ended.said()).doesNotContain("Not everything could be dropped");
        }

        assertThat(server.tables()).containsExactly(HsqldbServer.THEIRS);
    }

    @Test
    void interruptedRun_dropsItsTables() throws Exception {
        try (Program interrupted = Program.interruptible(directory, PASSWORD, toServer("verify"))) {
            server.awaitTable("ORDERS_");
            interrupted.interrupt();
            assertThat(interrupted.exit()).isNotZero();
            assertThat(interrupted.errors())
                    .contains("Stopped; dropping what was made.")
                    .doesNotContain("Not everything could be dropped");
            assertThat(interrupted.output()).doesNotContainPattern("[1-9]\\d* failed");
        }

        assertThat(server.tables()).containsExactly(HsqldbServer.THEIRS);
    }

    /** While it finds out what the database does, of which a table dropped by ourselves would tell the wrong. */
    @Test
    void runInterruptedBeforeItsTests_saysNothingOfRights() throws Exception {
        try (Program interrupted = Program.interruptible(directory, PASSWORD, toServer("verify"))) {
            server.awaitTable("PROBE_0");
            interrupted.interrupt();
            assertThat(interrupted.exit()).isNotZero();
            assertThat(interrupted.errors())
                    .contains("Stopped; dropping what was made.")
                    .doesNotContain("could not be made", "the right to", "Exception");
        }

        assertThat(server.tables()).containsExactly(HsqldbServer.THEIRS);
    }
}
