package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.EntryPath;
import io.noclobber.conformance.Opener;
import io.noclobber.conformance.Setting;
import io.noclobber.conformance.database.Disguise;
import io.noclobber.conformance.database.Engine;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A database that answered at first, and does not any more, or not in time, in the middle of a run. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class SilentDatabaseIT {
    private static final Map<String, String> PASSWORD = Map.of("NOCLOBBER_PASSWORD", HsqldbServer.PASSWORD);

    @TempDir
    private Path directory;

    private Program start(String url) {
        return Program.start(directory, PASSWORD, "verify", "--url", url, "--user", "SA");
    }

    private void assertThatItSaysSo(Program program, HsqldbServer server) throws Exception {
        assertThat(program.exit()).as(program.said()).isEqualTo(2);
        assertThat(program.errors())
                .contains("The database has not answered for 25 seconds in the middle of the run", "the command clean")
                .doesNotContain("\tat ");
        assertThat(program.output()).doesNotContain("conform:");

        Program clean = Program.run(directory, PASSWORD, "clean", "--url", server.url(), "--user", "SA");
        assertThat(clean.exit()).as(clean.said()).isZero();
        assertThat(server.tables()).containsExactly(HsqldbServer.THEIRS);
    }

    /** Its driver waits for ever, and no interrupt wakes it. */
    @Test
    void databaseThatFallsSilent_endsTheRun() throws Exception {
        try (HsqldbServer server = new HsqldbServer();
                SilentLine line = SilentLine.to(server);
                Program program = start(line.url(server))) {
            server.awaitTable("ORDERS_");
            line.fallSilent();
            program.await(60);
            line.end();
            assertThatItSaysSo(program, server);
        }
    }

    /** What fails for that tells nothing of noclobber. */
    @Test
    void databaseThatIsGone_isNoVerdict() throws Exception {
        try (HsqldbServer server = new HsqldbServer();
                SilentLine line = SilentLine.to(server);
                Program program = start(line.url(server))) {
            server.awaitTable("ORDERS_");
            line.end();
            program.await(90);
            assertThat(program.errors()).contains("It says: ");
            assertThatItSaysSo(program, server);
        }
    }

    /** One call takes so long that JUnit ends the test; what the others have shown holds. */
    @Test
    void callThatTakesTooLong_isNoVerdictOfItsTest() throws Exception {
        AtomicBoolean slept = new AtomicBoolean();
        Opener slow = (database, options) -> {
            Connection real = EntryPath.URL.open(database, options);
            return Disguise.of(Connection.class, (proxy, method, arguments) -> {
                if (method.getName().equals("prepareStatement")
                        && String.valueOf(arguments[0]).startsWith("DELETE")
                        && !slept.getAndSet(true)) {
                    Thread.sleep(TimeUnit.SECONDS.toMillis(100));
                }
                return Disguise.call(real, method, arguments);
            });
        };
        TestRun run = TestRuns.of(new Setting(Engine.H2.database(), slow));
        run.run(Group.DELETES);

        assertThat(run.tried())
                .filteredOn(test -> test.outcome() != Outcome.HELD)
                .singleElement()
                .satisfies(test -> assertThat(test.outcome()).isEqualTo(Outcome.TOO_LONG))
                .satisfies(test -> assertThat(test.detail()).isEqualTo("It took longer than 40 seconds."));
        assertThat(run.stuck()).isEmpty();
    }
}
