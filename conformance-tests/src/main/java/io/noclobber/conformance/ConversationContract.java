package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ColumnDiff;
import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conflict.ConflictKind;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was read in one request guards what is saved in another, on whichever connection. */
@SuppressWarnings("try") // an open conversation is there for what it binds
public abstract class ConversationContract extends ConversationSteps {
    @Test
    void readOnOneConnection_rowChanged_saveOnAnother_isRefused() throws SQLException {
        Session carol = guarded();
        in(user, () -> readOrder(alice, 1));
        changeRowOne();

        in(user, () -> {
            ConcurrencyConflictException conflict = refused(() -> save(carol));
            ColumnDiff diff = conflict.getConflicts().get(0).columns().stream()
                    .filter(ColumnDiff::changedByOthers)
                    .findFirst()
                    .orElseThrow();
            assertThat(diff.original()).isEqualTo("OPEN");
            assertThat(diff.current()).isEqualTo("SHIPPED");
        });
        assertThat(status(1)).isEqualTo("SHIPPED");
    }

    @Test
    void transactions_readInOne_rowChanged_saveInAnother_isRefused() throws SQLException {
        Session carol = guarded().begin();
        alice.begin();
        in(user, () -> {
            readOrder(alice, 1);
            alice.commit();
        });
        changeRowOne();

        refusedIn(user, carol);
    }

    @Test
    @Tag(HOLDS_BARE)
    void readOnOneConnection_rowAsItWas_saveOnAnother_isSaved() throws SQLException {
        Session carol = guarded();
        in(user, () -> readOrder(alice, 1));

        in(user, () -> assertThat(save(carol)).isOne());
        assertThat(status(1)).isEqualTo("CANCELLED");
    }

    @Test
    void ownSave_thenAnotherOnAnyConnection_isNoConflictButAnothersChangeIs() throws SQLException {
        Session carol = guarded();
        Session dave = guarded().begin();
        in(user, () -> readOrder(alice, 1));

        in(user, () -> {
            assertThat(save(carol)).isOne();
            assertThat(dave.write(SET_STATUS, "PAID", 1)).isOne();
            dave.commit();
            assertThat(alice.write(SET_STATUS, "PACKED", 1)).isOne();
        });
        changeRowOne();
        refusedIn(user, carol);
        refusedIn(user, dave);
        dave.rollback();
    }

    /** The handler that saves a form loads the row first: that is not the user's having seen it. */
    @Test
    void loadThenSave_rowChangedBefore_isRefused() throws SQLException {
        Session carol = guarded();
        in(user, () -> readOrder(alice, 1));
        changeRowOne();

        in(user, () -> {
            readOrder(carol, 1);
            refused(() -> save(carol));
        });
        in(user, () -> {
            readOrder(alice, 1);
            refused(() -> save(alice));
        });
    }

    @Test
    void loadThenSave_otherColumnsLoaded_rowChangedBefore_isRefused() throws SQLException {
        Session carol = guarded();
        in(user, () -> carol.read("SELECT id, status FROM {orders} WHERE id = ?", 1));
        changeRowOne();

        in(user, () -> {
            carol.read("SELECT id, amount, note FROM {orders} WHERE id = ?", 1);
            refused(() -> save(alice));
        });
    }

    @Test
    void loadThenSave_columnChangedThatWasLoadedFirst_isRefused() throws SQLException {
        Session carol = guarded();
        in(user, () -> carol.read("SELECT id, status FROM {orders} WHERE id = ?", 1));
        in(user, () -> carol.read("SELECT id, note FROM {orders} WHERE id = ?", 1));
        bob.write("UPDATE {orders} SET note = 'other' WHERE id = 1");

        in(user, () -> refused(() -> alice.write("UPDATE {orders} SET note = 'mine' WHERE id = 1")));
    }

    /** Redirect after post: the page that shows the row again is what the user then goes by. */
    @Test
    void shownAnew_savesWhatWasRefused() throws Exception {
        Session carol = guarded();
        in(user, () -> readOrder(alice, 1));
        changeRowOne();
        refusedIn(user, carol);

        shown(user, () -> readOrder(carol, 1));
        in(user, () -> assertThat(save(alice)).isOne());
        changeRowOne();
        refusedIn(user, alice);
    }

    /** A filter shows the page, and a service below it opens the conversation once more. */
    @Test
    void shownAnew_openedOnceMore_savesWhatWasRefused() throws Exception {
        in(user, () -> readOrder(alice, 1));
        changeRowOne();
        shown(user, () -> in("another " + user, () -> readOrder(alice, 1)));
        refusedIn(user, alice);

        shown(user, () -> in(user, () -> readOrder(alice, 1)));
        in(user, () -> assertThat(save(alice)).isOne());
        changeRowOne();
        in(user, () -> readOrder(alice, 1));
        refusedIn(user, alice);
    }

    /** Work for somebody else in between shows the first one nothing. */
    @Test
    void shownAnew_anotherOpened_leavesWhatTheOtherHasRead() throws Exception {
        String other = "other " + user;
        in(other, () -> readOrder(alice, 1));
        changeRowOne();
        shown(user, () -> in(other, () -> readOrder(alice, 1)));

        refusedIn(other, alice);
    }

