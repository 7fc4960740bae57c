package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.noclobber.Conversation;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Connections that are bound themselves, that a pool lends, and that are given back with rows open. */
public abstract class ConversationConnectionContract extends ConversationSteps {
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
            carol.drop();
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

    /** As a web application has it: a pool, and whichever connection it lends. */
    @Test
    void throughAPool_readInOneRequest_savedInAnother_isRefused() throws Exception {
        String other = "other " + user;
        try (HikariDataSource pool = pool(2)) {
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
}
