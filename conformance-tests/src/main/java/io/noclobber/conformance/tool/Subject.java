package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.Database;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was tested, as its own metadata says. Immutable.
 *
 * @param product the database with its version
 * @param facts all that the report says of it, by label
 * @param isolation the level of a fresh connection
 * @param autoCommit whether a fresh connection commits by itself
 * @param readOnly whether a fresh connection refuses to write
 */
record Subject(String product, Map<String, String> facts, int isolation, boolean autoCommit, boolean readOnly) {
    Subject {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    static Subject of(Database database, Secrets secrets) throws SQLException {
        try (Connection connection = database.connect()) {
            DatabaseMetaData metaData = connection.getMetaData();
            String product = metaData.getDatabaseProductName() + " " + metaData.getDatabaseProductVersion();
            int isolation = connection.getTransactionIsolation();
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("Database", product);
            facts.put("Driver", metaData.getDriverName() + " " + metaData.getDriverVersion());
            facts.put("URL", secrets.hide(database.url()));
            facts.put("User", String.valueOf(metaData.getUserName()));
            facts.put("Schema", place(connection));
            facts.put("Tables", database.place().prefix() + "…");
            facts.put("Known as", database.engine().toString());
            facts.put("Isolation level", name(isolation));
            return new Subject(product, facts, isolation, connection.getAutoCommit(), connection.isReadOnly());
        }
    }

    private static String place(Connection connection) throws SQLException {
        String schema = connection.getSchema();
        String catalog = connection.getCatalog();
        return schema == null || schema.isEmpty() ? String.valueOf(catalog) : schema;
    }

    String isolationName() {
        return name(isolation);
    }

    private static String name(int level) {
        return switch (level) {
            case Connection.TRANSACTION_READ_UNCOMMITTED -> "READ UNCOMMITTED";
            case Connection.TRANSACTION_READ_COMMITTED -> "READ COMMITTED";
            case Connection.TRANSACTION_REPEATABLE_READ -> "REPEATABLE READ";
            case Connection.TRANSACTION_SERIALIZABLE -> "SERIALIZABLE";
            default -> "none";
        };
    }
}
