package io.noclobber.dialect;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/** Chooses the dialect of a connection by what its metadata says, never by class names. */
public final class Dialects {
    private static final Dialect HSQLDB = new HsqldbDialect();
    private static final Dialect H2 = new H2Dialect();
    private static final Dialect DERBY = new DerbyDialect();
    private static final Dialect SQLITE = new SqliteDialect();
    private static final Dialect POSTGRES = new PostgresDialect();
    private static final Dialect FIREBIRD = new FirebirdDialect();
    private static final Dialect ORACLE = new OracleDialect();
    private static final Dialect SQL_SERVER = new SqlServerDialect();
    private static final Dialect DB2 = new Db2Dialect();
    private static final Dialect DUCKDB = new DuckDbDialect();
    private static final Dialect IGNITE = new IgniteDialect();

    private Dialects() {}

    /** The dialect of the database behind {@code connection}; a generic one where nobody has measured it. */
    public static Dialect of(Connection connection) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String product = metaData.getDatabaseProductName();
        return switch (product == null ? "" : product) {
            case "HSQL Database Engine" -> since(metaData, 2, 5) ? HSQLDB : unmeasured(product, metaData);
            case "H2" -> since(metaData, 2, 0) ? H2 : unmeasured(product, metaData);
            case "Apache Derby" -> DERBY;
            case "SQLite" -> SQLITE;
            case "PostgreSQL" -> POSTGRES;
            case "Oracle" -> ORACLE;
            case "Microsoft SQL Server" -> SQL_SERVER;
            case "DuckDB" -> DUCKDB;
            case "Apache Ignite" -> IGNITE;
            case "MariaDB", "MySQL" -> mariaDb(metaData);
            case "" -> unmeasured("unknown database", metaData);
            default -> withVersion(product, metaData);
        };
    }

    /** Some products have their release in their name. */
    private static Dialect withVersion(String product, DatabaseMetaData metaData) throws SQLException {
        if (product.startsWith("Firebird")) {
            return FIREBIRD;
        }
        return product.startsWith("DB2") ? DB2 : unmeasured(product, metaData);
    }

    private static Dialect unmeasured(String product, DatabaseMetaData metaData) throws SQLException {
        return new GenericDialect(product, metaData.supportsSelectForUpdate(), givesJavaTime(metaData));
    }

    /** Drivers older than JDBC 4.2 may lack even the method that would give it. */
    private static boolean givesJavaTime(DatabaseMetaData metaData) throws SQLException {
        int major = metaData.getJDBCMajorVersion();
        return major > 4 || major == 4 && metaData.getJDBCMinorVersion() >= 2;
    }

    /** What is older has another information schema, and nobody has measured how it compares. */
    private static boolean since(DatabaseMetaData metaData, int major, int minor) throws SQLException {
        int actual = metaData.getDatabaseMajorVersion();
        return actual > major || actual == major && metaData.getDatabaseMinorVersion() >= minor;
    }

    private static Dialect mariaDb(DatabaseMetaData metaData) throws SQLException {
        String version = metaData.getDatabaseProductVersion();
        boolean mariaDb =
                metaData.getDatabaseProductName().equals("MariaDB") || version != null && version.contains("MariaDB");
        MySqlDriver driver = MySqlDriver.of(metaData);
        return mariaDb ? new MariaDbDialect(driver) : new MySqlDialect(driver);
    }
}
