package io.noclobber.conformance.database;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/** Tells by its metadata which engine a database is. */
public final class Recognition {
    private static final int NEWER_POSTGRES = 18;

    private Recognition() {}

    /** The engine; {@link Engine#STRANGER} where nobody has measured it. */
    public static Engine of(DatabaseMetaData metaData) throws SQLException {
        String product = String.valueOf(metaData.getDatabaseProductName());
        return switch (product) {
            case "HSQL Database Engine" -> Engine.HSQLDB;
            case "H2" -> Engine.H2;
            case "Apache Derby" -> Engine.DERBY;
            case "SQLite" -> Engine.SQLITE;
            case "DuckDB" -> Engine.DUCKDB;
            case "Apache Ignite" -> Engine.IGNITE;
            case "PostgreSQL" ->
                metaData.getDatabaseMajorVersion() < NEWER_POSTGRES ? Engine.POSTGRESQL_14 : Engine.POSTGRESQL_18;
            case "MariaDB" -> Engine.MARIADB;
            case "MySQL" ->
                String.valueOf(metaData.getDatabaseProductVersion()).contains("MariaDB")
                        ? Engine.MARIADB
                        : Engine.MYSQL_56;
            default -> product.startsWith("Firebird") ? Engine.FIREBIRD : Engine.STRANGER;
        };
    }
}
