package io.noclobber.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.hsqldb.server.Server;

/** HSQLDB in this JVM, for processes beside it. */
final class HsqldbServer implements AutoCloseable {
    private final Server server;
    private final int port;

    private HsqldbServer(Server server, int port) {
        this.server = server;
        this.port = port;
    }

    static HsqldbServer start() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Server server = new Server();
        server.setLogWriter(new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        server.setErrWriter(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        server.setAddress("127.0.0.1");
        server.setPort(port);
        server.setDatabaseName(0, "shop");
        server.setDatabasePath(0, "mem:shop;hsqldb.tx=mvcc;user=shop;password=shop");
        server.setNoSystemExit(true);
        server.start();
        return new HsqldbServer(server, port);
    }

    ShopDatabase database() {
        return new ShopDatabase(
                "org.hsqldb.jdbc.JDBCDriver",
                "org.hsqldb.jdbc.JDBCDataSource",
                "jdbc:hsqldb:hsql://127.0.0.1:" + port + "/shop",
                "shop",
                "shop");
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
