package io.noclobber.conformance;

import io.noclobber.conformance.database.Engine;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Streams as parameters of a guarded write are taken where the bare driver takes them, and refused where it refuses them. */
public abstract class StreamParameterContract extends Contract {
    /** Neither hexadecimal nor a number, and not too long for any column. */
    private static final String TEXT = "streamed";

    @BeforeEach
    void create() throws SQLException {
        create(
                "things",
                "id INT NOT NULL PRIMARY KEY, name VARCHAR(20), amount INT, raw " + binary() + ", body " + longText());
        bob.write("INSERT INTO {things} (id, name, amount) VALUES (1, 'one', 1)");
        bob.write("INSERT INTO {things} (id, name, amount) VALUES (2, 'one', 1)");
    }

    private String binary() {
        return switch (engine()) {
            case POSTGRESQL_14, POSTGRESQL_18 -> "BYTEA";
            case DERBY -> "BLOB(1000)";
            case FIREBIRD -> "BLOB SUB_TYPE BINARY";
            case SQLITE, DUCKDB -> "BLOB";
            case HSQLDB, HSQLDB_MVCC, H2, STRANGER, MARIADB, MYSQL_56 -> "VARBINARY(20)";
        };
    }

    /** One of the setters, told how long the stream is. */
    private interface Set {
        void in(PreparedStatement write, int length) throws SQLException;
    }

    private static InputStream bytes() {
        return new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.US_ASCII));
    }

    private static Reader text() {
        return new StringReader(TEXT);
    }

    @SuppressWarnings("deprecation") // drivers still have setUnicodeStream, or say that they do not
    private static Map<String, Set> setters() {
        Map<String, Set> all = new LinkedHashMap<>();
        all.put("setAsciiStream", (write, length) -> write.setAsciiStream(1, bytes()));
        all.put("setAsciiStream int", (write, length) -> write.setAsciiStream(1, bytes(), length));
        all.put("setAsciiStream long", (write, length) -> write.setAsciiStream(1, bytes(), (long) length));
        all.put("setBinaryStream", (write, length) -> write.setBinaryStream(1, bytes()));
        all.put("setBinaryStream int", (write, length) -> write.setBinaryStream(1, bytes(), length));
        all.put("setBinaryStream long", (write, length) -> write.setBinaryStream(1, bytes(), (long) length));
        all.put("setUnicodeStream int", (write, length) -> write.setUnicodeStream(1, bytes(), length));
        all.put("setCharacterStream", (write, length) -> write.setCharacterStream(1, text()));
        all.put("setCharacterStream int", (write, length) -> write.setCharacterStream(1, text(), length));
        all.put("setCharacterStream long", (write, length) -> write.setCharacterStream(1, text(), (long) length));
        all.put("setNCharacterStream", (write, length) -> write.setNCharacterStream(1, text()));
        all.put("setNCharacterStream long", (write, length) -> write.setNCharacterStream(1, text(), (long) length));
        all.put("setBlob", (write, length) -> write.setBlob(1, bytes()));
        all.put("setBlob long", (write, length) -> write.setBlob(1, bytes(), (long) length));
        all.put("setClob", (write, length) -> write.setClob(1, text()));
        all.put("setClob long", (write, length) -> write.setClob(1, text(), (long) length));
        all.put("setNClob", (write, length) -> write.setNClob(1, text()));
        all.put("setNClob long", (write, length) -> write.setNClob(1, text(), (long) length));
        all.put("setObject of a stream", (write, length) -> write.setObject(1, bytes()));
        all.put("setObject of a reader", (write, length) -> write.setObject(1, text()));
        return all;
    }

    @Test
    @Tag(HOLDS_BARE)
    void setters_ofStreams_refuseAndStoreWhatThoseOfTheDriverDo() throws SQLException {
        Notes.assertSame(play(bob, 1), play(alice, 2));
    }

    private List<String> play(Session session, int id) throws SQLException {
        session.begin();
        Notes notes = new Notes();
        for (String column : List.of("name", "amount", "raw", "body")) {
            for (Map.Entry<String, Set> setter : setters().entrySet()) {
                String name = setter.getKey();
                if (!isReadAtOnce(name, column) && !storesAddress(name)) {
                    play(session, id, column, setter, TEXT.length(), notes);
                    session.rollback();
                }
                if (column.equals("name") && (name.endsWith("int") || name.endsWith("long")) && !breaksDown(name)) {
                    play(session, id, column, setter, -1, notes);
                    session.rollback();
                }
            }
        }
        session.connection().setAutoCommit(true);
        return notes.lines();
    }

    /** HSQLDB converts the content to the type of the parameter before it takes it, or not; later for a guarded write. */
    private boolean isReadAtOnce(String setter, String column) {
        boolean hsqldb = engine() == Engine.HSQLDB || engine() == Engine.HSQLDB_MVCC;
        return hsqldb && column.equals("raw") && !setter.contains("Binary") && !setter.contains("Blob");
    }

    /** SQLite's driver stores the name of an object that it does not know, pgjdbc the number of the large object it makes. */
    private boolean storesAddress(String setter) {
        return engine() == Engine.SQLITE && setter.startsWith("setObject")
                || engine().isPostgres() && setter.startsWith("setBlob");
    }

    /** SQLite's driver, over a negative length where there is anything to read. */
    private boolean breaksDown(String setter) {
        return engine() == Engine.SQLITE && setter.equals("setCharacterStream int");
    }

    private static void play(
            Session session, int id, String column, Map.Entry<String, Set> setter, int length, Notes notes)
            throws SQLException {
        session.read("SELECT id, name, amount FROM {things} WHERE id = ?", id);
        try (PreparedStatement write = session.prepare("UPDATE {things} SET " + column + " = ? WHERE id = ?")) {
            write.setInt(2, id);
            List<Boolean> done = new ArrayList<>();
            notes.note(setter.getKey() + " of " + column + " as long as " + length, () -> {
                setter.getValue().in(write, length);
                return done.add(true);
            });
            if (!done.isEmpty() && length > 0) {
                notes.note("run", () -> {
                    int count = write.executeUpdate();
                    done.add(true);
                    return count;
                });
            }
            if (done.size() > 1) {
                notes.note("stored", () -> session.value("SELECT " + column + " FROM {things} WHERE id = ?", id));
            }
        }
    }
}
