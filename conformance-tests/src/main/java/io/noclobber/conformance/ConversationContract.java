package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.noclobber.Conversation;
import io.noclobber.NoclobberDriver;
import io.noclobber.conflict.ColumnDiff;
import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conflict.ConflictKind;
import io.noclobber.conflict.RowChangedWarning;
import io.noclobber.conflict.RowConflict;
import io.noclobber.conformance.database.Trait;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was read in one request guards what is saved in another, on whichever connection. */
@SuppressWarnings("try") // an open conversation is there for what it binds
public abstract class ConversationContract extends Contract {
    private static final String READ = "SELECT id, status, amount, note FROM {orders} WHERE id = ?";
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";

    private final String user = "user " + UUID.randomUUID();

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    /** Part of a request. */
    private interface Step {
        void run() throws SQLException;
    }

    private static Conversation open(String conversation) {
        AgentView.notWithAgent("the agent has a Conversation of its own, which an application cannot name");
        return Conversation.open(conversation);
    }

    private static void in(String conversation, Step request) throws SQLException {
        try (Conversation open = open(conversation)) {
            request.run();
        }
    }

    private static void shown(String conversation, Step request) throws Exception {
        try (Conversation open = open(conversation)) {
            open.renewing(() -> {
                request.run();
                return true;
            });
        }
    }

    private void changeRowOne() throws SQLException {
        assertThat(bob.write(SET_STATUS, "SHIPPED", 1)).isOne();
    }

    private static int save(Session session) throws SQLException {
        return session.write(SET_STATUS, "CANCELLED", 1);
    }

