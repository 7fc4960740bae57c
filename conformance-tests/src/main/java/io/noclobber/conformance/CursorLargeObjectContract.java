package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noclobber.conformance.database.Engine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A large object of a row under an updatable cursor counts as read if the application has looked at it, and only then. */
@ExtendWith(UpdatableCursorsOnly.class)
public abstract class CursorLargeObjectContract extends UpdatableCursors {
    private static final String READ = "SELECT id, body, note FROM {documents} WHERE id = 1";

    @BeforeEach
    void createDocuments() throws SQLException {
        create("documents", "id INT NOT NULL PRIMARY KEY, body " + longText() + ", note VARCHAR(20)");
        bob.write("INSERT INTO {documents} (id, body, note) VALUES (1, 'first', 'note')");
    }

    /** A result that the application may update shows a row again, but not what is not looked at: there an earlier read stands. */
    @ParameterizedTest
    @EnumSource
    void largeObject_rowShownAgainWithoutIt_isComparedOn(Save save) throws SQLException {
        alice.read(READ);
        bob.write("UPDATE {documents} SET body = 'theirs' WHERE id = 1");
        alice.begin();
        try (Statement statement = alice.connection()
                        .createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                ResultSet rows = statement.executeQuery(alice.sql(READ))) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("note")).isEqualTo("note");
            // where the driver gives it with the row, that the row was shown counts as having read it
            if (rows.getMetaData().getColumnType(2) == Types.CLOB) {
                refused(() -> save.of(this, rows));
                alice.rollback();
            }
        }
        assertThat(bob.value("SELECT body FROM {documents} WHERE id = 1")).isEqualTo("theirs");
    }

    /** Ways to save a row that a cursor shows. */
    enum Save {
        BY_TEXT {
            @Override
            void of(CursorLargeObjectContract contract, ResultSet rows) throws SQLException {
                contract.alice.write("UPDATE {documents} SET body = 'mine' WHERE id = 1");
            }
        },
        BY_TEXT_AFTER_THE_CURSOR {
            @Override
            void of(CursorLargeObjectContract contract, ResultSet rows) throws SQLException {
                rows.close();
                contract.alice.write("UPDATE {documents} SET body = 'mine' WHERE id = 1");
            }
        },
        BY_TEXT_AFTER_A_WRITE_BY_THE_CURSOR {
            @Override
            void of(CursorLargeObjectContract contract, ResultSet rows) throws SQLException {
                rows.updateString("note", "mine");
                rows.updateRow();
                rows.close();
                contract.alice.commit();
                contract.alice.write("UPDATE {documents} SET body = 'mine' WHERE id = 1");
            }
        };

        abstract void of(CursorLargeObjectContract contract, ResultSet rows) throws SQLException;
    }

    /** Looked at only when the row was captured for an update of another column. */
    @Test
    void largeObject_lookedAtWhileTheRowIsBeingChanged_isCompared() throws SQLException {
        assumeTrue(
                engine() != Engine.DERBY,
                "It does not apply, because its driver gives a large object once only, and the application gets it then.");
        alice.begin();
        try (Statement statement = alice.connection()
                        .createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                ResultSet rows = statement.executeQuery(alice.sql(READ))) {
            assertThat(rows.next()).isTrue();
            rows.updateString("note", "mine");
            assertThat(rows.getString("body")).isEqualTo("first");
            rows.updateRow();
        }
        alice.commit();
        bob.write("UPDATE {documents} SET body = 'theirs' WHERE id = 1");

        refused(() -> alice.write("UPDATE {documents} SET body = 'mine' WHERE id = 1"));
    }

    /** To set it is not to have looked at it. */
    @Test
    void largeObject_setAndGivenUp_isComparedAsItWasReadBefore() throws SQLException {
        alice.read(READ);
        bob.write("UPDATE {documents} SET body = 'theirs' WHERE id = 1");
        try (Statement statement = alice.connection()
                        .createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                ResultSet rows = statement.executeQuery(alice.sql(READ))) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("note")).isEqualTo("note");
            assumeTrue(
                    rows.getMetaData().getColumnType(2) == Types.CLOB,
                    "It does not apply, because the driver gives the long text with the row, which counts as having read it.");
            rows.updateString("body", "mine");
            rows.cancelRowUpdates();
        }

        refused(() -> alice.write("UPDATE {documents} SET body = 'mine' WHERE id = 1"));
    }

    /** The row is captured once more for it, but what was read elsewhere meanwhile is newer all the same. */
    @Test
    void largeObject_lookedAtAfterTheRowWasReadElsewhere_laterReadStands() throws Exception {
        alice.begin();
        try (Statement statement = alice.connection().createStatement();
                ResultSet rows = statement.executeQuery(alice.sql("SELECT id, body FROM {documents} WHERE id = 1"))) {
            assertThat(rows.next()).isTrue();
            Thread.sleep(10); // within a millisecond or two the order of reads is not told
            alice.read("SELECT id, note FROM {documents} WHERE id = 1");
            assertThat(rows.getString("body")).isEqualTo("first");
        }
        alice.commit();
        bob.write("UPDATE {documents} SET note = 'theirs' WHERE id = 1");

        refused(() -> alice.write("UPDATE {documents} SET body = 'mine' WHERE id = 1"));
    }
}
