package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A transaction of PostgreSQL that refuses all writes, because a statement has failed or because it only reads, does so in
 * the words in which it does without us, whatever the guard would have had to ask.
 */
class PostgresFailedTransactionTest extends Contract {
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";

    @Override
    protected Setting setting() {
        try {
            return new Setting(Engine.POSTGRESQL_18.database(), EntryPath.URL);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }

    @BeforeEach
    void create() throws SQLException {
        createOrders();
        create("versions", "id INT NOT NULL PRIMARY KEY, status VARCHAR(20), rev INT NOT NULL");
        bob.writePlain("INSERT INTO {versions} VALUES (1, 'OPEN', 1)");
    }

    /** What one user does, and what becomes of it. */
    private interface Attempts {
        void by(Session user, Map<String, String> outcomes) throws SQLException;
    }

    /** One after the other, because they write the same rows. */
    private void sameAsBare(Attempts attempts) throws SQLException {
        Map<String, String> bare = new TreeMap<>();
        attempts.by(bob, bare);
        bob.rollback();
        Map<String, String> guarded = new TreeMap<>();
        attempts.by(alice, guarded);
        alice.rollback();
        assertThat(guarded).isEqualTo(bare);
    }

    private static String outcome(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        return thrown instanceof SQLException failure
                ? failure.getClass().getName() + ' ' + failure.getSQLState()
                : String.valueOf(thrown);
    }

    private static void eachWay(Session user, Map<String, String> outcomes) throws SQLException {
        Connection connection = user.connection();
        outcomes.put("write", outcome(() -> user.write(SET_STATUS, "MINE", 1)));
        outcomes.put("list", outcome(() -> user.write("UPDATE {orders} SET status = ? WHERE id IN (1, ?)", "MINE", 2)));
        try (PreparedStatement statement = user.prepare(SET_STATUS)) {
            for (int id = 1; id <= 2; id++) {
                Session.bind(statement, "MINE", id);
                statement.addBatch();
            }
            outcomes.put("batch", outcome(statement::executeBatch));
        }
        try (Statement statement = connection.createStatement()) {
            String sql = user.sql("UPDATE {orders} SET status = 'MINE' WHERE id = 1");
            outcomes.put("executeQuery", outcome(() -> statement.executeQuery(sql)));
            outcomes.put("keys by number", outcome(() -> statement.executeUpdate(sql, new int[] {1})));
            outcomes.put("keys by name", outcome(() -> statement.executeUpdate(sql, new String[] {"id"})));
            statement.addBatch(sql);
            statement.addBatch(user.sql("UPDATE {orders} SET status = 'MINE' WHERE id IN (1, 2)"));
            outcomes.put("plain batch", outcome(statement::executeBatch));
        }
        outcomes.put("commit", outcome(user::commit));
        user.rollback();
        outcomes.put("stored", user.value("SELECT status FROM {orders} WHERE id = 1"));
    }

    @Test
    void write_afterAFailure_isRefusedAsBare() throws SQLException {
        sameAsBare((user, outcomes) -> {
            readOrder(user.begin(), 1);
            assertThat(user.write(SET_STATUS, "FIRST", 1)).isOne();
            outcomes.put("failure", outcome(() -> user.writePlain("UPDATE {orders} SET amount = 1 / 0")));
            eachWay(user, outcomes);
        });
    }

    @Test
    void write_afterAFailureThatASavepointHasMended_isGuarded() throws SQLException {
        readOrder(alice.begin(), 1);
        Savepoint savepoint = alice.connection().setSavepoint();
        assertThat(outcome(() -> alice.writePlain("UPDATE {orders} SET amount = 1 / 0")))
                .contains("22012");
        alice.connection().rollback(savepoint);
        bob.write(SET_STATUS, "THEIRS", 1);

        refused(() -> alice.write(SET_STATUS, "MINE", 1));
        alice.rollback();
        assertThat(status(1)).isEqualTo("THEIRS");
    }

    @Test
    void write_inATransactionThatOnlyReads_isRefusedAsBare() throws SQLException {
        sameAsBare((user, outcomes) -> {
            readOrder(user, 1);
            user.connection().setReadOnly(true);
            user.begin();
            eachWay(user, outcomes);
            user.rollback();
            user.connection().setReadOnly(false);
        });
    }

    @Test
    void write_withKeysByNumber_leavesTheTransactionUnbegun() throws SQLException {
        sameAsBare((user, outcomes) -> {
            user.begin();
            try (Statement statement = user.connection().createStatement()) {
                String sql = user.sql("UPDATE {orders} SET status = 'MINE' WHERE id = 1");
                outcomes.put("keys by number", outcome(() -> statement.executeUpdate(sql, new int[] {1})));
            }
            outcomes.put("read only", outcome(() -> user.connection().setReadOnly(true)));
            user.connection().setReadOnly(false);
        });
    }

    @Test
    void query_inATransactionBegunByText_showsItsVersionColumn() throws SQLException {
        Session versions = guarded("compare=version", "version=*.rev");
        versions.writePlain("BEGIN");
        assertThat(versions.readPlain("SELECT id, status FROM {versions} WHERE id = 1"))
                .hasSize(1);
        versions.writePlain("COMMIT");
        bob.writePlain("UPDATE {versions} SET rev = rev + 1");

        refused(() -> versions.writePlain("UPDATE {versions} SET status = 'MINE' WHERE id = 1"));
    }

    @Test
    void query_ofAPreparedStatementInAFailedTransaction_isRefusedAsBare() throws SQLException {
        Session versions = guarded("compare=version", "version=*.rev");
        for (Session user : List.of(bob, versions)) {
            user.begin();
            assertThat(outcome(() -> user.writePlain("UPDATE {orders} SET amount = 1 / 0")))
                    .contains("22012");
            try (PreparedStatement prepared = user.connection().prepareStatement("SELECT 1")) {
                assertThat(outcome(() -> prepared.executeQuery(user.sql("SELECT id, status FROM {versions}"))))
                        .isEqualTo("org.postgresql.util.PSQLException 42809");
            }
            user.rollback();
        }
    }

    @Test
    void query_thatFailsWithAStream_failsAsBareAndOnce() throws SQLException {
        Session versions = guarded("compare=version", "version=*.rev");
        Map<Session, String> outcomes = new LinkedHashMap<>();
        for (Session user : List.of(bob, versions)) {
            user.begin();
            try (PreparedStatement query = user.prepare("SELECT id, status FROM {versions} WHERE status >= ?")) {
                query.setBinaryStream(1, new ByteArrayInputStream(new byte[0]), 0);
                String first = outcome(query::executeQuery);
                outcomes.put(
                        user, first + ", then " + outcome(() -> user.writePlain("UPDATE {orders} SET amount = 1")));
            }
            user.rollback();
        }
        assertThat(outcomes.get(bob)).contains("42883").contains("25P02");
        assertThat(outcomes.get(versions)).isEqualTo(outcomes.get(bob));
    }
}
