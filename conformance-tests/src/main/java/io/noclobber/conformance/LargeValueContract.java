package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Engine;
import java.io.IOException;
import java.io.Reader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values so long that no image keeps them: told apart by length and digest. */
public abstract class LargeValueContract extends Contract {
    private static final int LENGTH = 100_000;
    private static final String READ = "SELECT id, body, note FROM {documents} WHERE id = 1";
    private static final String WRITE = "UPDATE {documents} SET note = ? WHERE id = 1";

    private static final String WRITE_BODY = "UPDATE {documents} SET body = ? WHERE id = 1";

    @BeforeEach
    void create() throws SQLException {
        create("documents", "id INT NOT NULL PRIMARY KEY, body " + longText() + ", note VARCHAR(20)");
        bob.write("INSERT INTO {documents} (id, body, note) VALUES (1, ?, 'first')", body('a'));
    }

    private static String body(char last) {
        return "Lorem ipsum ".repeat(LENGTH / 12) + last;
    }

    @Test
    void longValue_lastCharacterChanged_isRefused() throws SQLException {
        alice.read(READ);
        bob.write("UPDATE {documents} SET body = ? WHERE id = 1", body('b'));

        ConcurrencyConflictException conflict = refused(() -> alice.write(WRITE, "mine"));

        assertThat(conflict.getMessage()).contains("characters (SHA-256").hasSizeLessThan(1_000);
        assertThat(bob.value("SELECT note FROM {documents} WHERE id = 1")).isEqualTo("first");
    }

    @Test
    @Tag(HOLDS_BARE)
    void longValue_unchanged_isWrittenAgainAndAgain() throws SQLException {
        alice.read(READ);
        bob.write("UPDATE {documents} SET body = ? WHERE id = 1", body('a'));

        for (String note : List.of("one", "two", "three")) {
            assertThat(alice.write(WRITE, note)).isOne();
        }
    }

    @Test
    void longValue_becomesShortOrNull_isRefused() throws SQLException {
        alice.read(READ);
        bob.write("UPDATE {documents} SET body = 'short' WHERE id = 1");
        refused(() -> alice.write(WRITE, "mine"));

        alice.read(READ);
        bob.write("UPDATE {documents} SET body = NULL WHERE id = 1");
        refused(() -> alice.write(WRITE, "mine"));
    }

    @Test
    void shortValue_becomesLong_isRefused() throws SQLException {
        bob.write("UPDATE {documents} SET body = 'short' WHERE id = 1");
        alice.read(READ);
        bob.write("UPDATE {documents} SET body = ? WHERE id = 1", body('a'));

        refused(() -> alice.write(WRITE, "mine"));
    }

    @Test
    void longValue_writtenByUs_thenChangedByOthers_isRefused() throws SQLException {
        alice.read(READ);
        assertThat(alice.write("UPDATE {documents} SET body = ? WHERE id = 1", body('c')))
                .isOne();
        bob.write("UPDATE {documents} SET body = ? WHERE id = 1", body('d'));

        refused(() -> alice.write(WRITE, "mine"));
    }

    /** A list that shows the row, but of which nobody looks at the value, does not make it forgotten. */
    @Test
    void longValue_rowShownAgainWithoutIt_isComparedOn() throws SQLException {
        alice.read(READ);
        showRows();
        bob.write("UPDATE {documents} SET body = ? WHERE id = 1", body('b'));
        refused(() -> alice.write(WRITE_BODY, "mine"));

        alice.read(READ);
        bob.write("UPDATE {documents} SET body = ? WHERE id = 1", body('c'));
        // where the driver gives it with the row, that the row was shown counts as having read it
        if (showRows() == Types.CLOB && engine() != Engine.SQLITE) {
            refused(() -> alice.write(WRITE_BODY, "mine"));
        }
        alice.read(READ);
        assertThat(alice.write(WRITE_BODY, "mine")).isOne();
    }

    /** A query may show it twice, and the application look at either. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void longValue_selectedTwice_isComparedWhicheverIsReadOfIt(int position) throws SQLException {
        assertThat(readOfTwo(position)).isEqualTo(body('a'));
        bob.write("UPDATE {documents} SET body = ? WHERE id = 1", body('b'));
        refused(() -> alice.write(WRITE_BODY, "mine"));

        assertThat(readOfTwo(position)).isEqualTo(body('b'));
        assertThat(alice.write(WRITE_BODY, "mine")).isOne();
    }

    private String readOfTwo(int position) throws SQLException {
        try (PreparedStatement read =
                        alice.prepare("SELECT id, body AS one, body AS two, note FROM {documents} WHERE id = 1");
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();
            return rows.getString(position);
        }
    }

    /** Gives the type of the value that is not looked at. */
    private int showRows() throws SQLException {
        try (PreparedStatement read = alice.prepare("SELECT id, body, note FROM {documents}");
                ResultSet rows = read.executeQuery()) {
            while (rows.next()) {
                assertThat(rows.getInt(1)).isOne();
            }
            return rows.getMetaData().getColumnType(2);
        }
    }

