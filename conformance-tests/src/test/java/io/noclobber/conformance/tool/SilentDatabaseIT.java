package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.EntryPath;
import io.noclobber.conformance.Opener;
import io.noclobber.conformance.Setting;
import io.noclobber.conformance.database.Disguise;
import io.noclobber.conformance.database.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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

    /** What stands between a program and a server, until it hands nothing on, or takes the connections away. Thread-safe. */
    private static final class Line implements AutoCloseable {
        private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<Socket> sockets = new CopyOnWriteArrayList<>();
        private final int port;
        private volatile boolean silent;

        Line(int port) throws IOException {
            this.port = port;
            daemon(() -> {
                while (true) {
                    Socket near = door.accept();
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), port());
                    sockets.addAll(List.of(near, far));
                    daemon(() -> pass(near.getInputStream(), far.getOutputStream()));
                    daemon(() -> pass(far.getInputStream(), near.getOutputStream()));
                }
            });
        }

        private int port() {
            return port;
        }

        private interface Work {
            void run() throws IOException;
        }

        private static void daemon(Work work) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException closed) {
                    // the other end, or the test, is over
                    Thread.currentThread().interrupt();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        private void pass(InputStream from, OutputStream to) throws IOException {
            byte[] bytes = new byte[8192];
            for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
                if (!silent) {
                    to.write(bytes, 0, n);
                }
            }
        }

        String url(HsqldbServer server) {
            return server.url().replaceFirst(":\\d+/", ":" + door.getLocalPort() + "/");
        }

        void fallSilent() {
            silent = true;
        }

        void end() throws IOException {
            door.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        }

        @Override
        public void close() throws IOException {
            end();
        }
    }

    private static int port(HsqldbServer server) {
        return Integer.parseInt(server.url().replaceFirst(".*:(\\d+)/.*", "$1"));
    }

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
                Line line = new Line(port(server));
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
                Line line = new Line(port(server));
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
    void callThatTakesTooLong_isNoVerdictOfItsTest() {
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
        TestRun run = new TestRun(new Setting(Engine.H2.database(), slow), new Secrets(""), new TestRun.Progress() {
            @Override
            public void begins(Group group, int tests) {}

            @Override
            public void ended(Tried test) {}

            @Override
            public void ends(Group group, double seconds, List<Tried> tests) {}
        });
        run.run(Group.DELETES);

        assertThat(run.tried())
                .filteredOn(test -> test.outcome() != Outcome.HELD)
                .singleElement()
                .satisfies(test -> assertThat(test.outcome()).isEqualTo(Outcome.TOO_LONG))
                .satisfies(test -> assertThat(test.detail()).isEqualTo("It took longer than 40 seconds."));
        assertThat(run.stuck()).isEmpty();
    }
}
