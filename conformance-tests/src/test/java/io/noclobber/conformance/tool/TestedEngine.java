package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.GaleraCluster;
import io.noclobber.conformance.database.IgniteCluster;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.h2.tools.Server;

/** The databases that the program is let loose on, each as somebody would run it. Those come first that take longest. */
enum TestedEngine {
    HSQLDB_SERVER("HSQL Database Engine 2") {
        @Override
        Target start(Path directory) throws Exception {
            return new Target(new HsqldbServer().url(), "SA", HsqldbServer.PASSWORD);
        }
    },
    FIREBIRD("Firebird") {
        @Override
        Target start(Path directory) throws Exception {
            return Target.of(Engine.FIREBIRD, "org.firebirdsql.jdbc.FBDriver");
        }
    },
    DUCKDB("DuckDB") {
        @Override
        Target start(Path directory) throws Exception {
            return new Target(
                    made("jdbc:duckdb:" + directory.resolve("shop.duckdb") + ";threads=1"),
                    "",
                    "",
                    List.of(jar("org.duckdb.DuckDBDriver")));
        }
    },
    POSTGRESQL_14("PostgreSQL 14") {
        @Override
        Target start(Path directory) {
            return Target.of(Engine.POSTGRESQL_14);
        }
    },
    MARIADB("MariaDB 11.4") {
        @Override
        Target start(Path directory) throws Exception {
            return Target.of(Engine.MARIADB, "org.mariadb.jdbc.Driver");
        }
    },
    /** The first node of three, which take a second for a table or a text that is new to them. */
    IGNITE("Apache Ignite 2") {
        @Override
        Target start(Path directory) throws Exception {
            return new Target(IgniteCluster.nodes().get(0).url(), "", "", List.of(IgniteCluster.driver()));
        }

        @Override
        Set<Group> groups() {
            return EnumSet.of(Group.LOST_UPDATES, Group.DELETES, Group.ISOLATION);
        }
    },
    /** The first node of three. */
    GALERA("MariaDB 1") {
        @Override
        Target start(Path directory) throws Exception {
            return Target.of(GaleraCluster.nodes().get(0), "org.mariadb.jdbc.Driver");
        }
    },
    DERBY_SERVER("Apache Derby 10") {
        @Override
        Target start(Path directory) throws Exception {
            return DerbyServer.start(directory);
        }
    },
    POSTGRESQL_18("PostgreSQL 18") {
        @Override
        Target start(Path directory) {
            return Target.of(Engine.POSTGRESQL_18);
        }
    },
    MYSQL_56("MySQL 5.6") {
        @Override
        Target start(Path directory) throws Exception {
            return Target.of(Engine.MYSQL_56, "com.mysql.cj.jdbc.Driver");
        }
    },
    H2_SERVER("H2 2") {
        @Override
        Target start(Path directory) throws Exception {
            System.setProperty("h2.bindAddress", "127.0.0.1");
            Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", directory.toString())
                    .start();
            return new Target("jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:shop;DB_CLOSE_DELAY=-1", "sa", "s");
        }
    },
    SQLITE_FILE("SQLite 3") {
        @Override
        Target start(Path directory) throws Exception {
            return new Target(
                    made("jdbc:sqlite:" + directory.resolve("shop.db") + "?journal_mode=WAL&synchronous=NORMAL"),
                    "",
                    "");
        }
    };

    private final String product;

    TestedEngine(String product) {
        this.product = product;
    }

    /**
     * How a running database is reached. Immutable.
     *
     * @param drivers the jars of its driver, none where the program brings it
     */
    record Target(String url, String user, String password, List<Path> drivers) {
        Target {
            drivers = List.copyOf(drivers);
        }

        Target(String url, String user, String password) {
            this(url, user, password, List.of());
        }

        /** One that runs for the tests of this JVM. */
        static Target of(Engine engine) {
            Database database = engine.database();
            return new Target(database.url(), database.user(), database.password());
        }

        static Target of(Engine engine, String driver) throws Exception {
            return of(engine.database(), driver);
        }

        static Target of(Database database, String driver) throws Exception {
            return new Target(database.url(), database.user(), database.password(), List.of(jar(driver)));
        }
    }

    /**
     * Starts it, to end with this JVM at the latest.
     *
     * @param directory where it may write
     * @throws io.noclobber.conformance.database.EngineUnavailableException when this machine cannot run it
     */
    abstract Target start(Path directory) throws Exception;

    /** The URL, with a database where it points to. */
    private static String made(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            // SQLite writes no file before there is something in it
            statement.execute("CREATE TABLE of_the_shop (id INTEGER PRIMARY KEY)");
            statement.execute("DROP TABLE of_the_shop");
            return url;
        }
    }

    /** What is tried of it. */
    Set<Group> groups() {
        return EnumSet.allOf(Group.class);
    }

    /** How what it says of itself begins. */
    String product() {
        return product;
    }

    /** The jar that a class of a driver comes from. */
    static Path jar(String type) throws ClassNotFoundException, URISyntaxException, IOException {
        return Path.of(Class.forName(type)
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toRealPath();
    }

    /** The name of its reports. */
    String file() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
