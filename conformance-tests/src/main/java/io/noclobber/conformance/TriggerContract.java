package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Trait;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a trigger adds to a user's own write never stands in the way of the user's next one, and hides no change by others. */
public abstract class TriggerContract extends Contract {
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    private void createTouched() throws SQLException {
        create("docs", "id INT NOT NULL PRIMARY KEY, title VARCHAR(50), version INT NOT NULL");
        bob.write("INSERT INTO {docs} (id, title, version) VALUES (1, 'draft', 1)");
        Triggers.countVersions(engine(), bob, this::cleanUp);
    }

    @Test
    @Tag(HOLDS_BARE)
    void secondWrite_afterTriggerTouchedTheRow_isDone() throws SQLException {
        if (!hasRowTriggers()) {
            return;
        }
        createTouched();
        alice.read("SELECT id, title, version FROM {docs}");
        for (int i = 0; i < 4; i++) {
            assertThat(alice.write("UPDATE {docs} SET title = ? WHERE id = ?", "mine " + i, 1))
                    .isOne();
        }
        assertThat(bob.value("SELECT version FROM {docs}")).isEqualTo("5");
    }

    @Test
    void changeByOthers_afterTriggerTouchedTheRow_isSeen() throws SQLException {
        if (!hasRowTriggers()) {
            return;
        }
        createTouched();
        alice.begin().read("SELECT id, title, version FROM {docs}");
        assertThat(alice.write("UPDATE {docs} SET title = ? WHERE id = ?", "one", 1))
                .isOne();
        assertThat(alice.write("UPDATE {docs} SET title = ? WHERE id = ?", "two", 1))
                .isOne();
        alice.commit();
        assertThat(alice.write("UPDATE {docs} SET title = ? WHERE id = ?", "three", 1))
                .isOne();
        alice.commit();
        bob.write("UPDATE {docs} SET title = 'theirs' WHERE id = 1");

        refused(() -> alice.write("UPDATE {docs} SET title = ? WHERE id = ?", "four", 1));
    }

    /** Where readers wait for writers nobody can tell whose change it was: a second connection that could waits for our own transaction. */
    @Test
    void write_afterTriggerOfAnotherTableTouchedTheRow_isDoneUnlessReadersWait() throws SQLException {
        createTouchedByInsert();
        alice.begin().read("SELECT id, title, version FROM {docs}");
        alice.write("INSERT INTO {remarks} (id, doc) VALUES (1, 1)");
        if (!does(Trait.READERS_PASS_WRITERS)) {
            refused(() -> alice.write("UPDATE {docs} SET title = ? WHERE id = ?", "mine", 1));
            alice.rollback();
            return;
        }

        assertThat(alice.write("UPDATE {docs} SET title = ? WHERE id = ?", "mine", 1))
                .isOne();
        alice.commit();
        assertThat(alice.write("UPDATE {docs} SET title = ? WHERE id = ?", "mine too", 1))
                .isOne();
        alice.commit();
    }

    /** A trigger of another table runs after our own write of the row. */
    @Test
    @Tag(HOLDS_BARE)
    void secondWrite_afterTriggerOfAnotherTableTouchedTheRowWritten_isDone() throws SQLException {
        create("docs", "id INT NOT NULL PRIMARY KEY, title VARCHAR(50), version INT NOT NULL");
        bob.write("INSERT INTO {docs} (id, title, version) VALUES (1, 'draft', 1)");
        create("remarks", "id INT NOT NULL PRIMARY KEY, doc INT NOT NULL");
        Triggers.touchOnInsert(engine(), bob, this::cleanUp);
        alice.begin().read("SELECT id, title, version FROM {docs}");
        assertThat(alice.write("UPDATE {docs} SET title = ? WHERE id = ?", "mine", 1))
                .isOne();
        alice.write("INSERT INTO {remarks} (id, doc) VALUES (1, 1)");
        alice.commit();

        assertThat(alice.write("UPDATE {docs} SET title = ? WHERE id = ?", "mine too", 1))
                .isOne();
        alice.commit();
    }

    private void createTouchedByInsert() throws SQLException {
        if (does(Trait.ROW_TRIGGERS)) {
            createTouched();
        } else {
            create("docs", "id INT NOT NULL PRIMARY KEY, title VARCHAR(50), version INT NOT NULL");
            bob.write("INSERT INTO {docs} (id, title, version) VALUES (1, 'draft', 1)");
        }
        create("remarks", "id INT NOT NULL PRIMARY KEY, doc INT NOT NULL");
        Triggers.touchOnInsert(engine(), bob, this::cleanUp);
    }
}
