package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Derby asks for generated keys by a query of the same statement, so that what the statement gave before is gone then. */
class DerbyKeysTest extends Contract {
    @Override
    protected Setting setting() {
        try {
            return new Setting(Engine.DERBY.database(), EntryPath.URL);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void count_ofAWriteWhoseKeysWereAskedFor_isGoneAsBare(boolean asks) throws SQLException {
        List<String> bare = answers(bob, asks);
        assertThat(bare).contains("count " + (asks ? -1 : 1));
        readOrder(alice, 1);
        assertThat(answers(alice, asks)).isEqualTo(bare);
    }

    private static List<String> answers(Session user, boolean asks) throws SQLException {
        List<String> answers = new ArrayList<>();
        int keys = asks ? Statement.RETURN_GENERATED_KEYS : Statement.NO_GENERATED_KEYS;
        try (PreparedStatement write =
                user.connection().prepareStatement(user.sql("UPDATE {orders} SET status = ? WHERE id = ?"), keys)) {
            Session.bind(write, "MINE", 1);
            answers.add("rows " + write.execute());
            try (ResultSet given = write.getGeneratedKeys()) {
                answers.add("keys " + (given != null));
            }
            answers.add("count " + write.getUpdateCount());
            answers.add("result " + (write.getResultSet() != null));
            answers.add("more " + write.getMoreResults());
            answers.add("count " + write.getLargeUpdateCount());
            answers.add("rows " + write.execute());
            answers.add("counted " + write.getUpdateCount());
        }
        return answers;
    }
}
