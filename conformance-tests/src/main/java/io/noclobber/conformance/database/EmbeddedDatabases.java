package io.noclobber.conformance.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.hsqldb.jdbc.JDBCDataSource;
import org.sqlite.SQLiteDataSource;

/** The databases that live in this JVM and end with it. */
final class EmbeddedDatabases {
    private static final int LOCK_SECONDS = 3;

    private EmbeddedDatabases() {}

    static Database hsqldb() {
        return hsqldb(Engine.HSQLDB, "jdbc:hsqldb:mem:conformance");
    }

    static Database hsqldbMvcc() {
        return hsqldb(Engine.HSQLDB_MVCC, "jdbc:hsqldb:mem:conformance_mvcc;hsqldb.tx=mvcc");
    }

    private static Database hsqldb(Engine engine, String url) {
        JDBCDataSource source = new JDBCDataSource();
        source.setUrl(url);
        source.setUser("SA");
        source.setPassword("");
        return new Database(engine, url, "SA", "", source);
    }

    static Database h2() {
        String url = "jdbc:h2:mem:conformance;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=" + LOCK_SECONDS * 1000;
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        source.setUser("sa");
        source.setPassword("");
        return new Database(Engine.H2, url, "sa", "", source);
    }

    static Database derby() throws IOException, SQLException {
        if (System.getProperty("derby.stream.error.file") == null) {
            Path log = ServerDirectory.forThisJvm("derby").resolve("derby.log");
            System.setProperty("derby.stream.error.file", log.toString());
        }
        EmbeddedDataSource source = new EmbeddedDataSource();
        source.setDatabaseName("memory:conformance");
        source.setCreateDatabase("create");
        source.setUser("app");
        source.setPassword("app");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            property(statement, "derby.locks.waitTimeout");
            property(statement, "derby.locks.deadlockTimeout");
        }
        source.setCreateDatabase(null);
        return new Database(Engine.DERBY, "jdbc:derby:memory:conformance", "app", "app", source);
    }

    private static void property(Statement statement, String name) throws SQLException {
        statement.execute("CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY('" + name + "', '" + LOCK_SECONDS + "')");
    }

    static Database duckDb() throws SQLException {
        String url = "jdbc:duckdb::memory:conformance;threads=1";
        if (DriverManager.drivers()
                .noneMatch(driver -> driver.getClass().getName().startsWith("org.duckdb."))) {
            throw new EngineUnavailableException("org.duckdb:duckdb_jdbc is not on the class path");
        }
        Connection keeper = DriverManager.getConnection(url);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closeLast(keeper)));
        return new Database(Engine.DUCKDB, url, "", "", DriverSource.of(url, "", ""));
    }

    /** The database lives as long as one connection does. */
    private static void closeLast(Connection keeper) {
        try {
            keeper.close();
        } catch (SQLException ended) {
            System.err.println("DuckDB did not end in order: " + ended.getMessage());
        }
    }

    static Database sqlite() throws IOException {
        Path file = ServerDirectory.forThisJvm("sqlite").resolve("conformance.db");
        String url = "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=OFF&busy_timeout=" + LOCK_SECONDS * 1000;
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(url);
        return new Database(Engine.SQLITE, url, "", "", source);
    }
}
