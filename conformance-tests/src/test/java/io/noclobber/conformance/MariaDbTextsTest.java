package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only MariaDB understands: its texts, transactions begun and ended by them, columns that a star leaves out. */
class MariaDbTextsTest extends Contract {
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";

    @Override
    protected Setting setting() {
        try {
            return new Setting(Engine.MARIADB.database(), EntryPath.URL);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    private static void run(Session session, String text) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(session.sql(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE `{orders}` SET `status` = 'X' WHERE `id` = 1 # the end",
                "UPDATE LOW_PRIORITY IGNORE {orders} SET status = 'X' WHERE id = 1",
                "UPDATE {orders} AS `o` SET `o`.`status` = 'X' WHERE `o`.`id` = 1",
                "UPDATE {orders} SET status = 'X' WHERE id = 1 ORDER BY note DESC LIMIT 1",
                "UPDATE {orders} SET status = \"it's\" WHERE id = 1 LIMIT 1",
                "DELETE QUICK FROM {orders} WHERE id = 1 LIMIT 1"
            })
    void text_anySpelling_isGuarded(String text) throws SQLException {
        readOrder(alice, 1);
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");

        refused(() -> alice.writePlain(text));
        refused(() -> alice.write(text));
        readOrder(alice, 1);
        assertThat(alice.writePlain(text)).isOne();
    }

    /** Its driver runs the text, and only then finds the method wrong. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void delete_thatReturnsRowsToTheMethodForCounts_isKnown(boolean large) throws SQLException {
        readOrder(alice, 1);
        readOrder(alice, 2);
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 2");

        assertThatThrownBy(() -> count(alice, "DELETE FROM {orders} WHERE id = 1 RETURNING id", large))
                .hasMessageContaining("unexpected ResultSet");
        assertThat(bob.value("SELECT COUNT(*) FROM {orders} WHERE id = 1")).isEqualTo("0");
        refused(() -> count(alice, "DELETE FROM {orders} WHERE id = 2 RETURNING id", large));
    }

    @Test
    void keys_thatNobodyAskedFor_areRefusedWhateverTheCursors() throws SQLException {
        readOrder(alice, 1);
        try (Statement plain =
                alice.connection().createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE)) {
            assertThat(plain.executeUpdate(alice.sql("UPDATE {orders} SET status = 'X' WHERE id = 1")))
                    .isOne();
            assertThatThrownBy(plain::getGeneratedKeys).hasMessageContaining("query was not set with");
        }
    }

    private static long count(Session session, String text, boolean large) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            return large ? statement.executeLargeUpdate(session.sql(text)) : statement.executeUpdate(session.sql(text));
        }
    }

    /** After {@code end} the row is locked no more, and what was written last is what the next write goes by. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    START TRANSACTION             | COMMIT
                    START TRANSACTION READ WRITE  | COMMIT AND CHAIN
                    BEGIN                         | START TRANSACTION
                    BEGIN WORK                    | CREATE TABLE {made} (id INT)
                    SET autocommit=0              | COMMIT
                    SET autocommit = 0            | COMMIT AND CHAIN
                    SET @@session.autocommit = 0  | SET autocommit=1
                    SET autocommit=0              | CREATE TABLE {made} (id INT)
                    SET autocommit=0              | TRUNCATE TABLE {emptied}
                    SET autocommit=0              | LOCK TABLES {orders} WRITE
                    """)
    void transaction_begunAndEndedByText_isFollowed(String begin, String end) throws SQLException {
        cleanUp("DROP TABLE IF EXISTS {made}");
        create("emptied", "id INT NOT NULL PRIMARY KEY");
        run(alice, begin);
        readOrder(alice, 1);
        assertThat(alice.write(SET_STATUS, "ONE", 1)).isOne();
        assertThat(alice.write(SET_STATUS, "TWO", 1)).isOne();
        run(alice, end);
        assertThat(alice.write(SET_STATUS, "THREE", 1)).isOne();
        run(alice, "UNLOCK TABLES");
        run(alice, "COMMIT");
        assertThat(status(1)).isEqualTo("THREE");
        bob.write(SET_STATUS, "THEIRS", 1);

        refused(() -> alice.write(SET_STATUS, "LATE", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"START TRANSACTION", "SET autocommit=0"})
    void rollback_byText_restoresWhatWasRead(String begin) throws SQLException {
        run(alice, begin);
        readOrder(alice, 1);
        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
        run(alice, "ROLLBACK AND NO CHAIN");
        assertThat(alice.write(SET_STATUS, "AGAIN", 1)).isOne();
        run(alice, "ROLLBACK");
        bob.write(SET_STATUS, "THEIRS", 1);

        refused(() -> alice.write(SET_STATUS, "LATE", 1));
    }

    @Test
    void globalTransaction_byText_isFollowed() throws SQLException {
        run(alice, "XA START 'noclobber'");
        readOrder(alice, 1);
        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
        assertThat(alice.write(SET_STATUS, "MINE TOO", 1)).isOne();
        run(alice, "XA END 'noclobber'");
        run(alice, "XA COMMIT 'noclobber' ONE PHASE");
        assertThat(status(1)).isEqualTo("MINE TOO");
        readOrder(alice, 1);
        bob.write(SET_STATUS, "THEIRS", 1);

        refused(() -> alice.write(SET_STATUS, "LATE", 1));
    }

    @Test
    void invisibleColumn_ofAStar_isNotRead() throws SQLException {
        create("hidden", "id INT NOT NULL PRIMARY KEY, secret INT INVISIBLE DEFAULT 5, note VARCHAR(20)");
        bob.write("INSERT INTO {hidden} (id, note) VALUES (1, 'first')");
        String write = "UPDATE {hidden} SET note = ? WHERE id = ?";
        assertThat(alice.read("SELECT * FROM {hidden}")).containsExactly(List.of("1", "first"));
        bob.write("UPDATE {hidden} SET secret = 6");
        assertThat(alice.write(write, "mine", 1)).isOne();
        bob.write("UPDATE {hidden} SET note = 'theirs'");
        refused(() -> alice.write(write, "late", 1));

        alice.read("SELECT id, secret, note FROM {hidden}");
        bob.write("UPDATE {hidden} SET secret = 7");
        refused(() -> alice.write(write, "late", 1));
    }
}
