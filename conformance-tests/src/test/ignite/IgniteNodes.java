import java.nio.file.Path;
import java.util.List;
import org.apache.ignite.Ignition;
import org.apache.ignite.calcite.CalciteQueryEngineConfiguration;
import org.apache.ignite.configuration.ClientConnectorConfiguration;
import org.apache.ignite.configuration.DataRegionConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.configuration.SqlConfiguration;
import org.apache.ignite.configuration.TransactionConfiguration;
import org.apache.ignite.spi.communication.tcp.TcpCommunicationSpi;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;

/**
 * Three nodes of Ignite in this JVM, which listen on the loopback interface only, with the Calcite engine and transactions for
 * SQL. The JVM is started with this text and Ignite's jars; nothing of it is compiled with the tests.
 */
final class IgniteNodes {
    private static final int NODES = 3;

    private IgniteNodes() {}

    /** @param arguments the folder for files, then of each node the ports of discovery, of the other nodes and of clients */
    public static void main(String[] arguments) {
        // whoever started it may be killed
        ProcessHandle.current().parent().orElseThrow().onExit().thenRun(() -> Runtime.getRuntime().halt(1));
        Path work = Path.of(arguments[0]);
        int[] ports = new int[arguments.length - 1];
        for (int i = 0; i < ports.length; i++) {
            ports[i] = Integer.parseInt(arguments[i + 1]);
        }
        for (int i = 0; i < NODES; i++) {
            Ignition.start(node(i, work, ports));
        }
        System.out.println("The nodes are up.");
    }

    private static IgniteConfiguration node(int number, Path work, int[] ports) {
        TcpDiscoveryVmIpFinder members = new TcpDiscoveryVmIpFinder();
        members.setAddresses(List.of("127.0.0.1:" + ports[0], "127.0.0.1:" + ports[3], "127.0.0.1:" + ports[6]));
        DataRegionConfiguration memory = new DataRegionConfiguration();
        memory.setInitialSize(32L << 20).setMaxSize(256L << 20);
        return new IgniteConfiguration()
                .setIgniteInstanceName("node-" + (number + 1))
                .setConsistentId("node-" + (number + 1))
                .setWorkDirectory(work.toAbsolutePath().toString())
                .setLocalHost("127.0.0.1")
                .setConnectorConfiguration(null)
                .setMetricsLogFrequency(0)
                .setDiscoverySpi(new TcpDiscoverySpi()
                        .setLocalPort(ports[3 * number])
                        .setLocalPortRange(0)
                        .setIpFinder(members))
                .setCommunicationSpi(new TcpCommunicationSpi()
                        .setLocalPort(ports[3 * number + 1])
                        .setLocalPortRange(0))
                .setClientConnectorConfiguration(new ClientConnectorConfiguration()
                        .setHost("127.0.0.1")
                        .setPort(ports[3 * number + 2])
                        .setPortRange(0))
                .setSqlConfiguration(
                        new SqlConfiguration().setQueryEnginesConfiguration(new CalciteQueryEngineConfiguration()))
                .setDataStorageConfiguration(
                        new DataStorageConfiguration().setDefaultDataRegionConfiguration(memory))
                .setTransactionConfiguration(new TransactionConfiguration()
                        .setTxAwareQueriesEnabled(true)
                        .setDefaultTxTimeout(10_000));
    }
}
