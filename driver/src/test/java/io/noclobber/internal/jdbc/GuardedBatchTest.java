package io.noclobber.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The elements of a batch reach the driver when it is executed, each with what belongs to it. */
class GuardedBatchTest {
    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void batch_ofAPreparedStatement_keepsTheParametersOfEachElement(String engine) throws SQLException {
        for (boolean guard : new boolean[] {true, false}) {
            try (Guarding made = Guarding.of(engine)) {
                made.guard.rewrite = sent -> guard ? Guarding.guarded(sent, 2, "one") : sent;
                PreparedStatement update = made.connection.prepareStatement(Guarding.UPDATE);
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
}
