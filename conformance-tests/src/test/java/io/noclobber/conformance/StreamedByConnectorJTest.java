package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import io.noclobber.conformance.database.MySqlDriver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Connector/J refuses every other statement while it streams a result: one of ours would be refused, or end the application's rows. */
@ParameterizedClass(name = "{0}")
@EnumSource(
        value = Engine.class,
        names = {"MARIADB", "MYSQL_56"})
class StreamedByConnectorJTest extends Contract {
    private final Engine engine;

    StreamedByConnectorJTest(Engine engine) {
        this.engine = engine;
    }

    @Override
    protected Setting setting() {
        try {
            return new Setting(MySqlDriver.CONNECTOR_J.to(engine.database()), EntryPath.URL);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    /** With the key selected, or told by the condition; and once with a version that is not selected. */
    @ParameterizedTest
    @CsvSource({
        "'SELECT id, status, amount, note FROM {orders} WHERE id < ? ORDER BY id', 7, 2",
        "'SELECT * FROM {orders} WHERE id < ? ORDER BY id', 7.0, 2",
        "'SELECT id, status, amount FROM {orders} WHERE id = ?', 1, 1",
        "'SELECT status, note FROM {orders} WHERE id = ?', 1, 1"
    })
    void rows_streamedOfATableMetForTheFirstTime_areGivenAndGuard(String query, String parameter, int count)
            throws SQLException {
        for (String compare : new String[] {"compare=read", "compare=version"}) {
            Session carol = guarded(compare, "version=*.note");
            stream(carol, query, parameter, count);
            bob.write("UPDATE {orders} SET amount = amount + 1, note = ? WHERE id = 1", "theirs, " + compare);
            refused(() -> carol.write("UPDATE {orders} SET note = 'mine' WHERE id = 1"));
        }
    }

    private static void stream(Session session, String query, String parameter, int count) throws SQLException {
        try (PreparedStatement read = session.prepare(query)) {
            read.setFetchSize(Integer.MIN_VALUE);
            read.setString(1, parameter);
            try (ResultSet rows = read.executeQuery()) {
                for (int row = 0; row < count; row++) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString("status")).isEqualTo("OPEN");
                    try (Statement other = session.connection().createStatement()) {
                        assertThatThrownBy(() -> other.execute("SELECT 1")).hasMessageContaining("streaming");
                    }
                }
                assertThat(rows.next()).isFalse();
            }
        }
    }

    /** To ask which row the key means would end the rows. */
    @Test
    void row_streamedByAKeyThatWouldHaveToBeAskedFor_isGivenAndNotRememberedAndCounted() throws SQLException {
        long before = unsure();
        stream(alice, "SELECT status, note FROM {orders} WHERE id = ?", "1.0", 1);
        assertThat(unsure()).isGreaterThan(before);
        assertThat(alice.write("UPDATE {orders} SET note = 'mine' WHERE id = 1"))
                .isOne();
    }

    private long unsure() {
        return counts().imagesDropped().getOrDefault("UNSURE_KEY", 0L);
    }
}
