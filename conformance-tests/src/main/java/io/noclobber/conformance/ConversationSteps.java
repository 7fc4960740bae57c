package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.noclobber.conflict.RowConflict;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** What contracts of conversations have in common: orders, and a user whose requests belong together. */
@SuppressWarnings("try") // an open conversation is there for what it binds
abstract class ConversationSteps extends Contract {
    static final String READ = "SELECT id, status, amount, note FROM {orders} WHERE id = ?";
    static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";

    final String user = unique("user");

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    /** Part of a request. */
    interface Step {
        void run() throws SQLException;
    }

    private Conversations conversations() {
        return Conversations.of(alice.connection());
    }

    Conversations.Open open(String conversation) {
        return conversations().open(conversation);
    }

    @Nullable String current() {
        return conversations().current();
    }

    void end(String conversation) {
        conversations().end(conversation);
    }

    List<RowConflict> check(Session session) throws SQLException {
        return conversations().check(session.connection());
    }

    void in(String conversation, Step request) throws SQLException {
        try (Conversations.Open open = open(conversation)) {
            request.run();
        }
    }

    void shown(String conversation, Step request) throws Exception {
        try (Conversations.Open open = open(conversation)) {
            open.renewing(() -> {
                request.run();
                return true;
            });
        }
    }

    void changeRowOne() throws SQLException {
        assertThat(bob.write(SET_STATUS, "SHIPPED", 1)).isOne();
    }

    static int save(Session session) throws SQLException {
        return session.write(SET_STATUS, "CANCELLED", 1);
    }

    void refusedIn(String conversation, Session session) throws SQLException {
        in(conversation, () -> refused(() -> save(session)));
    }

    /** What a request does with its connection. */
    interface Work {
        void with(Session session) throws SQLException;
    }

    HikariDataSource pool(int connections) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(new OpenedSource(setting()));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        return new HikariDataSource(config);
    }

    void request(HikariDataSource pool, Work work) throws SQLException {
        try (Session session = borrowed(pool.getConnection())) {
            work.with(session);
        }
    }

    /** On a connection that is not the one which the pool would lend first. */
    void requestOnAnother(HikariDataSource pool, Work work) throws SQLException {
        try (Session first = borrowed(pool.getConnection());
                Session second = borrowed(pool.getConnection())) {
            work.with(second);
        }
    }
}
