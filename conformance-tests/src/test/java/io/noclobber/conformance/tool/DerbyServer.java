package io.noclobber.conformance.tool;

import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.apache.derby.drda.NetworkServerControl;

/** A network server of Derby with an empty database, which ends with this JVM. */
final class DerbyServer {
    private static final String USER = "dba";
    private static final String PASSWORD = "s3cret-of-the-dba";

    private DerbyServer() {}

    /** @param directory where it writes its log */
    static TestedEngine.Target start(Path directory) throws Exception {
        if (System.getProperty("derby.stream.error.file") == null) {
            System.setProperty(
                    "derby.stream.error.file", directory.resolve("derby.log").toString());
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        new NetworkServerControl(InetAddress.getByName("127.0.0.1"), port).start(new PrintWriter(Writer.nullWriter()));
        String url = "jdbc:derby://127.0.0.1:" + port + "/memory:shop";
        await(url + ";create=true");
        return new TestedEngine.Target(url, USER, PASSWORD);
    }

    /** Waits until it takes connections, and shortens the waits for locks. */
    private static void await(String url) throws SQLException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try (Connection connection = DriverManager.getConnection(url, USER, PASSWORD);
                    Statement statement = connection.createStatement()) {
                for (String property : new String[] {"derby.locks.waitTimeout", "derby.locks.deadlockTimeout"}) {
                    statement.execute("CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY('" + property + "', '3')");
                }
                return;
            } catch (SQLException notYet) {
                if (System.nanoTime() > limit) {
                    throw notYet;
                }
                Thread.sleep(100);
            }
        }
    }
}