    @Test
    void twoUsers_onConnectionsInTurns_areToldApart() throws Exception {
        String other = "other " + user;
        Session carol = guarded();
        in(user, () -> readOrder(alice, 1));
        in(other, () -> readOrder(alice, 1));

        in(other, () -> assertThat(carol.write(SET_STATUS, "SHIPPED", 1)).isOne());
        refusedIn(user, alice);
        refusedIn(user, carol);
        in(other, () -> assertThat(alice.write(SET_STATUS, "DELIVERED", 1)).isOne());
        shown(user, () -> readOrder(alice, 1));
        in(user, () -> assertThat(save(carol)).isOne());
        refusedIn(other, alice);
    }

    @Test
    void conversation_leftAndComeBackTo_isNotGuardedByWhatWasReadOutside() throws SQLException {
        readOrder(alice, 1);
        changeRowOne();
        in(user, () -> assertThat(save(alice)).isOne());
        refused(() -> alice.write(SET_STATUS, "PAID", 1));
    }

    @Test
    void nested_innerReads_areTheInnerOnes() throws SQLException {
        String inner = "inner " + user;
        try (Conversations.Open outer = open(user)) {
            readOrder(alice, 1);
            try (Conversations.Open nested = open(inner)) {
                assertThat(current()).isEqualTo(inner);
                readOrder(alice, 2);
                try (Conversations.Open again = open(user)) {
                    readOrder(alice, 1);
                }
            }
            assertThat(current()).isEqualTo(user);
            changeRowOne();
            bob.write(SET_STATUS, "SHIPPED", 2);
            refused(() -> save(alice));
            assertThat(alice.write(SET_STATUS, "PAID", 2)).isOne();
        }
        assertThat(current()).isNull();
        in(inner, () -> refused(() -> alice.write(SET_STATUS, "PAID", 2)));
    }

    @Test
    void deletedBySomebody_saveOnAnotherConnection_isRefused() throws SQLException {
        Session carol = guarded();
        in(user, () -> readOrder(alice, 1));
        bob.write("DELETE FROM {orders} WHERE id = 1");

        in(
                user,
                () -> assertThat(
                                refused(() -> save(carol)).getConflicts().get(0).kind())
                        .isEqualTo(ConflictKind.DELETED));
    }

    @Test
    @Tag(HOLDS_BARE)
    void ownDelete_thenInsertAgain_isNoConflict() throws SQLException {
        Session carol = guarded();
        in(user, () -> {
            readOrder(alice, 1);
            assertThat(alice.write("DELETE FROM {orders} WHERE id = 1")).isOne();
            assertThat(carol.write("INSERT INTO {orders} (id, status) VALUES (1, 'NEW')"))
                    .isOne();
            assertThat(save(carol)).isOne();
        });
    }

    @Test
    void conversationAge_over_goesByNoImage() throws Exception {
        Session carol = guarded("conversationAge=20ms", "noImage=refuse");
        in(user, () -> readOrder(carol, 1));
        Thread.sleep(60);

        in(
                user,
                () -> assertThatThrownBy(() -> save(carol))
                        .isInstanceOf(SQLException.class)
                        .extracting(refusal -> ((SQLException) refusal).getSQLState())
                        .isEqualTo("NC003"));
    }

    @Test
    void conversationIdle_over_goesByNoImage() throws Exception {
        Session carol = guarded("conversationIdle=20ms", "noImage=refuse");
        in(user, () -> readOrder(carol, 1));
        Thread.sleep(60);

        in(
                user,
                () -> assertThatThrownBy(() -> save(carol))
                        .isInstanceOf(SQLException.class)
                        .extracting(refusal -> ((SQLException) refusal).getSQLState())
                        .isEqualTo("NC003"));
    }

    /** By default a write without an image is done; that the image was there and has left is counted. */
    @Test
    void conversationAge_overAndNoImagePasses_isSavedAndCounted() throws Exception {
        Session carol = guarded("conversationAge=20ms");
        long before = counts().imagesDropped().getOrDefault("AGE", 0L);
        in(user, () -> readOrder(carol, 1));
        Thread.sleep(60);
        changeRowOne();

        in(user, () -> assertThat(save(carol)).isOne());
        assertThat(counts().imagesDropped().get("AGE")).isGreaterThan(before);
    }

    /** Frameworks show a page in a transaction that only reads. */
    @Test
    void readOnlyConnection_read_isRemembered() throws SQLException {
        try {
            alice.connection().setReadOnly(true);
        } catch (SQLException onlyBeforeItIsOpened) {
            assertThatThrownBy(() -> bob.connection().setReadOnly(true))
                    .as("what the bare driver says")
                    .isInstanceOf(SQLException.class);
        }
        in(user, () -> readOrder(alice, 1));
        changeRowOne();
        refusedIn(user, guarded());
    }

    @Test
    void end_forgets() throws SQLException {
        in(user, () -> readOrder(alice, 1));
        in("not " + user, () -> readOrder(alice, 1));
        changeRowOne();
        end(user);

        refusedIn("not " + user, alice);
        in(user, () -> assertThat(save(alice)).isOne());
    }

    @Test
    void scopeConversation_outsideOfAny_isThatOfATransaction() throws SQLException {
        Session carol = guarded("scope=conversation");
        long before = counts().elsewhere().unguarded().getOrDefault("WITHOUT_CONVERSATION", 0L);
        readOrder(carol, 1);
        in(user, () -> readOrder(carol, 2));
        changeRowOne();
        bob.write(SET_STATUS, "SHIPPED", 2);

        assertThat(save(carol)).isOne();
        in(user, () -> refused(() -> carol.write(SET_STATUS, "PAID", 2)));
        assertThat(counts().elsewhere().unguarded().get("WITHOUT_CONVERSATION")).isEqualTo(before + 1);
    }
}