    private static void refusedIn(String conversation, Session session) throws SQLException {
        in(conversation, () -> refused(() -> save(session)));
    }

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
        try (Conversation outer = open(user)) {
            readOrder(alice, 1);
            try (Conversation nested = open(inner)) {
                assertThat(Conversation.current().id()).isEqualTo(inner);
                readOrder(alice, 2);
                try (Conversation again = open(user)) {
                    readOrder(alice, 1);
                }
            }
            assertThat(Conversation.current().id()).isEqualTo(user);
            changeRowOne();
            bob.write(SET_STATUS, "SHIPPED", 2);
            refused(() -> save(alice));
            assertThat(alice.write(SET_STATUS, "PAID", 2)).isOne();
        }
        assertThat(Conversation.current()).isNull();
        in(inner, () -> refused(() -> alice.write(SET_STATUS, "PAID", 2)));
    }

    @Test
    void wrapped_onAnotherThread_worksForTheConversation() throws Exception {
        Session carol = guarded();
        in(user, () -> readOrder(alice, 1));
        changeRowOne();

        try (Conversation open = open(user)) {
            assertThat(await(meanwhile(open.wrap(() -> {
                        refused(() -> save(carol));
                        return Conversation.current().id();
                    }))))
                    .isEqualTo(user);
            assertThat(await(meanwhile(() -> Conversation.current() == null))).isTrue();
        }
    }

    @Test
    void rollbackBetween_rowChanged_isRefused() throws SQLException {
        Session carol = guarded().begin();
        alice.begin();
        in(user, () -> {
            readOrder(alice, 1);
            alice.rollback();
        });
        changeRowOne();

        in(user, () -> {
            refused(() -> save(carol));
            carol.rollback();
            refused(() -> save(carol));
            carol.rollback();
            refused(() -> save(alice));
        });
    }

    @Test
    void ownWriteRolledBack_rowChanged_isRefusedEverywhere() throws SQLException {
        Session carol = guarded();
        alice.begin();
        in(user, () -> {
            readOrder(alice, 1);
            assertThat(save(alice)).isOne();
            readOrder(alice, 1);
            alice.rollback();
        });
        in(user, () -> assertThat(carol.write(SET_STATUS, "PAID", 1)).isOne());
        changeRowOne();
        refusedIn(user, alice);
        alice.rollback();
        refusedIn(user, carol);
    }

    @Test
    void setBasedWriteRolledBackToSavepoint_rowChanged_isRefused() throws SQLException {
        if (!hasSavepoints()) {
            return;
        }
        alice.begin();
        in(user, () -> {
            readOrder(alice, 1);
            var savepoint = alice.connection().setSavepoint("sp");
            alice.write("UPDATE {orders} SET note = 'all' WHERE amount > 0");
            alice.connection().rollback(savepoint);
            alice.commit();
        });
        changeRowOne();
        refusedIn(user, alice);
    }

    @Test
    @Tag(HOLDS_BARE)
    void rowReadOnlyAfterOwnInsertThatWasRolledBack_isNotRemembered() throws SQLException {
        alice.begin();
        in(user, () -> {
            alice.write("INSERT INTO {orders} (id, status) VALUES (3, 'MINE')");
            alice.read(READ, 3);
            alice.rollback();
            assertThat(alice.write(SET_STATUS, "PAID", 3)).isZero();
            alice.rollback();
        });
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

    /** Two tabs that save at once: the first to commit wins, as between two users. */
    @Test
    void twoConnectionsAtOnce_bothSave_secondIsRefusedOrSeesTheFirst() throws Exception {
        Session carol = guarded().begin();
        alice.begin();
        in(user, () -> {
            readOrder(alice, 1);
            readOrder(carol, 1);
            alice.commit();
            carol.commit();
            assertThat(save(alice)).isOne();
        });
        var second = meanwhile(() -> {
            try (Conversation open = open(user)) {
                carol.write(SET_STATUS, "PAID", 1);
                carol.commit();
                return false;
            } catch (SQLException refusal) {
                carol.rollback();
                return true;
            }
        });
        endsSoon(second);
        in(user, alice::rollback);
        await(second);
        changeRowOne();
        refusedIn(user, alice);
    }

    /** What the one has read is older than what the other writes, as between two users. */
    @Test
    void twoRequestsAtOnce_bothLoadAndSave_secondIsRefused() throws Exception {
        Session carol = guarded();
        try (Conversation first = open(user)) {
            readOrder(alice, 1);
            await(meanwhile(() -> {
                in(user, () -> {
                    readOrder(carol, 1);
                    assertThat(carol.write(SET_STATUS, "PAID", 1)).isOne();
                });
                return true;
            }));
            refused(() -> save(alice));
            assertThat(Conversation.check(alice.connection())).hasSize(1);
        }
        in(user, () -> assertThat(save(alice)).as("in the next request").isOne());
    }

    @Test
    void twoRequestsAtOnce_oneDeletesWhatTheOtherHasRead_isRefused() throws Exception {
        Session carol = guarded();
        try (Conversation first = open(user)) {
            readOrder(alice, 1);
            await(meanwhile(() -> {
                in(
                        user,
                        () -> assertThat(carol.write("DELETE FROM {orders} WHERE id = 1"))
                                .isOne());
                return true;
            }));
            refused(() -> save(alice));
        }
    }

    /** One request that goes on on another thread, and comes back. */
    @Test
    void wrapped_savesInTurnWithItsOpener_isNoConflictButAnothersChangeIs() throws Exception {
        Session carol = guarded();
        try (Conversation open = open(user)) {
            readOrder(alice, 1);
            assertThat(await(meanwhile(open.wrap(() -> carol.write(SET_STATUS, "PAID", 1)))))
                    .isOne();
            assertThat(save(alice)).isOne();
            assertThat(await(meanwhile(open.wrap(() -> carol.write(SET_STATUS, "PACKED", 1)))))
                    .isOne();
            changeRowOne();
            refused(() -> save(alice));
        }
    }

    @Test
    void connectionsBoundByClientInfo_atOnce_areAsTwoUsers() throws SQLException {
        Session carol = guarded();
        alice.connection().setClientInfo(Conversation.CLIENT_INFO, user);
        carol.connection().setClientInfo(Conversation.CLIENT_INFO, user);
        readOrder(alice, 1);
        readOrder(carol, 1);
        assertThat(save(alice)).isOne();
        refused(() -> carol.write(SET_STATUS, "PAID", 1));

        carol.connection().setClientInfo(Conversation.CLIENT_INFO, user);
        assertThat(carol.write(SET_STATUS, "PAID", 1)).as("bound anew").isOne();
    }

    @Test
    void clientInfo_bindsTheConnection() throws SQLException {
        Session carol = guarded();
        alice.connection().setClientInfo("noclobber.conversation", user);
        assertThat(alice.connection().getClientInfo("noclobber.conversation")).isEqualTo(user);
        assertThat(alice.connection().getClientInfo()).containsEntry("noclobber.conversation", user);
        in("not " + user, () -> readOrder(alice, 1));
        changeRowOne();

        refusedIn(user, carol);
        carol.connection().setClientInfo(Conversation.CLIENT_INFO, user);
        refused(() -> save(carol));
        carol.connection().setClientInfo(Conversation.CLIENT_INFO, "");
        assertThat(carol.connection().getClientInfo(Conversation.CLIENT_INFO)).isNull();
        assertThat(save(carol)).isOne();
    }

    @Test
    void rowsOpen_connectionClosed_lastRowIsRemembered() throws SQLException {
        Session carol = guarded();
        in(user, () -> {
            PreparedStatement query = carol.prepare(READ);
            query.setInt(1, 1);
            ResultSet rows = query.executeQuery();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(2)).isEqualTo("OPEN");
            carol.connection().close();
        });
        changeRowOne();
        refusedIn(user, alice);
    }

    @Test
    void rowsOpen_conversationClosed_rowsAreTheConversations() throws SQLException {
        PreparedStatement query = alice.prepare(READ);
        query.setInt(1, 1);
        ResultSet[] rows = new ResultSet[1];
        in(user, () -> {
            rows[0] = query.executeQuery();
            assertThat(rows[0].next()).isTrue();
        });
        in("not " + user, () -> readOrder(alice, 2));
        rows[0].close();
        query.close();
        changeRowOne();
        refusedIn(user, alice);
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

    /** As a web application has it: a pool, and whichever connection it lends. */
    @Test
    void throughAPool_readInOneRequest_savedInAnother_isRefused() throws Exception {
        String other = "other " + user;
        try (HikariDataSource pool = pool()) {
            in(user, () -> request(pool, session -> readOrder(session, 1)));
            in(other, () -> request(pool, session -> readOrder(session, 1)));
            in(
                    other,
                    () -> requestOnAnother(
                            pool,
                            session -> assertThat(session.write(SET_STATUS, "SHIPPED", 1))
                                    .isOne()));
            in(
                    user,
                    () -> requestOnAnother(pool, session -> {
                        readOrder(session, 1);
                        refused(() -> save(session));
                    }));
            shown(user, () -> request(pool, session -> readOrder(session, 1)));
            in(
                    user,
                    () -> requestOnAnother(
                            pool, session -> assertThat(save(session)).isOne()));
            in(other, () -> request(pool, session -> refused(() -> save(session))));
            // who works for nobody goes by nobody's reading
            request(
                    pool,
                    session -> assertThat(session.write(SET_STATUS, "OPEN", 1)).isOne());
        }
    }

    /** What a request does with its connection. */
    private interface Work {
        void with(Session session) throws SQLException;
    }

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(new OpenedSource(setting()));
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        return new HikariDataSource(config);
    }

    private void request(HikariDataSource pool, Work work) throws SQLException {
        try (Session session = borrowed(pool.getConnection())) {
            work.with(session);
        }
    }

    /** On a connection that is not the one which the pool would lend first. */
    private void requestOnAnother(HikariDataSource pool, Work work) throws SQLException {
        try (Session first = borrowed(pool.getConnection());
                Session second = borrowed(pool.getConnection())) {
            work.with(second);
        }
    }

    @Test
    void end_forgets() throws SQLException {
        in(user, () -> readOrder(alice, 1));
        in("not " + user, () -> readOrder(alice, 1));
        changeRowOne();
        Conversation.end(user);

        refusedIn("not " + user, alice);
        in(user, () -> assertThat(save(alice)).isOne());
    }

    @Test
    void scopeConversation_outsideOfAny_isThatOfATransaction() throws SQLException {
        Session carol = guarded("scope=conversation");
        AgentView.notWithAgent("the agent counts by itself");
        long before = NoclobberDriver.counts().elsewhere().unguarded().getOrDefault("WITHOUT_CONVERSATION", 0L);
        readOrder(carol, 1);
        in(user, () -> readOrder(carol, 2));
        changeRowOne();
        bob.write(SET_STATUS, "SHIPPED", 2);

        assertThat(save(carol)).isOne();
        in(user, () -> refused(() -> carol.write(SET_STATUS, "PAID", 2)));
        assertThat(NoclobberDriver.counts().elsewhere().unguarded().get("WITHOUT_CONVERSATION"))
                .isEqualTo(before + 1);
    }

    private static List<RowConflict> warnings(ResultSet rows) throws SQLException {
        List<RowConflict> found = new ArrayList<>();
        for (SQLWarning warning = rows.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            if (warning instanceof RowChangedWarning changed) {
                assertThat(changed.getSQLState()).isEqualTo("01001");
                assertThat(changed.getMessage()).contains("was 'OPEN', is now 'SHIPPED'");
                found.add(changed.conflict());
            }
        }
        return found;
    }

    @Test
    void readAgain_rowChanged_warnsOnTheResult() throws SQLException {
        in(user, () -> readOrder(alice, 1));
        Session carol = guarded();
        in(user, () -> {
            try (PreparedStatement query = carol.prepare(READ)) {
                query.setInt(1, 1);
                try (ResultSet rows = query.executeQuery()) {
                    rows.next();
                    assertThat(warnings(rows)).as("a row as it was read").isEmpty();
                }
                changeRowOne();
                try (ResultSet rows = query.executeQuery()) {
                    rows.next();
                    assertThat(rows.getString(2)).isEqualTo("SHIPPED");
                    assertThat(warnings(rows)).hasSize(1);
                    assertThat(warnings(rows)).hasSize(1);
                    rows.clearWarnings();
                    assertThat(warnings(rows)).isEmpty();
                }
            }
            refused(() -> save(carol));
        });
    }

    @Test
    void rereadConflict_rowChanged_refusesTheRead() throws Exception {
        Session carol = guarded("reread=conflict");
        in(user, () -> readOrder(carol, 1));
        in(user, () -> readOrder(carol, 1));
        changeRowOne();

        in(
                user,
                () -> assertThat(refused(() -> readOrder(carol, 1)).getMessage())
                        .contains("no longer as you saw it"));
        shown(user, () -> readOrder(carol, 1));
        in(user, () -> assertThat(save(carol)).isOne());
    }

    @Test
    void rereadRenew_rowReadAgain_counts() throws SQLException {
        Session carol = guarded("reread=renew");
        in(user, () -> readOrder(carol, 1));
        changeRowOne();
        refusedIn(user, carol);

        in(user, () -> readOrder(carol, 1));
        in(user, () -> assertThat(save(carol)).isOne());
    }

    @Test
    void lockCheck_rowChanged_isRefusedWhenLocked() throws SQLException {
        if (!engine().does(Trait.SELECT_FOR_UPDATE)) {
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
    void check_rowsChangedAndDeleted_tellsThemAndChangesNothing() throws SQLException {
        Session carol = guarded();
        bob.write("INSERT INTO {orders} (id, status, amount, note) VALUES (3, 'OPEN', 30.00, NULL)");
        in(user, () -> {
            readOrder(alice, 1);
            readOrder(alice, 2);
            readOrder(alice, 3);
            assertThat(Conversation.check(carol.connection())).isEmpty();
        });
        changeRowOne();
        bob.write("DELETE FROM {orders} WHERE id = 3");

        in(user, () -> {
            List<RowConflict> found = Conversation.check(carol.connection());
            assertThat(found)
                    .extracting(RowConflict::kind)
                    .containsExactlyInAnyOrder(ConflictKind.UPDATED, ConflictKind.DELETED);
            assertThat(found.stream()
                            .filter(row -> row.kind() == ConflictKind.UPDATED)
                            .findFirst()
                            .orElseThrow()
                            .columns())
                    .extracting(ColumnDiff::original, ColumnDiff::current)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("OPEN", "SHIPPED"));
            refused(() -> save(carol));
            refused(() -> alice.write(SET_STATUS, "PAID", 3));
            assertThat(alice.write(SET_STATUS, "PAID", 2)).isOne();
        });
    }
}