    /** The row was captured before, without it. */
    @Test
    void longValue_lookedAtOnlyAfterAnOwnWriteOfTheRow_isCompared() throws SQLException {
        try (PreparedStatement read = alice.prepare(READ);
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isOne();
            assertThat(alice.write(WRITE, "mine")).isOne();
            Throwable closed =
                    catchThrowable(() -> assertThat(rows.getString(2)).isEqualTo(body('a')));
            if (closed instanceof SQLException) {
                alice.read(READ);
            } else {
                assertThat(closed).isNull();
            }
        }
        bob.write("UPDATE {documents} SET body = ? WHERE id = 1", body('b'));
        if (engine() == Engine.STRANGER) {
            // a trigger that nobody knows of may have changed it along with the own write
            assertThat(counts().imagesDropped()).containsKey("UNKNOWN_AFTER_WRITE");
        } else {
            refused(() -> alice.write(WRITE_BODY, "mine"));
        }
    }

    /** More than all images may take: only digests of it are kept. */
    @Test
    void manyLongValues_fitIntoLittleMemory() throws SQLException {
        Session carol = guarded("imageBytes=20k");
        carol.read(READ);
        bob.write("UPDATE {documents} SET body = ? WHERE id = 1", body('b'));

        refused(() -> carol.write(WRITE, "mine"));
    }

    /** Whatever it was read by: a cursor that stays on its row does not keep the value from being compared. */
    @Test
    void longValue_heldWhileTheCursorStays_isCompared() throws Exception {
        if (engine() == Engine.DERBY) {
            // else all that a cursor is on is kept from others
            alice.connection().setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
        }
        boolean keepsOut = engine() == Engine.DERBY || keepsWritersOut(alice);
        List<String> overwritten = new ArrayList<>();
        for (Map.Entry<String, Getters.Getter> getter : Getters.all().entrySet()) {
            bob.write("UPDATE {documents} SET body = ? WHERE id = 1", body('a'));
            Future<Integer> writing = CompletableFuture.completedFuture(1);
            try (PreparedStatement read = alice.prepare(READ);
                    ResultSet rows = read.executeQuery()) {
                assertThat(rows.next()).isTrue();
                if (!holds(getter.getValue(), rows)) {
                    continue;
                }
                writing = meanwhile(() -> bob.write("UPDATE {documents} SET body = ? WHERE id = 1", body('b')));
                // Derby's large objects keep others from the row, for as long as it is set to wait
                boolean written = keepsOut ? endsSoon(writing) : await(writing) == 1;
                if (written && catchThrowable(() -> alice.write(WRITE, "mine")) == null) {
                    overwritten.add(getter.getKey());
                }
            }
            await(writing);
        }

        assertThat(overwritten)
                .as("what is read once only is missing, and the log says so")
                .isSubsetOf(givenOnce());
    }

    /** What the driver gives by a getter is a value or a part of one, not its refusal. */
    private static boolean holds(Getters.Getter getter, ResultSet rows) throws SQLException {
        try {
            Object value = getter.of(rows, 2);
            return !(value instanceof Reader reader) ? value != null : reader.read() >= 0;
        } catch (SQLException | IOException | RuntimeException refused) {
            return false;
        }
    }

    /** The getters whose values cannot be read beside the application, by this driver or for all that is known of it. */
    private List<String> givenOnce() {
        return engine() == Engine.DERBY || engine() == Engine.STRANGER
                ? List.of(
                        "getAsciiStream",
                        "getBinaryStream",
                        "getCharacterStream",
                        "getNCharacterStream",
                        "getObject",
                        "getBlob",
                        "getClob",
                        "getObject Clob")
                : List.of();
    }

    /** Neither is what the application holds of the row disturbed by that. */
    @Test
    @Tag(HOLDS_BARE)
    void longValue_heldWhileOtherRowIsWritten_isReadOn() throws SQLException {
        bob.write("INSERT INTO {documents} (id, body, note) VALUES (2, ?, 'second')", body('a'));
        List<List<String>> lines = new ArrayList<>();
        for (Session session : List.of(bob, alice)) {
            Notes notes = new Notes();
            for (Map.Entry<String, Getters.Getter> getter : Getters.all().entrySet()) {
                session.read("SELECT id, body, note FROM {documents} WHERE id = 2");
                session.begin();
                notes.note(getter.getKey(), () -> {
                    try (PreparedStatement read = session.prepare(READ);
                            ResultSet rows = read.executeQuery()) {
                        rows.next();
                        Object held = getter.getValue().of(rows, 2);
                        boolean wasNull = rows.wasNull();
                        session.write("UPDATE {documents} SET note = 'mine' WHERE id = 2");
                        return Getters.content(held) + " " + wasNull + " " + rows.getString(3);
                    }
                });
                session.rollback();
            }
            session.connection().setAutoCommit(true);
            lines.add(notes.lines());
        }
        Notes.assertSame(lines.get(0), lines.get(1));
    }
}
