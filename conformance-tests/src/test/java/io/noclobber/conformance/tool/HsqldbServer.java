package io.noclobber.conformance.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.hsqldb.server.Server;

/** A server of HSQLDB with a database of somebody's: tables whose names are much like ours, an empty schema, and one of an application. */
final class HsqldbServer implements AutoCloseable {
    static final String PASSWORD = "s3cret-of-the-dba";

    /** The tables that are none of ours, whose names begin as ours do, in the order of {@link #tables}. */
    static final String[] THEIRS = {"NOCLOBBER_NOTES", "NOCLOBBER_ORDERS_17"};

    private static final Pattern MARKED = Pattern.compile("NOCLOBBER_[A-Z]\\d[A-Z]\\d[A-Z]_(.*)");

    private final Server server = new Server();
    private final String url;

    HsqldbServer() throws IOException, SQLException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        server.setLogWriter(new PrintWriter(Writer.nullWriter()));
        server.setErrWriter(new PrintWriter(Writer.nullWriter()));
        server.setSilent(true);
        server.setAddress("127.0.0.1");
        server.setPort(port);
        server.setDatabaseName(0, "shop");
        server.setDatabasePath(0, "mem:shop-of-the-dba-" + port);
        server.start();
        url = "jdbc:hsqldb:hsql://127.0.0.1:" + port + "/shop";
        try (Connection connection = DriverManager.getConnection(url, "SA", "");
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER USER SA SET PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE SCHEMA SCRATCH");
            statement.execute("CREATE TABLE NOCLOBBER_NOTES (ID INT PRIMARY KEY, TEXT VARCHAR(20))");
            statement.execute("CREATE TABLE NOCLOBBER_ORDERS_17 (ID INT NOT NULL PRIMARY KEY, STATUS VARCHAR(20),"
                    + " AMOUNT DECIMAL(10,2), NOTE VARCHAR(100))");
            statement.execute("CREATE SCHEMA SHOP");
            statement.execute(
                    "CREATE TABLE SHOP.ORDERS (ID INT PRIMARY KEY, STATUS VARCHAR(9), PLAN OTHER, VERSION INT NOT NULL)");
            statement.execute("CREATE TABLE SHOP.LOG (LINE VARCHAR(99), N INT)");
            statement.execute("CREATE VIEW SHOP.\"Öpen 'orders'\" AS SELECT ID, STATUS FROM SHOP.ORDERS");
            statement.execute("CREATE USER READER PASSWORD '" + PASSWORD + "'");
            statement.execute("GRANT SELECT ON ALL TABLES IN SCHEMA SHOP TO READER");
            statement.execute("INSERT INTO NOCLOBBER_NOTES VALUES (1, 'not yours')");
        }
    }

    String url() {
        return url;
    }

    /** The names of all tables outside of the schema {@code SHOP}. */
    List<String> tables() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, "SA", PASSWORD);
                ResultSet rows = connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "VIEW"})) {
            while (rows.next()) {
                if (!rows.getString("TABLE_SCHEM").equals("SHOP")) {
                    names.add(rows.getString("TABLE_NAME"));
                }
            }
        }
        return names;
    }

    /** Waits until a run has made a table whose name begins so after its mark. */
    void awaitTable(String name) throws SQLException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (tables().stream()
                .map(MARKED::matcher)
                .noneMatch(table -> table.matches() && table.group(1).startsWith(name))) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("no table " + name + "… among " + tables());
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
