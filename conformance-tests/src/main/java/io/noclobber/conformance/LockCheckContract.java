package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.Trait;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Whoever locks a row in order to edit it is told at that moment that it is no longer as he has seen it. */
public abstract class LockCheckContract extends ConversationSteps {
    private static final String LOCK = READ + " FOR UPDATE";
    private static final String LOCK_ID = "SELECT id FROM {orders} WHERE id = ? FOR UPDATE";
    private static final String LOCK_BOTH = "SELECT id FROM {orders} WHERE id IN (1, 2) FOR UPDATE";
    private static final int LOOKS = 10;
    private static final int DOCS = LOOKS + 2;
    private static final int ROUNDS = 5;

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

    /** Each look opens a connection, and where readers wait for writers it takes its time. */
    @Test
    void lock_manyRowsAfterOwnWrite_looksAFewTimes() throws SQLException {
        if (!locks()) {
            return;
        }
        createDocs();
        Session carol = guarded();
        in(user, () -> carol.read("SELECT id, title, version FROM {docs}"));
        bob.write("UPDATE {docs} SET title = 'final'");
        carol.begin();
        in(user, () -> {
            assertThat(carol.write("INSERT INTO {remarks} (id, doc) VALUES (1, 1)"))
                    .isOne();
            int refused = 0;
            for (int id = 1; id <= DOCS; id++) {
                int row = id;
                if (catchThrowable(() -> carol.read("SELECT id FROM {docs} WHERE id = ? FOR UPDATE", row)) != null) {
                    refused++;
                }
            }
            if (does(Trait.READERS_PASS_WRITERS)) {
                assertThat(refused).isEqualTo(LOOKS);
            } else {
                assertThat(defects(carol.sql("{docs}"))).isEqualTo(1);
            }
        });
        carol.rollback();
    }

    private long defects(String table) {
        return counts().tables().entrySet().stream()
                .filter(entry -> entry.getKey().name().equalsIgnoreCase(table))
                .mapToLong(entry -> entry.getValue().defects())
                .sum();
    }

    /** What one thread asks, and makes undoable, takes nothing from another one that works in the same transaction. */
    @Test
    void lock_threadsShareTheTransaction_allIsGiven() throws Exception {
        if (!locks()) {
            return;
        }
        createDocs();
        in(user, () -> alice.read("SELECT id, title, version FROM {docs}"));
        Session carol = guarded().begin();
        List<Future<Integer>> threads = new ArrayList<>();
        for (int thread = 0; thread < 3; thread++) {
            threads.add(meanwhile(() -> lockDocs(carol)));
        }
        for (Future<Integer> thread : threads) {
            assertThat(await(thread)).isEqualTo(ROUNDS * DOCS);
        }
        assertThat(carol.write("UPDATE {docs} SET title = 'final' WHERE id = 1"))
                .as("the transaction goes on")
                .isOne();
        carol.rollback();
    }

    @SuppressWarnings("try") // an open conversation is there for what it binds
    private int lockDocs(Session session) throws SQLException {
        int given = 0;
        try (Conversations.Open open = open(user)) {
            for (int round = 0; round < ROUNDS; round++) {
                for (int id = 1; id <= DOCS; id++) {
                    given += session.read("SELECT id FROM {docs} WHERE id = ? FOR UPDATE", id)
                            .size();
                }
            }
        }
        return given;
    }

    /** Rows that were fetched before can be read on, as without us. */
    @Test
    void lock_transactionFailsMeanwhile_nextRowIsGiven() throws SQLException {
        if (!locks()) {
            return;
        }
        Session carol = guarded().begin();
        in(user, () -> {
            readOrder(alice, 1);
            readOrder(alice, 2);
            try (PreparedStatement query = carol.prepare(LOCK_BOTH);
                    ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThatThrownBy(() -> carol.write("INSERT INTO {orders} (id) VALUES (1)"))
                        .isInstanceOf(SQLException.class);
                assertThat(rows.next()).isTrue();
                assertThat(rows.next()).isFalse();
            }
        });
        carol.rollback();
    }

    /** With the transaction its locks have gone, and a question would begin another one. */
    @Test
    void lock_transactionEndsMeanwhile_asksNothing() throws SQLException {
        if (!locks()) {
            return;
        }
        Session carol = guarded().begin();
        in(user, () -> {
            readOrder(alice, 1);
            readOrder(alice, 2);
            try (PreparedStatement query = carol.prepare(LOCK_BOTH);
                    ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                carol.commit();
                assertThat(bob.write(SET_STATUS, "SHIPPED", 2)).isOne();
                givenOrEnded(rows);
            }
        });
        carol.rollback();
    }

    @Test
    void lock_ownTriggerChangedTheRowAndWasUndone_isGiven() throws SQLException {
        if (!locks()) {
            return;
        }
        createDocs();
        Session carol = guarded().begin();
        in(user, () -> alice.read("SELECT id, title, version FROM {docs}"));
        in(user, () -> {
            carol.write("INSERT INTO {remarks} (id, doc) VALUES (1, 2)");
            try (PreparedStatement query =
                            carol.prepare("SELECT id, version FROM {docs} WHERE id IN (1, 2) FOR UPDATE");
                    ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                carol.rollback();
                givenOrEnded(rows);
            }
        });
        carol.rollback();
    }

    /** Some results end with the transaction. */
    private static void givenOrEnded(ResultSet rows) {
        Throwable thrown = AgentView.of(catchThrowable(rows::next));
        assertThat(thrown instanceof ConcurrencyConflictException)
                .as("refused: %s", thrown)
                .isFalse();
    }

    private void createDocs() throws SQLException {
        create("docs", "id INT NOT NULL PRIMARY KEY, title VARCHAR(50), version INT NOT NULL");
        for (int id = 1; id <= DOCS; id++) {
            bob.write("INSERT INTO {docs} (id, title, version) VALUES (?, 'draft', 1)", id);
        }
        create("remarks", "id INT NOT NULL PRIMARY KEY, doc INT NOT NULL");
        Triggers.touchOnInsert(engine(), bob, this::cleanUp);
    }

    @Test
    void lock_ownTriggerChangedTheRow_isGiven() throws SQLException {
        if (!locks()) {
            return;
        }
        createDocs();
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
