package io.noclobber.conformance.sequence;

import io.noclobber.conformance.database.Engine;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tables that scripts work on, put back to the same state before each of them, through noclobber, which must know
 * when a table becomes another one. Confined to one thread.
 */
final class Ground implements AutoCloseable {
    private static final int ITEMS = 5;
    private static final List<String> TABLES = List.of("f_more", "f_entry", "f_pair", "f_remark", "f_item");

    private final Engine engine;
    private final Connection connection;
    private boolean standing;

    Ground(Engine engine, Connection connection) {
        this.engine = engine;
        this.connection = connection;
    }

    /** The table of a script's own, which stands only where the script has made it. */
    static final String MORE = TABLES.get(0);

    /** Puts all back; what a script has done to the definitions as well, where {@code defined}. */
    void reset(boolean defined) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (defined || !standing) {
                standing = false;
                drop(statement);
                create(statement);
                standing = true;
            } else {
                empty(statement);
            }
            if (engine == Engine.HSQLDB) {
                giveUpLargeObjects(statement);
            }
        }
        fill();
        know();
    }

    /**
     * Questions to the catalog begin a transaction as any other statement does, and some things that a driver lets the
     * application do before one are refused then.
     */
    private void know() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                if (!table.equals(MORE)) {
                    statement.executeQuery("SELECT * FROM " + table).close();
                }
            }
        }
    }

    /**
     * Once 50 MB of large objects have been replaced, which takes many scripts, HSQLDB gives up those that no row has, at
     * a moment of its own: also those that a batch in autocommit mode, bare or guarded, has yet to store.
     */
    private static void giveUpLargeObjects(Statement statement) throws SQLException {
        statement.execute("CHECKPOINT");
    }

    private void drop(Statement statement) throws SQLException {
        List<String> there = new ArrayList<>();
        try (ResultSet tables =
                connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), null, null)) {
            while (tables.next()) {
                there.add(tables.getString("TABLE_NAME").toLowerCase(java.util.Locale.ROOT));
            }
        }
        if (there.contains("f_remark")) {
            dropRoutine(statement);
        }
        for (String table : TABLES) {
            if (there.contains(table)) {
                statement.execute("DROP TABLE " + table);
            }
        }
    }

    private void empty(Statement statement) throws SQLException {
        for (String text : emptying()) {
            statement.execute(text);
        }
    }

    private List<String> emptying() {
        if (engine.isPostgres()) {
            return List.of("TRUNCATE f_entry, f_pair, f_remark, f_item RESTART IDENTITY");
        }
        Stream<String> tables = TABLES.stream().filter(table -> !table.equals(MORE));
        if (engine == Engine.HSQLDB) {
            // its COUNT(*) goes wrong where a cursor deletes a row that has changed since, and a DELETE leaves it so;
            // but
            // TRUNCATE alone keeps the large objects for ever
            return tables.flatMap(table -> Stream.of(
                            "DELETE FROM " + table,
                            "TRUNCATE TABLE " + table + " RESTART IDENTITY AND COMMIT NO CHECK"))
                    .toList();
        }
        return Stream.concat(tables.map(table -> "DELETE FROM " + table), Stream.of(restart()))
                .toList();
    }

    private String restart() {
        if (engine == Engine.SQLITE) {
            return "DELETE FROM sqlite_sequence";
        }
        return "ALTER TABLE f_entry " + (engine.isMySql() ? "AUTO_INCREMENT = 1" : "ALTER COLUMN id RESTART WITH 1");
    }

    private void create(Statement statement) throws SQLException {
        String text = switch (engine) {
            case SQLITE, POSTGRESQL_14, POSTGRESQL_18, MARIADB, MYSQL_56, DUCKDB, IGNITE -> "TEXT";
            case HSQLDB, HSQLDB_MVCC, H2, STRANGER, DERBY, FIREBIRD -> "CLOB";
        };
        String identity = switch (engine) {
            case SQLITE -> "INTEGER PRIMARY KEY AUTOINCREMENT";
            case MARIADB, MYSQL_56 -> "INT AUTO_INCREMENT PRIMARY KEY";
            case DUCKDB, IGNITE -> throw new IllegalArgumentException("nothing is played on " + engine);
            case HSQLDB, HSQLDB_MVCC, H2, STRANGER, DERBY, POSTGRESQL_14, POSTGRESQL_18, FIREBIRD ->
                "INT GENERATED BY DEFAULT AS IDENTITY (START WITH 1) PRIMARY KEY";
        };
        statement.execute("CREATE TABLE f_item (id INT NOT NULL PRIMARY KEY, name VARCHAR(20), qty INT,"
                + " price DECIMAL(10,2), weight DOUBLE PRECISION, made DATE, seen TIMESTAMP"
                + (engine.isMySql() ? " NULL" : "") + ", code CHAR(5), doc " + text + ", data "
                + (engine.isPostgres() ? "BYTEA" : "BLOB") + ", rev INT DEFAULT 1 NOT NULL)");
        statement.execute("CREATE TABLE f_entry (id " + identity + ", item INT, note VARCHAR(20), rev INT DEFAULT 1,"
                + " CONSTRAINT f_entry_small CHECK (item < 90),"
                + " CONSTRAINT f_entry_of FOREIGN KEY (item) REFERENCES f_item (id) ON DELETE CASCADE)");
        statement.execute("CREATE TABLE f_pair (a INT NOT NULL, b VARCHAR(5) NOT NULL, v INT, PRIMARY KEY (a, b))");
        statement.execute("CREATE TABLE f_remark (n INT, remark VARCHAR(20))");
        for (String routine : routine()) {
            statement.execute(routine);
        }
    }

    /** What a call may call: it adds a remark. SQLite has no such thing. */
    private List<String> routine() {
        String java = Remarks.class.getName();
        return switch (engine) {
            case HSQLDB, HSQLDB_MVCC ->
                List.of(
                        "CREATE PROCEDURE f_call(IN n INT) MODIFIES SQL DATA INSERT INTO f_remark VALUES (n, 'called')");
            case H2, STRANGER -> List.of("CREATE ALIAS f_call FOR '" + java + ".add'");
            case DERBY ->
                List.of("CREATE PROCEDURE f_call(IN n INT) LANGUAGE JAVA PARAMETER STYLE JAVA MODIFIES SQL DATA"
                        + " EXTERNAL NAME '" + java + ".call'");
            case POSTGRESQL_14, POSTGRESQL_18 ->
                List.of("CREATE FUNCTION f_call(n INT) RETURNS INT LANGUAGE SQL AS"
                        + " 'INSERT INTO f_remark VALUES (n, ''called''); SELECT n + 1'");
            case MARIADB, MYSQL_56 ->
                List.of("CREATE PROCEDURE f_call(IN n INT) INSERT INTO f_remark VALUES (n, 'called')");
            case SQLITE, FIREBIRD, DUCKDB, IGNITE -> List.of();
        };
    }

    private void dropRoutine(Statement statement) throws SQLException {
        String kind = engine.isPostgres() ? "FUNCTION" : engine == Engine.H2 ? "ALIAS" : "PROCEDURE";
        if (!routine().isEmpty()) {
            statement.execute("DROP " + kind + " f_call");
        }
    }

    private void fill() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO f_item (id, name, qty, price, weight,"
                        + " made, seen, code, doc, data) VALUES (?, ?, ?, ?, ?, '2024-02-29', '2024-02-03 10:11:12', ?, ?, ?)")) {
            for (int id = 1; id <= ITEMS; id++) {
                insert.setInt(1, id);
                insert.setString(2, id == 2 ? null : "item " + id);
                insert.setInt(3, id * 10);
                insert.setBigDecimal(4, new java.math.BigDecimal(id + ".50"));
                insert.setDouble(5, id / 3.0);
                insert.setString(6, "c" + id);
                insert.setString(7, id == 3 ? null : "the document of " + id);
                insert.setBytes(8, ("data " + id).getBytes(StandardCharsets.UTF_8));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (Statement statement = connection.createStatement()) {
            for (String text : List.of(
                    "INSERT INTO f_entry (item, note) VALUES (1, 'a')",
                    "INSERT INTO f_entry (item, note) VALUES (1, 'b')",
                    "INSERT INTO f_entry (item, note) VALUES (2, NULL)",
                    "INSERT INTO f_pair VALUES (1, 'x', 10)",
                    "INSERT INTO f_pair VALUES (1, 'y', NULL)",
                    "INSERT INTO f_pair VALUES (2, 'x', 30)",
                    "INSERT INTO f_remark VALUES (1, 'first')",
                    "INSERT INTO f_remark VALUES (2, 'second')")) {
                statement.execute(text);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            drop(statement);
        }
    }
}
