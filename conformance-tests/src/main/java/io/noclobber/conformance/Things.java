package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** Three rows of a table with a column of each common kind, one of them with nothing but NULLs. */
public abstract class Things extends Contract {
    static final String ALL = "SELECT id, name, amount, made, seen, big, raw, body FROM {things} ORDER BY id";
    static final String WRITE = "UPDATE {things} SET amount = ? WHERE id = ?";
    static final int COLUMNS = 8;

    @BeforeEach
    void create() throws SQLException {
        create(
                "things",
                "id INT NOT NULL PRIMARY KEY, name VARCHAR(20), amount DECIMAL(10,2), made DATE, seen " + timestamp()
                        + ", big BIGINT, raw " + binary() + ", body " + longText());
        insert(1, "one");
        insert(2, null);
        insert(3, "three");
    }

    final void insert(int id, @Nullable String name) throws SQLException {
        try (PreparedStatement insert = bob.prepare(
                "INSERT INTO {things} (id, name, amount, made, seen, big, raw, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setInt(1, id);
            insert.setString(2, name);
            insert.setBigDecimal(3, name == null ? null : new BigDecimal(id + ".50"));
            insert.setDate(4, name == null ? null : Date.valueOf("2024-02-03"));
            insert.setTimestamp(5, name == null ? null : Timestamp.valueOf("2024-02-03 10:11:12"));
            if (name == null) {
                insert.setNull(6, Types.BIGINT);
            } else {
                insert.setLong(6, id * 10L);
            }
            insert.setBytes(7, name == null ? null : name.getBytes(StandardCharsets.US_ASCII));
            insert.setString(8, name == null ? null : "the body of " + name);
            assertThat(insert.executeUpdate()).isOne();
        }
    }

    private String timestamp() {
        return engine().isMySql() ? "TIMESTAMP NULL" : "TIMESTAMP";
    }

    private String binary() {
        return switch (engine()) {
            case POSTGRESQL_14, POSTGRESQL_18 -> "BYTEA";
            case DERBY -> "VARCHAR(20) FOR BIT DATA";
            case FIREBIRD -> "VARCHAR(20) CHARACTER SET OCTETS";
            case SQLITE, DUCKDB -> "BLOB";
            case HSQLDB, HSQLDB_MVCC, H2, STRANGER, MARIADB, MYSQL_56, IGNITE -> "VARBINARY(20)";
        };
    }

    /** What a user does, noting what comes of it. */
    interface Script {
        void play(Session session, Notes notes) throws SQLException;
    }

    final void same(Script script) throws SQLException {
        List<List<String>> lines = new ArrayList<>();
        for (Session session : List.of(bob, alice)) {
            Notes notes = new Notes();
            script.play(session, notes);
            lines.add(notes.lines());
        }
        Notes.assertSame(lines.get(0), lines.get(1));
    }

    /** Somebody else changes one column of a row. */
    final int change(String column, int id) throws SQLException {
        try (PreparedStatement update = bob.prepare("UPDATE {things} SET " + column + " = ? WHERE id = ?")) {
            if (column.equals("raw")) {
                update.setBytes(1, new byte[] {7});
            } else {
                update.setString(1, "theirs");
            }
            update.setInt(2, id);
            int count = update.executeUpdate();
            assertThat(count).isOne();
            return count;
        }
    }
}
