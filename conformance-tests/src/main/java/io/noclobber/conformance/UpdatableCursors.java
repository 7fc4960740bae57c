package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conformance.database.Trait;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two users, of whom one stands with a cursor on a row that the other may want to write meanwhile. */
public abstract class UpdatableCursors extends Contract {
    static final String QUERY = "SELECT id, status, amount, note FROM {orders}";

    /** Closed after the test. */
    final List<Statement> statements = new ArrayList<>();

    /** What somebody does as soon as they are let. */
    private @Nullable Future<?> waiting;

    @BeforeEach
    void createTable() throws SQLException {
        createOrders();
    }

    @AfterEach
    void closeStatements() throws SQLException {
        for (Statement statement : statements) {
            statement.close();
        }
    }

    /** Whether the driver has no updatable result sets, which is asserted of the bare one. */
    final boolean hasNone() {
        if (does(Trait.UPDATABLE_CURSORS)) {
            return false;
        }
        assertThatThrownBy(
                        () -> bob.connection().createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE))
                .isInstanceOf(SQLException.class);
        return true;
    }

    /** A result with the cursor on its first row. */
    final ResultSet open(Session session, int type, String condition) throws SQLException {
        Statement statement = session.connection()
                .createStatement(type, ResultSet.CONCUR_UPDATABLE, ResultSet.HOLD_CURSORS_OVER_COMMIT);
        statements.add(statement);
        ResultSet rows = statement.executeQuery(session.sql(QUERY + condition));
        assertThat(rows.getConcurrency()).isEqualTo(ResultSet.CONCUR_UPDATABLE);
        assertThat(rows.next()).isTrue();
        return rows;
    }

    final ResultSet order(int id) throws SQLException {
        return open(alice, ResultSet.TYPE_SCROLL_INSENSITIVE, " WHERE id = " + id);
    }

    /**
     * Lets somebody else write the row under the cursor.
     *
     * @return {@code false} when the cursor keeps others from that: then they write it when it is closed
     */
    final boolean othersWrite(String write) throws Exception {
        Future<Integer> writing = meanwhile(() -> bob.write(write));
        if (endsSoon(writing)) {
            await(writing);
            return true;
        }
        waiting = writing;
        return false;
    }

    static void update(ResultSet rows, String status) throws SQLException {
        rows.updateString("status", status);
        rows.updateRow();
    }

    /** The write is refused if somebody was let in, and then nothing is written; else it is done. */
    final void expect(boolean othersWrote, ResultSet rows) throws Exception {
        if (othersWrote) {
            refused(() -> update(rows, "MINE"));
            assertThat(status(1)).isNotEqualTo("MINE");
        } else {
            update(rows, "MINE");
        }
    }

    /** Writes the row under the cursor after somebody else has, or instead of them. */
    final void writeAfter(String others) throws Exception {
        alice.begin();
        ResultSet rows = order(1);
        boolean wrote = othersWrite(others);
        expect(wrote, rows);
        finish();
    }

    /** The cursor is gone, and who waited for it has written. */
    final void finish() throws Exception {
        if (!alice.connection().getAutoCommit()) {
            alice.commit();
        }
        closeStatements();
        if (waiting != null) {
            await(waiting);
        }
    }
}
