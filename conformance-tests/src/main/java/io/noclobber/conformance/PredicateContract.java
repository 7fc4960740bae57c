package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The application's own conditions keep their meaning, its own version check among them. */
public abstract class PredicateContract extends Contract {
    private static final String SAVE =
            "UPDATE {docs} SET title = ?, version = version + 1 WHERE id = ? AND version = ?";
    private static final String READ = "SELECT id, title, version FROM {docs} WHERE id = ?";

    @BeforeEach
    void create() throws SQLException {
        create("docs", "id INT NOT NULL PRIMARY KEY, title VARCHAR(50), version INT NOT NULL, locked INT");
        bob.write("INSERT INTO {docs} (id, title, version, locked) VALUES (1, 'draft', 1, 0)");
    }

    private void othersSave() throws SQLException {
        assertThat(bob.write(SAVE, "theirs", 1, 1)).isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void update_predicateFalseOfUnchangedRow_givesZero() throws SQLException {
        alice.read(READ, 1);

        assertThat(alice.write("UPDATE {docs} SET title = ? WHERE id = ? AND version = ?", "mine", 1, 9))
                .isZero();
        assertThat(alice.write("DELETE FROM {docs} WHERE id = ? AND title = ?", 1, "nothing"))
                .isZero();
    }

    @Test
    @Tag(HOLDS_BARE)
    void update_ownVersionCheckFails_givesZero() throws SQLException {
        alice.read(READ, 1);
        othersSave();

        assertThat(alice.write(SAVE, "mine", 1, 1)).isZero();
        assertThat(bob.value("SELECT title FROM {docs}")).isEqualTo("theirs");
    }

    @Test
    void update_ownVersionCheckFails_underConflict_isRefused() throws SQLException {
        Session carol = guarded("ownCheck=conflict");
        carol.read(READ, 1);
        othersSave();

        assertThat(refused(() -> carol.write(SAVE, "mine", 1, 1)).getSQLState()).isEqualTo("NC001");
        assertThat(bob.value("SELECT title FROM {docs}")).isEqualTo("theirs");
    }

    @Test
    @Tag(HOLDS_BARE)
    void update_predicateFalseOfUnchangedRow_underConflict_givesZero() throws SQLException {
        Session carol = guarded("ownCheck=conflict");
        carol.read(READ, 1);

        assertThat(carol.write(SAVE, "mine", 1, 9)).isZero();
    }

    @Test
    @Tag(HOLDS_BARE)
    void update_ownVersionCheckHolds_isDoneAgainAndAgain() throws SQLException {
        alice.read(READ, 1);

        for (int version = 1; version <= 5; version++) {
            assertThat(alice.write(SAVE, "mine " + version, 1, version)).isOne();
        }
        assertThat(bob.value("SELECT version FROM {docs}")).isEqualTo("6");
    }

    @Test
    void update_changedRowWhosePredicateStillHolds_isRefused() throws SQLException {
        alice.read(READ, 1);
        bob.write("UPDATE {docs} SET title = 'theirs' WHERE id = 1");

        refused(() -> alice.write(SAVE, "mine", 1, 1));
    }

    @Test
    void update_rowGone_withOwnVersionCheck_isRefusedAsDeleted() throws SQLException {
        alice.read(READ, 1);
        bob.write("DELETE FROM {docs}");

        assertThat(refused(() -> alice.write(SAVE, "mine", 1, 1)).getSQLState()).isEqualTo("NC002");
    }

    @Test
    @Tag(HOLDS_BARE)
    void update_ownVersionCheckFails_readAgain_isDone() throws SQLException {
        alice.read(READ, 1);
        othersSave();
        assertThat(alice.write(SAVE, "mine", 1, 1)).isZero();

        alice.read(READ, 1);

        assertThat(alice.write(SAVE, "mine", 1, 2)).isOne();
    }
}
