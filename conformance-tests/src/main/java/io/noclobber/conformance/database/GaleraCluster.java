package io.noclobber.conformance.database;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Three nodes of MariaDB in a Galera cluster, which listen on the loopback interface only. Their binaries are those of
 * Debian packages. Thread-safe.
 */
public final class GaleraCluster {
    private static final int NODES = 3;
    private static final String PACKAGES = "mariadb-server galera-4";
    private static final Path SERVER = Path.of("/usr/sbin/mariadbd");
    private static final Path INSTALL = Path.of("/usr/bin/mariadb-install-db");
    private static final Path TRANSFER = Path.of("/usr/bin/wsrep_sst_mysqldump");
    private static final Path PROVIDER = Path.of("/usr/lib/galera/libgalera_smm.so");

    /** A node first gets all data from another one. */
    private static final int JOIN_SECONDS = 180;

    /** Below the ports that connections get by themselves: the last node binds its own many seconds after they were chosen. */
    private static final int FIRST_PORT = 20_000;

    private static final int PORTS = 12_000;

    private static final ReentrantLock STARTING = new ReentrantLock();
    private static @Nullable List<Database> nodes;
    private static @Nullable RuntimeException failure;

    private GaleraCluster() {}

    /**
     * The nodes of the running cluster; the first caller waits for its start, which is tried once in this JVM.
     *
     * @throws EngineUnavailableException when this machine cannot run it; the reason is printed as well
     */
    public static List<Database> nodes() {
        STARTING.lock();
        try {
            if (failure != null) {
                throw failure;
            }
            if (nodes == null) {
                nodes = started();
            }
            return nodes;
        } finally {
            STARTING.unlock();
        }
    }

    private static List<Database> started() {
        try {
            return start();
        } catch (EngineUnavailableException e) {
            System.out.println("Left out: a Galera cluster, " + e.getMessage());
            failure = e;
            throw e;
        } catch (IOException | SQLException | InterruptedException e) {
            failure = new IllegalStateException("the Galera cluster did not start: " + e.getMessage(), e);
            throw failure;
        }
    }

    private static List<Database> start() throws IOException, InterruptedException, SQLException {
        if (!Stream.of(SERVER, INSTALL, TRANSFER, PROVIDER).allMatch(Files::isReadable)) {
            throw new EngineUnavailableException("not installed: apt-get install " + PACKAGES);
        }
        List<Node> members = members();
        String addresses = members.stream().map(Node::groupAddress).collect(Collectors.joining(","));
        List<Database> started = new ArrayList<>();
        for (Node member : members) {
            started.add(start(member, addresses, started.isEmpty()));
        }
        return List.copyOf(started);
    }

    private static List<Node> members() throws IOException {
        List<Integer> ports = List.copyOf(freePorts(3 * NODES));
        List<Node> members = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            members.add(new Node("galera-" + (i + 1), ports.get(3 * i), ports.get(3 * i + 1), ports.get(3 * i + 2)));
        }
        return members;
    }

    /** Ports of the loopback interface that nobody listened on a moment ago, and that no connection gets by itself. */
    static Set<Integer> freePorts(int count) throws IOException {
        Random random = new Random();
        Set<Integer> ports = new LinkedHashSet<>();
        while (ports.size() < count) {
            int port = FIRST_PORT + random.nextInt(PORTS);
            if (isFree(port)) {
                ports.add(port);
            }
        }
        return ports;
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        }
    }

    private static Database start(Node node, String addresses, boolean first)
            throws IOException, InterruptedException, SQLException {
        Path run = ServerDirectory.forThisJvm(node.name);
        Path data = run.resolve("data");
        Path log = run.resolve("server.log");
        List<String> install = new ArrayList<>(List.of(INSTALL.toString(), "--no-defaults"));
        install.addAll(MariaDbServer.asUser());
        install.addAll(List.of("--datadir=" + data, "--auth-root-authentication-method=normal", "--skip-test-db"));
        ServerProcess.run(install, Map.of(), log);
        List<String> command = new ArrayList<>(List.of(SERVER.toString(), "--no-defaults"));
        command.addAll(MariaDbServer.asUser());
        command.addAll(node.options(run, data, addresses));
        if (first) {
            command.add("--wsrep-new-cluster");
        }
        ServerProcess server = ServerProcess.start(node.name, command, Map.of(), log);
        Database database = MariaDbServer.database(node.port);
        // its URL makes the schema, which the node refuses until it has joined
        server.await(database, JOIN_SECONDS);
        return database;
    }

    /**
     * One node. Immutable.
     *
     * @param port of clients
     * @param groupPort of the other nodes
     * @param transferPort where it gets what it has missed
     */
    private record Node(String name, int port, int groupPort, int transferPort) {
        private static final String HOST = "127.0.0.1:";

        String groupAddress() {
            return HOST + groupPort;
        }

        List<String> options(Path run, Path data, String addresses) {
            String provider = String.join(
                    ";",
                    "gmcast.listen_addr=tcp://" + groupAddress(),
                    "ist.recv_addr=" + HOST + transferPort,
                    "ist.recv_bind=" + HOST + transferPort,
                    "gcache.size=16M",
                    // a busy machine is no reason to leave a node out
                    "evs.suspect_timeout=PT30S",
                    "evs.inactive_timeout=PT1M");
            return List.of(
                    "--datadir=" + data,
                    "--tmpdir=" + run,
                    "--bind-address=127.0.0.1",
                    "--port=" + port,
                    "--socket=server.sock",
                    "--pid-file=" + run.resolve("server.pid"),
                    "--performance-schema=OFF",
                    "--skip-ssl",
                    "--innodb-buffer-pool-size=64M",
                    "--innodb-flush-log-at-trx-commit=0",
                    "--innodb-lock-wait-timeout=3",
                    "--lock-wait-timeout=10",
                    "--character-set-server=utf8mb4",
                    "--binlog-format=ROW",
                    "--innodb-autoinc-lock-mode=2",
                    "--wsrep-on=ON",
                    "--wsrep-provider=" + PROVIDER,
                    "--wsrep-cluster-address=gcomm://" + addresses,
                    "--wsrep-node-address=" + groupAddress(),
                    "--wsrep-provider-options=" + provider,
                    // as a client of the new node: the daemon of rsync writes as nobody where root starts it
                    "--wsrep-sst-method=mysqldump",
                    "--wsrep-sst-auth=root:",
                    "--wsrep-sst-receive-address=" + HOST + port);
        }
    }
}
