package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Disguise;
import io.noclobber.conformance.database.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which connections count as lost after a test has failed, and which do not. */
class LostSessionsTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Database database = Engine.H2.database();
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = database.connect();
    }

    @AfterEach
    void close() throws SQLException {
        threads.shutdownNow();
        connection.close();
    }

    private boolean isLost(Session session) throws InterruptedException {
        return new LostSessions(database, threads).isAmong(List.of(session));
    }

    private Session session() {
        return new Session(connection, UnaryOperator.identity());
    }

    /** One that answers otherwise when it is asked whether it is there. */
    private Session answering(Answer answer) {
        Connection disguised = Disguise.of(
                Connection.class,
                (proxy, method, arguments) -> method.getName().equals("isValid")
                        ? (Object) answer.give()
                        : Disguise.call(connection, method, arguments));
        return new Session(disguised, UnaryOperator.identity());
    }

    private interface Answer {
        boolean give() throws Exception;
    }

    @Test
    void connection_thatIsThere_isNotLost() throws Exception {
        assertThat(isLost(session())).isFalse();
    }

    @Test
    void connection_thatTheTestHasClosed_isNotLost() throws Exception {
        Session closed = session();
        closed.close();
        Session dropped = new Session(database.connect(), UnaryOperator.identity());
        dropped.drop();
        Session aborted = new Session(database.connect(), UnaryOperator.identity());
        aborted.abort();

        assertThat(isLost(closed)).isFalse();
        assertThat(isLost(dropped)).isFalse();
        assertThat(isLost(aborted)).isFalse();
    }

    /** Also where the test closes its session then, as the end of a block does. */
    @Test
    void connection_thatSomebodyElseHasClosed_isLost() throws Exception {
        Session session = session();
        connection.close();

        assertThat(isLost(session)).isTrue();
        session.close();
        assertThat(isLost(session)).isTrue();
    }

    @Test
    void connection_thatDoesNotAnswerAnyMore_isLost() throws Exception {
        assertThat(isLost(answering(() -> false))).isTrue();
        assertThat(isLost(answering(() -> {
                    throw new SQLException("gone", "08006");
                })))
                .isTrue();
    }

    @Test
    void connection_ofWhichNothingIsKnown_isNotLost() throws Exception {
        CountDownLatch never = new CountDownLatch(1);

        assertThat(isLost(answering(() -> {
                    throw new SQLException("not supported", "0A000");
                })))
                .isFalse();
        assertThat(isLost(answering(() -> {
                    never.await();
                    return true;
                })))
                .isFalse();
    }
}
