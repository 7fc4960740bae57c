package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conformance.database.Engine;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions that SQLite begins by a text, which its driver knows nothing of. */
class SqliteTextsTest extends Contract {
    @Override
    protected Setting setting() {
        return new Setting(Engine.SQLITE.database(), EntryPath.URL);
    }

    @BeforeEach
    void create() throws SQLException {
        createOrders();
        readOrder(alice, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "SAVEPOINT s1"})
    void transaction_begunByAText_isNotBegunAgain(String text) throws SQLException {
        alice.writePlain(text);

        assertThat(alice.writePlain("UPDATE {orders} SET status = 'MINE' WHERE id IN (1, 2)"))
                .isEqualTo(2);
        alice.writePlain("ROLLBACK");
        assertThat(status(1)).isEqualTo("OPEN");
        assertThat(alice.writePlain("UPDATE {orders} SET status = 'MINE' WHERE id = 1"))
                .isOne();
    }

    @Test
    void transaction_thatTheDriverRefusesToCommit_goesOn() throws SQLException {
        alice.writePlain("BEGIN");
        assertThatThrownBy(alice::commit).hasMessageContaining("auto-commit");

        assertThat(alice.writePlain("UPDATE {orders} SET status = 'MINE' WHERE id IN (1, 2)"))
                .isEqualTo(2);
        alice.writePlain("COMMIT");
        assertThat(status(1)).isEqualTo("MINE");
        assertThat(alice.writePlain("UPDATE {orders} SET status = 'MINE2' WHERE id = 1"))
                .isOne();
    }
}
