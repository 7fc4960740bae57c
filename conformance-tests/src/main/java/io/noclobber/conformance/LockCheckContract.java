package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.Trait;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Whoever locks a row in order to edit it is told at that moment that it is no longer as he has seen it. */
public abstract class LockCheckContract extends ConversationSteps {
    private static final String LOCK = READ + " FOR UPDATE";
    private static final String LOCK_ID = "SELECT id FROM {orders} WHERE id = ? FOR UPDATE";

    private void assertRefused(Session session, String query) {
        assertThat(refused(() -> session.read(query, 1)).getMessage()).contains("was 'OPEN', is now 'SHIPPED'");
    }

    /** Where the row cannot be locked that is told by the database, and whoever writes the row is refused all the same. */
    private boolean locks() throws SQLException {
        if (hasLockingReads()) {
            return true;
        }
        in(user, () -> readOrder(alice, 1));
        changeRowOne();
        refusedIn(user, alice);
        return false;
    }

    @Test
    void lockCheck_rowChanged_isRefusedWhenLocked() throws SQLException {
        if (!hasLockingReads()) {
            in(user, () -> readOrder(alice, 1));
            changeRowOne();
            refusedIn(user, alice);
            return;
        }
        Session carol = guarded().begin();
        Session dave = guarded("lockCheck=false").begin();
        in(user, () -> readOrder(alice, 1));
        in(user, () -> assertThat(carol.read(READ + " FOR UPDATE", 1)).hasSize(1));
        carol.commit();
        changeRowOne();

        in(
                user,
                () -> assertThat(refused(() -> carol.read(READ + " FOR UPDATE", 1))
                                .getConflicts())
                        .hasSize(1));
        carol.rollback();
        in(user, () -> assertThat(dave.read(READ + " FOR UPDATE", 1)).hasSize(1));
        dave.rollback();
        refusedIn(user, alice);
    }

    @Test
    void lock_columnThatItDoesNotShowChanged_isRefused() throws SQLException {
        if (!locks()) {
            return;
        }
        Session carol = guarded().begin();
        in(user, () -> readOrder(alice, 1));
        in(user, () -> assertThat(carol.read(LOCK_ID, 1)).hasSize(1));
        carol.commit();
        changeRowOne();

        in(user, () -> {
            assertRefused(carol, LOCK_ID);
            assertRefused(carol, "SELECT amount FROM {orders} WHERE id = ? FOR UPDATE");
            assertRefused(carol, "SELECT 1 FROM {orders} WHERE id = ? FOR UPDATE");
            assertThat(carol.read(LOCK_ID, 2)).as("the transaction goes on").hasSize(1);
        });
        carol.rollback();
    }

    /** What is left out of the guard is left out here as well. */
    @Test
    void lock_columnThatIsNotComparedChanged_isGiven() throws SQLException {
        if (!locks()) {
            return;
        }
        Session carol = guarded("exclude=*.status");
        in(user, () -> readOrder(carol, 1));
        changeRowOne();
        carol.begin();

        in(user, () -> assertThat(carol.read(LOCK_ID, 1)).hasSize(1));
        carol.rollback();
    }

    /** What can be asked no more takes neither the row nor the transaction from the application. */
    @Test
    void lock_columnIsGone_isGiven() throws SQLException {
        if (!locks()) {
            return;
        }
        in(user, () -> readOrder(alice, 1));
        bob.write("ALTER TABLE {orders} DROP " + (engine() == Engine.FIREBIRD ? "note" : "COLUMN note"));

        Session carol = guarded().begin();
        in(user, () -> {
            assertThat(carol.read(LOCK_ID, 1)).hasSize(1);
            assertThat(carol.write("UPDATE {orders} SET amount = ? WHERE id = ?", 7, 2))
                    .isOne();
        });
        carol.commit();
        assertThat(bob.value("SELECT amount FROM {orders} WHERE id = 2")).startsWith("7");
    }

    /** Where readers wait for writers nobody can tell at that moment whose change it was; the write is refused. */
    @Test
    void lock_afterOwnWrite_changeByOthersIsRefused() throws SQLException {
        if (!locks()) {
            return;
        }
        Session carol = guarded();
        in(user, () -> {
            readOrder(alice, 1);
            readOrder(alice, 2);
        });
        changeRowOne();

        for (String query : new String[] {LOCK, LOCK_ID}) {
            carol.begin();
            in(user, () -> {
                assertThat(carol.write("UPDATE {orders} SET amount = ? WHERE id = ?", 7, 2))
                        .isOne();
                if (does(Trait.READERS_PASS_WRITERS)) {
                    assertRefused(carol, query);
                } else {
                    if (catchThrowable(() -> carol.read(query, 1)) != null) {
                        assertRefused(carol, query);
                    }
                    refused(() -> save(carol));
                }
            });
            carol.rollback();
        }
    }

    @Test
    void lock_ownTriggerChangedTheRow_isGiven() throws SQLException {
        if (!locks()) {
            return;
        }
        create("docs", "id INT NOT NULL PRIMARY KEY, title VARCHAR(50), version INT NOT NULL");
        bob.write("INSERT INTO {docs} (id, title, version) VALUES (1, 'draft', 1)");
        create("remarks", "id INT NOT NULL PRIMARY KEY, doc INT NOT NULL");
        Triggers.touchOnInsert(engine(), bob, this::cleanUp);
        Session carol = guarded().begin();
        in(user, () -> alice.read("SELECT id, title, version FROM {docs}"));

        in(user, () -> {
            carol.write("INSERT INTO {remarks} (id, doc) VALUES (1, 1)");
            assertThat(carol.read("SELECT id, version FROM {docs} WHERE id = 1 FOR UPDATE"))
                    .hasSize(1);
            carol.write("INSERT INTO {remarks} (id, doc) VALUES (2, 1)");
            assertThat(carol.read("SELECT id FROM {docs} WHERE id = 1 FOR UPDATE"))
                    .hasSize(1);
        });
        carol.rollback();
    }
}
