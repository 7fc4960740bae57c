package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conflict.RowConflict;
import io.noclobber.conformance.database.Trait;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The early check: what a conversation has read is compared with the database before anybody writes it. */
@SuppressWarnings("try") // an open conversation is there for what it binds
public abstract class ConversationCheckContract extends ConversationSteps {
    /** More than are asked for at once. */
    private static final int ROWS = 230;

    private static final int HALF = ROWS / 2;

    private void createItems() throws SQLException {
        create("items", "id INT NOT NULL PRIMARY KEY, name VARCHAR(20), price DECIMAL(10,2)");
        try (PreparedStatement insert = bob.prepare("INSERT INTO {items} (id, name, price) VALUES (?, ?, ?)")) {
            for (int id = 1; id <= ROWS; id++) {
                insert.setInt(1, id);
                insert.setString(2, "item " + id);
                insert.setInt(3, id);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private List<String> found() throws SQLException {
        return check(alice).stream().map(ConversationCheckContract::text).toList();
    }

    /** Such as {@code UPDATED 1 [status]}. */
    private static String text(RowConflict conflict) {
        List<String> columns = conflict.columns().stream()
                .map(column -> column.column().name().toLowerCase(Locale.ROOT))
                .toList();
        return conflict.kind() + " " + conflict.key().values().get(0) + " " + columns;
    }

    /** Of each row only what was read of it counts, whatever was read of others. */
    @Test
    void manyRowsOfTwoTables_changedInWhatWasRead_areNamed() throws SQLException {
        createItems();
        in(user, () -> {
            readOrder(alice, 1);
            readOrder(alice, 2);
            assertThat(alice.read("SELECT id, name FROM {items} WHERE id <= ?", HALF))
                    .hasSize(HALF);
            assertThat(alice.read("SELECT price, id FROM {items} WHERE id > ?", HALF))
                    .hasSize(ROWS - HALF);
            assertThat(found()).isEmpty();
        });
        changeRowOne();
        bob.write("UPDATE {items} SET name = 'theirs' WHERE id IN (5, 105, 205)");
        bob.write("UPDATE {items} SET price = 0 WHERE id IN (7, 107, 207, 229)");
        bob.write("DELETE FROM {items} WHERE id IN (9, 209)");

        in(
                user,
                () -> assertThat(found())
                        .containsExactlyInAnyOrder(
                                "UPDATED 1 [status]",
                                "UPDATED 5 [name]",
                                "UPDATED 105 [name]",
                                "UPDATED 207 [price]",
                                "UPDATED 229 [price]",
                                "DELETED 9 []",
                                "DELETED 209 []"));
    }

    @Test
    void check_leavesWhatWasReadAsItIs() throws SQLException {
        in(user, () -> {
            readOrder(alice, 1);
            readOrder(alice, 2);
        });
        changeRowOne();
        alice.begin();
        in(user, () -> {
            for (int i = 0; i < 2; i++) {
                assertThat(found()).containsExactly("UPDATED 1 [status]");
            }
            // it has failed nothing
            assertThat(alice.write("UPDATE {orders} SET note = ? WHERE id = ?", "ours", 2))
                    .isOne();
            alice.commit();
            refused(() -> save(alice));
            alice.rollback();
        });
        assertThat(status(1)).isEqualTo("SHIPPED");
        assertThat(bob.value("SELECT note FROM {orders} WHERE id = 2")).isEqualTo("ours");
    }

    /** Where a read of the bare driver lets others write. */
    @Test
    void check_inATransactionThatStaysOpen_locksNothing() throws Exception {
        Session reader = bare().begin();
        reader.read(READ, 2);
        boolean readersLock = !writes("bare");
        reader.rollback();
        in(user, () -> readOrder(alice, 2));
        if (readersLock) {
            abort("It does not apply, because " + engine() + " locks what is read: the check does as well.");
        }

        alice.begin();
        in(user, () -> assertThat(found()).isEmpty());
        assertThat(await(writer("theirs"))).isTrue();
        alice.rollback();
        in(user, () -> assertThat(found()).containsExactly("UPDATED 2 [note]"));
    }

    private boolean writes(String note) throws Exception {
        Future<Boolean> write = writer(note);
        return endsSoon(write) && await(write);
    }

    private Future<Boolean> writer(String note) {
        return meanwhile(() -> {
            try {
                return bob.write("UPDATE {orders} SET note = ? WHERE id = ?", note, 2) == 1;
            } catch (SQLException refusal) {
                return false;
            }
        });
    }

    @Test
    void check_whileSomebodyIsWriting_waitsForNobody() throws Exception {
        if (!does(Trait.READERS_PASS_WRITERS)) {
            abort("It does not apply, because " + engine() + " lets readers wait for writers.");
        }
        in(user, () -> readOrder(alice, 1));
        bob.begin();
        changeRowOne();

        Future<List<String>> checked = meanwhile(() -> {
            try (Conversations.Open open = open(user)) {
                return found();
            }
        });
        assertThat(await(checked)).as("nothing of it is there yet").isEmpty();

        bob.commit();
        in(user, () -> assertThat(found()).containsExactly("UPDATED 1 [status]"));
    }
}
