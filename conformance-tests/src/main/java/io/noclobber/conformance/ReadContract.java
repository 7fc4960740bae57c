package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.Trait;
import java.io.IOException;
import java.io.Reader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was read is remembered however it was read, and the reader does not notice. */
public abstract class ReadContract extends Contract {
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";
    private static final String READ_ALL = "SELECT id, status, amount, note FROM {orders} ORDER BY id";

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    private void othersShip(int id) throws SQLException {
        assertThat(bob.write(SET_STATUS, "SHIPPED", id)).isOne();
    }

    @Test
    void row_underTheCursor_isRemembered() throws Exception {
        try (PreparedStatement read = alice.prepare(READ_ALL);
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("status")).isEqualTo("OPEN");
            if (!isLetIn(alice, rows, () -> bob.write(SET_STATUS, "SHIPPED", 1))) {
                othersShip(1);
            }

            refused(() -> alice.write(SET_STATUS, "MINE", 1));
        }
        assertThat(status(1)).isEqualTo("SHIPPED");
    }

    @Test
    void row_underTheCursorWithNothingFetched_isRemembered() throws Exception {
        try (PreparedStatement read = alice.prepare(READ_ALL);
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();
            if (!isLetIn(alice, rows, () -> bob.write(SET_STATUS, "SHIPPED", 1))) {
                othersShip(1);
            }

            refused(() -> alice.write(SET_STATUS, "MINE", 1));
        }
    }

    @Test
    @Tag(HOLDS_BARE)
    void row_behindTheCursor_isNotYetRead() throws SQLException {
        alice.begin();
        try (PreparedStatement read = alice.prepare(READ_ALL);
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();

            assertThat(alice.write(SET_STATUS, "MINE", 2)).isOne();
            alice.commit();
        }
    }

    @Test
    void row_ofResultClosedBeforeItsEnd_isRemembered() throws SQLException {
        try (Statement read = alice.connection().createStatement()) {
            ResultSet rows = read.executeQuery(alice.sql(READ_ALL));
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isOne();
        }
        othersShip(1);

        refused(() -> alice.write(SET_STATUS, "MINE", 1));
    }

    @Test
    void row_ofResultClosedByTheNextExecution_isRemembered() throws SQLException {
        try (PreparedStatement read = alice.prepare("SELECT id, status FROM {orders} WHERE id = ?")) {
            for (int id = 1; id <= 2; id++) {
                read.setInt(1, id);
                ResultSet rows = read.executeQuery();
                assertThat(rows.next()).isTrue();
            }
        }
        othersShip(1);

        refused(() -> alice.write(SET_STATUS, "MINE", 1));
    }

    @Test
    void row_readByExecuteAndGetResultSet_isRemembered() throws SQLException {
        try (Statement read = alice.connection().createStatement()) {
            assertThat(read.execute(alice.sql(READ_ALL))).isTrue();
            try (ResultSet rows = read.getResultSet()) {
                assertThat(Session.all(rows)).hasSize(2);
            }
        }
        othersShip(2);

        refused(() -> alice.write(SET_STATUS, "MINE", 2));
    }

    @Test
    void scrolledRows_areRemembered() throws SQLException {
        if (!hasScrollableCursors(ResultSet.TYPE_SCROLL_INSENSITIVE)) {
            return;
        }
        try (Statement read = alice.connection()
                        .createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                ResultSet rows = read.executeQuery(alice.sql(READ_ALL))) {
            assertThat(rows.last()).isTrue();
            assertThat(rows.getRow()).isEqualTo(2);
            assertThat(rows.previous()).isTrue();
            assertThat(rows.getString(2)).isEqualTo("OPEN");
            assertThat(rows.absolute(2)).isTrue();
            rows.beforeFirst();
            assertThat(rows.next()).isTrue();
            assertThat(rows.isFirst()).isTrue();
        }
        othersShip(1);
        othersShip(2);

        refused(() -> alice.write(SET_STATUS, "MINE", 1));
        refused(() -> alice.write(SET_STATUS, "MINE", 2));
    }

    @Test
    void scrolledResult_rowsNeverVisited_areNotRemembered() throws SQLException {
        if (!hasScrollableCursors(ResultSet.TYPE_SCROLL_INSENSITIVE)) {
            return;
        }
        try (Statement read = alice.connection()
                        .createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                ResultSet rows = read.executeQuery(alice.sql(READ_ALL))) {
            assertThat(rows.last()).isTrue();
        }
        othersShip(1);
        othersShip(2);

        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
        refused(() -> alice.write(SET_STATUS, "MINE", 2));
    }

    @Test
    @Tag(HOLDS_BARE)
    void wasNull_isUndisturbedByAWriteInBetween() throws SQLException {
        alice.begin();
        try (PreparedStatement read = alice.prepare(READ_ALL);
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("note")).isNull();
            assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
            assertThat(rows.wasNull()).isTrue();
            assertThat(rows.getString("status")).isEqualTo("OPEN");
            assertThat(rows.wasNull()).isFalse();
            assertThat(rows.next()).isFalse();
        }
        alice.commit();
    }

    private boolean hasStreams() throws SQLException {
        if (does(Trait.CHARACTER_STREAMS)) {
            return true;
        }
        try (PreparedStatement read = alice.prepare("SELECT note FROM {orders} WHERE id = 1");
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();
            assertThatThrownBy(() -> rows.getCharacterStream(1)).isInstanceOf(SQLFeatureNotSupportedException.class);
        }
        return false;
    }

    @Test
    void stream_opened_isWhollyForTheReader() throws SQLException, IOException {
        if (!hasStreams()) {
            return;
        }
        String text = "a long story ".repeat(7);
        bob.write("UPDATE {orders} SET note = ? WHERE id = 1", text);
        try (PreparedStatement read = alice.prepare("SELECT note, id FROM {orders} WHERE id = 1");
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();
            try (Reader note = rows.getCharacterStream(1)) {
                StringBuilder all = new StringBuilder();
                for (int c = note.read(); c >= 0; c = note.read()) {
                    all.append((char) c);
                }
                assertThat(all).hasToString(text);
            }
            assertThat(rows.getInt(2)).isOne();
        }
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");

        refused(() -> alice.write("UPDATE {orders} SET note = 'mine' WHERE id = ?", 1));
    }

    @Test
    @Tag(HOLDS_BARE)
    void stream_opened_isUndisturbedByAWriteInBetween() throws SQLException, IOException {
        if (!hasStreams()) {
            return;
        }
        String text = "a long story ".repeat(7);
        bob.write("UPDATE {orders} SET note = ? WHERE id = 1", text);
        alice.begin();
        try (PreparedStatement read = alice.prepare("SELECT note, id, status FROM {orders} WHERE id = 1");
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();
            try (Reader note = rows.getCharacterStream(1)) {
                StringBuilder all = new StringBuilder().append((char) note.read());
                assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
                for (int c = note.read(); c >= 0; c = note.read()) {
                    all.append((char) c);
                }
                assertThat(all).hasToString(text);
            }
            assertThat(rows.getInt(2)).isOne();
        }
        alice.commit();
    }

    /** A refused write must not take away what its reader still looks at, as a failed one of the bare driver does not. */
    @Test
    void rows_inAutocommit_stayOpenWhenAWriteIsRefused() throws Exception {
        readOrder(alice, 1);
        othersShip(1);
        try (PreparedStatement read = alice.prepare(READ_ALL);
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();
            if (!isLetIn(alice, rows, () -> bob.write(SET_STATUS, "SHIPPED TWICE", 1))) {
                return;
            }
            // what that stores no parameter tells, so it would be read back in a transaction of the write's own
            refused(() -> alice.write("UPDATE {orders} SET amount = amount + 1 WHERE id = ?", 1));
            if (engine() == Engine.FIREBIRD) {
                // whose statements close the rows of others in autocommit, with the bare driver, too
                return;
            }
            assertThat(rows.getString("status")).isEqualTo("SHIPPED");
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt("id")).isEqualTo(2);
        }
    }

    @Test
    void manyRows_areRemembered() throws SQLException {
        bob.begin();
        for (int id = 100; id < 400; id++) {
            bob.write("INSERT INTO {orders} (id, status, amount, note) VALUES (?, 'OPEN', ?, NULL)", id, id);
        }
        bob.commit();
        bob.connection().setAutoCommit(true);
        assertThat(alice.read(READ_ALL)).hasSize(302);
        othersShip(250);

        refused(() -> alice.write(SET_STATUS, "MINE", 250));
        assertThat(alice.write(SET_STATUS, "MINE", 249)).isOne();
    }

    /** What a driver has cut is not what the row holds. */
    @Test
    @Tag(HOLDS_BARE)
    void maxFieldSize_textsAreCut_unchangedRowIsWritten() throws SQLException {
        readCut();

        assertThat(alice.write("UPDATE {orders} SET amount = 5 WHERE id = ?", 1))
                .isOne();
    }

    @Test
    void maxFieldSize_numberChanged_isRefused() throws SQLException {
        readCut();
        bob.write("UPDATE {orders} SET amount = 11 WHERE id = 1");

        refused(() -> alice.write("UPDATE {orders} SET amount = 5 WHERE id = ?", 1));
    }

    private void readCut() throws SQLException {
        try (Statement statement = alice.connection().createStatement()) {
            statement.setMaxFieldSize(3);
            try (ResultSet rows =
                    statement.executeQuery(alice.sql("SELECT id, status, amount, note FROM {orders} WHERE id = 1"))) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(2)).startsWith("OPE");
            }
        }
    }
}
