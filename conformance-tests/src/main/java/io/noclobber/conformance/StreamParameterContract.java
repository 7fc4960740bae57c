package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Engine;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.FilterReader;
import java.io.IOException;
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
import org.jspecify.annotations.Nullable;
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
            case HSQLDB, HSQLDB_MVCC, H2, STRANGER, MARIADB, MYSQL_56, IGNITE -> "VARBINARY(20)";
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
                if (!storesAddress(name) && !breaksDown(name, column)) {
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

    /** SQLite's driver stores the name of an object that it does not know, pgjdbc the number of the large object it makes. */
    private boolean storesAddress(String setter) {
        return engine() == Engine.SQLITE && setter.startsWith("setObject")
                || engine().isPostgres() && setter.startsWith("setBlob");
    }

    /** SQLite's driver, over a negative length where there is anything to read. */
    private boolean breaksDown(String setter) {
        return engine() == Engine.SQLITE && setter.equals("setCharacterStream int");
    }

    /** Derby's network client, by a {@code ClassCastException} where the column is no CLOB. */
    private boolean breaksDown(String setter, String column) {
        return setting().database().url().startsWith("jdbc:derby://")
                && setter.equals("setClob long")
                && !column.equals("body");
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

    /** A stream that gives nothing once it is closed. */
    private static final class Source implements AutoCloseable {
        private boolean closed;

        private void check() throws IOException {
            if (closed) {
                throw new IOException("closed");
            }
        }

        private InputStream bytes() {
            return new FilterInputStream(StreamParameterContract.bytes()) {
                @Override
                public int read() throws IOException {
                    check();
                    return super.read();
                }

                @Override
                public int read(byte[] into, int from, int length) throws IOException {
                    check();
                    return super.read(into, from, length);
                }
            };
        }

        private Reader text() {
            return new FilterReader(StreamParameterContract.text()) {
                @Override
                public int read() throws IOException {
                    check();
                    return super.read();
                }

                @Override
                public int read(char[] into, int from, int length) throws IOException {
                    check();
                    return super.read(into, from, length);
                }
            };
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** One of the setters, given a stream that may be closed. */
    private interface Closable {
        void in(PreparedStatement write, Source source) throws SQLException;
    }

    private static Map<String, Closable> closables() {
        Map<String, Closable> all = new LinkedHashMap<>();
        int length = TEXT.length();
        all.put("setAsciiStream", (write, source) -> write.setAsciiStream(1, source.bytes()));
        all.put("setAsciiStream int", (write, source) -> write.setAsciiStream(1, source.bytes(), length));
        all.put("setBinaryStream", (write, source) -> write.setBinaryStream(1, source.bytes()));
        all.put("setBinaryStream int", (write, source) -> write.setBinaryStream(1, source.bytes(), length));
        all.put("setCharacterStream", (write, source) -> write.setCharacterStream(1, source.text()));
        all.put("setCharacterStream int", (write, source) -> write.setCharacterStream(1, source.text(), length));
        all.put("setClob", (write, source) -> write.setClob(1, source.text()));
        all.put("setObject of a stream", (write, source) -> write.setObject(1, source.bytes()));
        return all;
    }

    /** What an application may do that closes each stream as soon as it is set, or in the batch, it may do through noclobber. */
    @Test
    @Tag(HOLDS_BARE)
    void streams_closedOnceTheyAreSet_areStoredWhereTheBareDriverStoresThem() throws SQLException {
        List<String> lost = new ArrayList<>();
        for (String column : List.of("name", "raw", "body")) {
            for (Map.Entry<String, Closable> setter : closables().entrySet()) {
                for (boolean batch : new boolean[] {false, true}) {
                    String bare = storesAddress(setter.getKey()) || waitsForever(setter.getKey(), column)
                            ? null
                            : stored(null, column, setter.getValue(), batch);
                    if (bare != null && !bare.equals(stored(alice, column, setter.getValue(), batch))) {
                        lost.add(setter.getKey() + " of " + column + (batch ? " in a batch" : ""));
                    }
                }
            }
        }
        assertThat(lost).isEmpty();
    }

    /** HSQLDB's network client and its server wait for each other where the stream of a LOB fails while it is sent. */
    private boolean waitsForever(String setter, String column) {
        return setting().database().url().startsWith("jdbc:hsqldb:hsql")
                && column.equals("body")
                && (setter.startsWith("setCharacterStream") || setter.equals("setClob"));
    }

    /** What two writes store of the text, on a connection of its own where nobody's is given; {@code null} where they fail. */
    private @Nullable String stored(@Nullable Session user, String column, Closable setter, boolean batch)
            throws SQLException {
        bob.write("UPDATE {things} SET " + column + " = NULL");
        Session session = user == null ? bare() : user;
        session.read("SELECT id, name, amount FROM {things} ORDER BY id");
        try (PreparedStatement write = session.prepare("UPDATE {things} SET " + column + " = ? WHERE id = ?")) {
            for (int id = 1; id <= 2; id++) {
                try (Source source = new Source()) {
                    setter.in(write, source);
                    write.setInt(2, id);
                    if (batch) {
                        write.addBatch();
                    }
                }
                if (!batch) {
                    write.executeUpdate();
                }
            }
            if (batch) {
                write.executeBatch();
            }
        } catch (SQLException | RuntimeException refused) {
            return null;
        } finally {
            if (user == null) {
                session.close();
            }
        }
        return bob.read("SELECT " + column + " FROM {things} ORDER BY id").toString();
    }
}
