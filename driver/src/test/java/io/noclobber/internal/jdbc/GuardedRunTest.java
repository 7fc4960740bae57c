package io.noclobber.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.dialect.Binding;
import io.noclobber.internal.guard.GuardedSql;
import io.noclobber.internal.guard.Parameters;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarded texts run on a statement of ours, and the application sees nothing of that. */
class GuardedRunTest {
    private static final String UPDATE = "UPDATE T SET NAME = ? WHERE ID = ?";

    /** Adds that the name is still what it was. */
    private static GuardedSql guarded(GuardedSql sent, int parameters, String name, String... stored) {
        return new GuardedSql(
                sent.text() + " AND NAME = ?",
                true,
                List.of(new GuardedSql.Value(Binding.STRING, name)),
                parameters,
                List.of(stored));
    }

    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void update_ofAPreparedStatement_bindsBothKindsOfParameters(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            made.guard.rewrite = sent -> guarded(sent, 2, "one");
            PreparedStatement update = made.connection.prepareStatement(UPDATE);
            update.setString(1, "new");
            update.setInt(2, 1);
            assertThat(update.executeUpdate()).isEqualTo(1);
            assertThat(made.guard.parameters.value(1)).isEqualTo("new");
            assertThat(made.guard.parameters.value(2)).isEqualTo(1);
            assertThat(made.name(1)).isEqualTo("new");
            assertThat(update.executeUpdate()).isZero();
            assertThat(update.execute()).isFalse();
            assertThat(update.getUpdateCount()).isZero();
            assertThat(update.getMoreResults()).isFalse();
            assertThat(update.getUpdateCount()).isEqualTo(-1);
            assertThat(update.executeLargeUpdate()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void update_ofAPlainStatement_keepsItsForms(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            made.guard.rewrite = sent -> guarded(sent, 0, "one");
            Statement statement = made.connection.createStatement();
            statement.setQueryTimeout(30);
            statement.setMaxRows(5);
            String text = "UPDATE T SET NAME = 'one' WHERE ID = 1";
            assertThat(statement.executeUpdate(text)).isEqualTo(1);
            assertThat(statement.execute(text)).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(1);
            assertThat(statement.executeLargeUpdate(text)).isEqualTo(1);
            assertThat(statement.executeUpdate(text, Statement.RETURN_GENERATED_KEYS))
                    .isEqualTo(1);
            assertThat(statement.getGeneratedKeys()).isInstanceOf(Guarded.class);
            assertThat(statement.executeUpdate(text, new String[] {"ID"})).isEqualTo(1);
            assertThat(statement.executeUpdate(text, new int[] {1})).isEqualTo(1);
            assertThat((Object) statement.getWarnings()).isNull();
            assertThat(statement.executeUpdate("UPDATE T SET NAME = 'x' WHERE ID = 2"))
                    .isZero();
            try (ResultSet rows = statement.executeQuery("SELECT NAME FROM T WHERE ID = 2")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("two");
            }
        }
    }

    @Test
    void text_withAQuestionMarkThatIsNoParameter_runsAsItWasSent() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            made.guard.rewrite = sent -> guarded(sent, 0, "other");
            Statement statement = made.connection.createStatement();
            assertThat(statement.executeUpdate("UPDATE T SET NAME = '?' WHERE ID = 1"))
                    .isEqualTo(1);
            assertThat(made.guard.parameters.replayable()).isFalse();
        }
    }

    @Test
    void storedColumns_askedForByTheGuard_areNotTheApplications() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            made.guard.rewrite = sent -> guarded(sent, 2, "one", "NAME");
            PreparedStatement update = made.connection.prepareStatement(UPDATE);
            update.setString(1, "stored");
            update.setInt(2, 1);
            assertThat(update.executeUpdate()).isEqualTo(1);
            assertThat(made.guard.events).contains("stored stored");
            ResultSet keys = update.getGeneratedKeys();
            assertThat(keys == null || !keys.next()).isTrue();
        }
    }

    /** The application's own statement has not run: what it still has is of an INSERT before. */
    @Test
    void keys_thatNobodyAskedFor_areNotThoseOfAnEarlierInsert() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            made.driver
                    .createStatement()
                    .execute("CREATE TABLE K (ID INT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, NAME VARCHAR(9))");
            made.guard.rewrite = sent -> guarded(sent, 0, "one", "NAME");
            Statement statement = made.connection.createStatement();
            statement.executeUpdate("INSERT INTO K (NAME) VALUES ('one')", Statement.RETURN_GENERATED_KEYS);
            for (int i = 0; i < 2; i++) {
                assertThat(statement.executeUpdate("UPDATE K SET NAME = 'one' WHERE ID = 1"))
                        .isEqualTo(1);
                try (ResultSet keys = statement.getGeneratedKeys()) {
                    assertThat(keys.next()).isFalse();
                    assertThat(keys.getStatement()).isSameAs(statement);
                }
            }
            statement.executeUpdate("INSERT INTO K (NAME) VALUES ('two')", Statement.RETURN_GENERATED_KEYS);
            try (ResultSet keys = statement.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                assertThat(keys.getInt(1)).isEqualTo(2);
            }
        }
    }

    @Test
    void keys_ofAPreparedStatementAskedForTwice_areThereEachTime() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            made.guard.rewrite = sent -> guarded(sent, 2, "one", "NAME");
            PreparedStatement update = made.connection.prepareStatement(UPDATE);
            update.setString(1, "one");
            update.setInt(2, 1);
            for (int i = 0; i < 2; i++) {
                assertThat(update.executeUpdate()).isEqualTo(1);
                try (ResultSet keys = update.getGeneratedKeys()) {
                    assertThat(keys.next()).isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void results_ofAStatement_areClosedWhenAGuardedTextRuns(boolean closes) throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            made.guard.rewrite = sent -> guarded(sent, 0, "one");
            made.guard.runningClosesRows = closes;
            Statement statement = made.connection.createStatement();
            ResultSet rows = statement.executeQuery("SELECT * FROM T");
            statement.executeUpdate("UPDATE T SET NAME = 'one' WHERE ID = 1");
            assertThat(rows.isClosed()).isEqualTo(closes);
            statement.executeUpdate("INSERT INTO T VALUES (3, 'three', NULL)", Statement.RETURN_GENERATED_KEYS);
            ResultSet keys = statement.getGeneratedKeys();
            statement.executeUpdate("UPDATE T SET NAME = 'one' WHERE ID = 1");
            assertThat(keys.isClosed()).isTrue();
            statement.addBatch("UPDATE T SET NAME = 'one' WHERE ID = 1");
            rows = statement.executeQuery("SELECT * FROM T");
            statement.executeBatch();
            assertThat(rows.isClosed()).isEqualTo(closes);
        }
    }

    @Test
    void statement_thatClosesOnCompletion_isNotClosedByRunningAgain() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            made.guard.rewrite = sent -> guarded(sent, 0, "one");
            Statement statement = made.connection.createStatement();
            statement.closeOnCompletion();
            statement.executeQuery("SELECT * FROM T");
            assertThat(statement.executeUpdate("UPDATE T SET NAME = 'one' WHERE ID = 1"))
                    .isEqualTo(1);
            assertThat(statement.isClosed()).isFalse();
        }
    }

    @Test
    void storedColumns_whereTheApplicationAskedItself_areTheApplications() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            made.guard.rewrite = sent -> guarded(sent, 2, "one", "NAME");
            PreparedStatement update = made.connection.prepareStatement(UPDATE, new String[] {"ID"});
            update.setString(1, "stored");
            update.setInt(2, 1);
            assertThat(update.executeUpdate()).isEqualTo(1);
            assertThat(made.guard.events).noneMatch(event -> event.startsWith("stored"));
            ResultSet keys = update.getGeneratedKeys();
            assertThat(keys.next()).isTrue();
            assertThat(keys.getInt(1)).isEqualTo(1);
            assertThat(keys.getStatement()).isSameAs(update);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void stream_ofAnUpdate_reachesTheStatementThatRuns(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            String text = "UPDATE T SET NOTE = ? WHERE ID = ?";
            PreparedStatement update = made.connection.prepareStatement(text);
            for (boolean guard : new boolean[] {true, false}) {
                made.guard.rewrite = sent -> guard ? guarded(sent, 2, "one") : sent;
                update.setCharacterStream(1, new StringReader("streamed " + guard));
                update.setInt(2, 1);
                assertThat(update.executeUpdate()).isEqualTo(1);
                assertThat(made.guard.parameters.value(1)).isSameAs(Parameters.UNKNOWN);
                assertThat(note(made)).isEqualTo("streamed " + guard);
            }
            update.setAsciiStream(1, new ByteArrayInputStream("bytes".getBytes(StandardCharsets.US_ASCII)), 5);
            made.guard.rewrite = sent -> guarded(sent, 2, "one");
            update.addBatch();
            assertThat(update.executeBatch()).containsExactly(1);
            assertThat(note(made)).isEqualTo("bytes");
        }
    }

    private static String note(Guarding made) throws SQLException {
        try (Statement statement = made.driver.createStatement();
                ResultSet rows = statement.executeQuery("SELECT NOTE FROM T WHERE ID = 1")) {
            rows.next();
            return rows.getString(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void stream_notSetAnew_isWhatItWasOrRefused(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            made.guard.rewrite = sent -> guarded(sent, 2, "one");
            PreparedStatement update = made.connection.prepareStatement(UPDATE);
            update.setCharacterStream(1, new StringReader("one"), 3);
            update.setInt(2, 1);
            assertThat(update.executeUpdate()).isEqualTo(1);
            assertThat(update.executeUpdate()).isEqualTo(1);
            assertThat(made.name(1)).isEqualTo("one");
            made.guard.rewrite = sent -> sent;
            assertThatThrownBy(update::executeUpdate)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("set it again");
            assertThat(made.name(1)).isEqualTo("one");
            update.setCharacterStream(1, new StringReader("two"), 3);
            assertThat(update.executeUpdate()).isEqualTo(1);
            assertThat(made.name(1)).isEqualTo("two");
        }
    }

    @Test
    void stream_neededTwice_isRefusedRatherThanReadEmpty() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            made.guard.rewrite = sent -> guarded(sent, 2, "other");
            made.guard.attempts = 2;
            PreparedStatement update = made.connection.prepareStatement("UPDATE T SET NOTE = ? WHERE ID = ?");
            update.setCharacterStream(1, new StringReader("once"));
            update.setInt(2, 1);
            assertThatThrownBy(update::executeUpdate)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("parameter 1 is a stream");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void setter_thatTheDriverRefuses_failsAtOnce(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            PreparedStatement update = made.connection.prepareStatement(UPDATE);
            assertThatThrownBy(() -> update.setString(3, "none")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> update.setCharacterStream(3, new StringReader("none")))
                    .isInstanceOf(SQLException.class);
            update.setString(1, "x");
            assertThatThrownBy(update::executeUpdate).isInstanceOf(SQLException.class);
            assertThatThrownBy(update::addBatch).isInstanceOf(SQLException.class);
            assertThat(made.name(1)).isEqualTo("one");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void parameters_cleared_areForgotten(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            made.guard.rewrite = sent -> guarded(sent, 2, "one");
            PreparedStatement update = made.connection.prepareStatement(UPDATE);
            update.setString(1, "x");
            update.setInt(2, 1);
            update.clearParameters();
            assertThatThrownBy(update::executeUpdate).isInstanceOf(SQLException.class);
            update.setNull(1, Types.VARCHAR);
            update.setInt(2, 1);
            assertThat(update.executeUpdate()).isEqualTo(1);
            assertThat(made.guard.parameters.value(1)).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void batch_ofAPreparedStatement_keepsTheParametersOfEachElement(String engine) throws SQLException {
        for (boolean guard : new boolean[] {true, false}) {
            try (Guarding made = Guarding.of(engine)) {
                made.guard.rewrite = sent -> guard ? guarded(sent, 2, "one") : sent;
                PreparedStatement update = made.connection.prepareStatement(UPDATE);
                for (int id = 1; id <= 2; id++) {
                    update.setString(1, "new" + id);
                    update.setInt(2, id);
                    update.addBatch();
                }
                assertThat(update.executeBatch()).containsExactly(1, guard ? 0 : 1);
                assertThat(made.name(1)).isEqualTo("new1");
                assertThat(made.name(2)).isEqualTo(guard ? "two" : "new2");
                assertThat(made.guard.events).containsOnlyOnce("batch of 2");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void batch_ofTexts_runsInOrderAndIsEmptyAfterwards(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            Statement statement = made.connection.createStatement();
            statement.addBatch("INSERT INTO T (ID, NAME) VALUES (3, 'three')");
            statement.addBatch("UPDATE T SET NAME = 'drei' WHERE ID = 3");
            assertThat(statement.executeBatch()).containsExactly(1, 1);
            assertThat(made.name(3)).isEqualTo("drei");
            statement.addBatch("DELETE FROM T");
            statement.clearBatch();
            statement.addBatch("INSERT INTO T (ID, NAME) VALUES (4, 'four')");
            assertThat(statement.executeLargeBatch()).containsExactly(1L);
            assertThat(made.name(3)).isEqualTo("drei");
            statement.addBatch("INSERT INTO T (ID, NAME) VALUES (4, 'again')");
            assertThatThrownBy(statement::executeBatch).isInstanceOf(BatchUpdateException.class);
            assertThat(made.guard.events).containsExactly("batch of 2", "adding", "adding", "failed 23505");
        }
    }

    @Test
    void batch_ofInserts_goesStraightToTheDriver() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            PreparedStatement insert = made.connection.prepareStatement("INSERT INTO T (ID, NAME) VALUES (?, ?)");
            for (int id = 3; id <= 4; id++) {
                insert.setInt(1, id);
                insert.setString(2, "n" + id);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).containsExactly(1, 1);
            assertThat(made.name(4)).isEqualTo("n4");
            assertThat(made.guard.events).containsExactly("adding");
        }
    }

    @Test
    void otherText_onAPreparedStatement_isRefusedByTheDriverAsEver() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            made.guard.rewrite = sent -> guarded(sent, 0, "one");
            PreparedStatement update = made.connection.prepareStatement(UPDATE);
            assertThatThrownBy(() -> update.executeUpdate("UPDATE T SET NAME = 'x' WHERE ID = 1"))
                    .isInstanceOf(SQLException.class);
            assertThat(made.name(1)).isEqualTo("one");
        }
    }

    @Test
    void text_thatIsNull_isTheDriversToRefuse() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            assertThatThrownBy(() -> made.connection.createStatement().executeQuery(null))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> made.connection.prepareStatement(null)).isInstanceOf(SQLException.class);
        }
    }

    /** The driver would still write the table that the text named when it was prepared. */
    @Test
    void schema_changedSinceTheTextWasPrepared_keepsItFromBeingGuarded() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.HSQLDB)) {
            made.guard.rewrite = sent -> guarded(sent, 2, "one");
            made.driver.createStatement().execute("CREATE SCHEMA OTHER");
            made.connection.setSchema("PUBLIC");
            PreparedStatement update = made.connection.prepareStatement(UPDATE);
            update.setString(1, "x");
            update.setInt(2, 2);
            assertThat(update.executeUpdate()).isZero();
            made.connection.setSchema("OTHER");
            assertThat(update.executeUpdate()).isEqualTo(1);
            assertThat(made.guard.parameters.replayable()).isFalse();
            made.connection.setSchema("PUBLIC");
            assertThat(update.executeUpdate()).isZero();
        }
    }

    @Test
    void guardedText_usedAgainByAnotherStatement_isPreparedOnce() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            made.guard.rewrite = sent -> guarded(sent, 2, "one");
            GuardedConnection connection = (GuardedConnection) made.connection;
            for (int i = 0; i < 3; i++) {
                try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
                    update.setString(1, "one");
                    update.setInt(2, 1);
                    assertThat(update.executeUpdate()).isEqualTo(1);
                    assertThat(connection.idle.size()).isZero();
                }
                assertThat(connection.idle.size()).isEqualTo(1);
            }
            for (int i = 0; i < 40; i++) {
                try (Statement statement = connection.createStatement()) {
                    made.guard.rewrite = sent -> guarded(sent, 0, "one");
                    statement.executeUpdate("UPDATE T SET NAME = 'one' WHERE ID = " + i);
                }
            }
            assertThat(connection.idle.size()).isEqualTo(32);
            connection.setSchema("PUBLIC");
            assertThat(connection.idle.size()).isZero();
        }
    }

    @Test
    void cancel_ofAClosedStatement_doesNotReachAnother() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            made.guard.rewrite = sent -> guarded(sent, 2, "one");
            PreparedStatement update = made.connection.prepareStatement(UPDATE);
            update.setString(1, "one");
            update.setInt(2, 1);
            assertThat(update.executeUpdate()).isEqualTo(1);
            update.close();
            assertThatThrownBy(update::cancel).isInstanceOf(SQLException.class);
            assertThatThrownBy(update::getWarnings).isInstanceOf(SQLException.class);
        }
    }
}
