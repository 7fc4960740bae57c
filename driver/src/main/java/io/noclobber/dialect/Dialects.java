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
            case "HSQL Database Engine" -> HSQLDB;
            case "H2" -> H2;
            case "Apache Derby" -> DERBY;
            case "SQLite" -> SQLITE;
            case "PostgreSQL" -> POSTGRES;
            case "Oracle" -> ORACLE;
            case "Microsoft SQL Server" -> SQL_SERVER;
            case "DuckDB" -> DUCKDB;
            case "Apache Ignite" -> IGNITE;
            case "MariaDB", "MySQL" -> mariaDb(metaData);
            case "" -> new GenericDialect("unknown database", metaData.supportsSelectForUpdate());
            default -> withVersion(product, metaData);
        };
    }

    /** Some products have their release in their name. */
    private static Dialect withVersion(String product, DatabaseMetaData metaData) throws SQLException {
        if (product.startsWith("Firebird")) {
            return FIREBIRD;
        }
        return product.startsWith("DB2") ? DB2 : new GenericDialect(product, metaData.supportsSelectForUpdate());
    }

    private static Dialect mariaDb(DatabaseMetaData metaData) throws SQLException {
        String version = metaData.getDatabaseProductVersion();
        boolean mariaDb =
                metaData.getDatabaseProductName().equals("MariaDB") || version != null && version.contains("MariaDB");
        MySqlDriver driver = MySqlDriver.of(metaData);
        return mariaDb ? new MariaDbDialect(driver) : new MySqlDialect(driver);
    }
}
