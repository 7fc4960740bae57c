package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the agent's requests read guards what others of their conversation write. */
final class ServedRequestTest {
    private static final String DATABASE = "h2:mem:servedrequest;DB_CLOSE_DELAY=-1";

    /** A request whose conversation becomes known as it goes on. */
    private static final class Known implements ServedRequest.Origin {
        private @Nullable String id;
        private boolean shows;

        Known(@Nullable String id) {
            this.id = id;
        }

        @Override
        public @Nullable String conversation() {
            return id;
        }

        @Override
        public boolean renews() {
            return shows;
        }
    }

    @BeforeEach
    void create() throws SQLException {
        bare("CREATE TABLE ITEM (ID INT PRIMARY KEY, NAME VARCHAR(20))");
        bare("INSERT INTO ITEM VALUES (1, 'first')");
    }

    @AfterEach
    void drop() throws SQLException {
        bare("DROP TABLE ITEM");
    }

    private static void bare(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:" + DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:noclobber:" + DATABASE);
    }

    private static void read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, NAME FROM ITEM WHERE ID = 1")) {
            while (rows.next()) {
                assertThat(rows.getString(2)).isNotNull();
            }
        }
    }

    private static void write(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE ITEM SET NAME = '" + name + "' WHERE ID = 1"))
                    .isOne();
        }
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private static void serve(Known origin, Work work) throws SQLException {
        ServedRequest.Bound bound = new ServedRequest(origin).bind();
        try (Connection connection = open()) {
            work.on(connection);
        } finally {
            bound.undo();
        }
        assertThat(Conversation.current()).isNull();
    }

    @Test
    void request_afterAnotherOfItsConversation_isGuardedByWhatThatHasShown() throws SQLException {
        serve(new Known("A"), ServedRequestTest::read);
        bare("UPDATE ITEM SET NAME = 'other'");

        serve(new Known("A"), connection -> {
            read(connection);
            assertThatThrownBy(() -> write(connection, "mine")).isInstanceOf(ConcurrencyConflictException.class);
        });
        Known show = new Known("A");
        show.shows = true;
        serve(show, ServedRequestTest::read);
        serve(new Known("A"), connection -> write(connection, "mine"));
    }

    @Test
    void request_ofNoConversation_isGuardedByItsConnection() throws SQLException {
        serve(new Known(null), ServedRequestTest::read);
        bare("UPDATE ITEM SET NAME = 'other'");
        serve(new Known(null), connection -> write(connection, "mine"));

        serve(new Known(null), connection -> {
            read(connection);
            bare("UPDATE ITEM SET NAME = 'other'");
            assertThatThrownBy(() -> write(connection, "mine")).isInstanceOf(ConcurrencyConflictException.class);
        });
    }

    /** A session that is created after the first read, while the request has own work that is not committed. */
    @Test
    void request_renamed_takesAlongWhatItReadsAndWrites() throws SQLException {
        Known origin = new Known("request 1");
        serve(origin, connection -> {
            connection.setAutoCommit(false);
            read(connection);
            write(connection, "written");
            ServedRequest.rename("request 1", "session 1");
            origin.id = "session 1";
            connection.commit();
        });

        serve(new Known("session 1"), connection -> write(connection, "again"));
        serve(new Known("session 1"), connection -> {
            bare("UPDATE ITEM SET NAME = 'other'");
            assertThatThrownBy(() -> write(connection, "mine")).isInstanceOf(ConcurrencyConflictException.class);
        });
    }

    @Test
    void question_outside_isOfNoConversation() throws SQLException {
        serve(new Known("B"), connection -> {
            assertThat(ServedRequest.outside(Conversation::current)).isNull();
            assertThat(Conversation.current())
                    .isNotNull()
                    .extracting(Conversation::id)
                    .isEqualTo("B");
        });
    }

    @Test
    void request_ended_hasReadNothing() throws SQLException {
        serve(new Known("C"), connection -> {
            read(connection);
            bare("UPDATE ITEM SET NAME = 'other'");
            Conversation.end("C");
            write(connection, "unguarded");
        });
    }
}
