package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values so long that no image keeps them: told apart by length and digest. */
public abstract class LargeValueContract extends Contract {
    private static final int LENGTH = 100_000;
    private static final String READ = "SELECT id, body, note FROM {documents} WHERE id = 1";
    private static final String WRITE = "UPDATE {documents} SET note = ? WHERE id = 1";

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

    /** More than all images may take: only digests of it are kept. */
    @Test
    void manyLongValues_fitIntoLittleMemory() throws SQLException {
        Session carol = guarded("imageBytes=20k");
        carol.read(READ);
        bob.write("UPDATE {documents} SET body = ? WHERE id = 1", body('b'));

        refused(() -> carol.write(WRITE, "mine"));
    }
}
