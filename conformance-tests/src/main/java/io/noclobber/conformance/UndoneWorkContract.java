package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Engine;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the database has done by itself with an own write is undone with it, and is no change of somebody's. */
public abstract class UndoneWorkContract extends Contract {
    private static final String READ = "SELECT * FROM {docs} WHERE id = ?";
    private static final String WRITE = "UPDATE {docs} SET title = ? WHERE id = ?";

    private void writeReadAndUndo() throws SQLException {
        bob.write("INSERT INTO {docs} (id, title, version) VALUES (1, 'first', 1)");
        alice.begin();
        assertThat(alice.write(WRITE, "undone", 1)).isOne();
        assertThat(alice.read(READ, 1)).hasSize(1);
        alice.rollback();
    }

    private void writeTwice() throws SQLException {
        assertThat(alice.write(WRITE, "mine", 1)).isOne();
        alice.commit();
        assertThat(alice.read(READ, 1)).hasSize(1);
        alice.commit();
        assertThat(alice.write(WRITE, "again", 1)).isOne();
        alice.commit();
    }

    /** Which columns a trigger changes nobody knows, so what was read of its work may be refused once. */
    @Test
    @Tag(HOLDS_BARE)
    void triggersWork_readAndRolledBack_isNoConflictOnceItIsReadAgain() throws SQLException {
        if (!hasRowTriggers()) {
            return;
        }
        create("docs", "id INT NOT NULL PRIMARY KEY, title VARCHAR(20), version INT");
        Triggers.countVersions(engine(), bob, this::cleanUp);
        writeReadAndUndo();
        assertThat(alice.read(READ, 1)).hasSize(1);
        writeTwice();
    }

    @Test
    @Tag(HOLDS_BARE)
    void columnChangedByTheDatabase_readAndRolledBack_isNoConflict() throws SQLException {
        createWithColumnOfTheDatabase();
        writeReadAndUndo();
        if (engine() == Engine.STRANGER) {
            assertThat(alice.read(READ, 1)).hasSize(1); // nobody knows there which column that is
        }
        writeTwice();
    }

    /** Where there are none by an UPDATE, the column is one like any other. */
    private void createWithColumnOfTheDatabase() throws SQLException {
        String version = switch (engine()) {
            case H2, STRANGER -> "version INT DEFAULT 1 ON UPDATE CAST(RAND() * 1000000 AS INT)";
            case MARIADB, MYSQL_56 ->
                "version VARCHAR(30), touched TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)"
                        + " ON UPDATE CURRENT_TIMESTAMP(6)";
            default -> "version INT";
        };
        create("docs", "id INT NOT NULL PRIMARY KEY, title VARCHAR(20), " + version);
    }

    @Test
    @Tag(HOLDS_BARE)
    void columnChangedByTheDatabase_allReadAndRolledBackToASavepoint_isNoConflict() throws SQLException {
        if (!hasSavepoints()) {
            return;
        }
        createWithColumnOfTheDatabase();
        bob.write("INSERT INTO {docs} (id, title, version) VALUES (1, 'first', 1)");
        alice.begin();
        Savepoint savepoint = alice.connection().setSavepoint();
        assertThat(alice.write(WRITE, "undone", 1)).isOne();
        assertThat(alice.read(READ, 1)).hasSize(1);
        alice.connection().rollback(savepoint);
        if (engine() == Engine.STRANGER) {
            assertThat(alice.read(READ, 1)).hasSize(1);
        }
        assertThat(alice.write(WRITE, "mine", 1)).isOne();
        alice.commit();
    }
}
