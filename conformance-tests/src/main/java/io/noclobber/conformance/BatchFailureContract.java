package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.Trait;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A batch in which the database refuses an element ends as with the bare driver, whatever that tells of the others, and
 * what is known of its rows afterwards is true.
 */
public abstract class BatchFailureContract extends Contract {
    private static final int ROWS = 4;

    @BeforeEach
    void create() throws SQLException {
        for (String table : List.of("theirs", "ours")) {
            create(table, "id INT NOT NULL PRIMARY KEY, code INT NOT NULL UNIQUE, note VARCHAR(20)");
        }
    }

    private void fill() throws SQLException {
        for (String table : List.of("theirs", "ours")) {
            bob.write("DELETE FROM {" + table + "}");
            for (int id = 1; id <= ROWS; id++) {
                bob.write("INSERT INTO {" + table + "} (id, code, note) VALUES (?, ?, 'x')", id, id);
            }
        }
    }

    private static String update(String table) {
        return "UPDATE {" + table + "} SET code = ? WHERE id = ?";
    }

    private static void readAll(Session session, String table) throws SQLException {
        assertThat(session.read("SELECT id, code, note FROM {" + table + "} ORDER BY id"))
                .hasSize(ROWS);
    }

    /** Adds an update of each row; that of row 2 takes the code of row 4, which nobody else may have. */
    private static @Nullable Throwable run(Session session, String table) throws SQLException {
        readAll(session, table);
        try (PreparedStatement batch = session.prepare(update(table))) {
            for (int id = 1; id <= ROWS; id++) {
                batch.setInt(1, id == 2 ? ROWS : 10 + id);
                batch.setInt(2, id);
                batch.addBatch();
            }
            return catchThrowable(batch::executeBatch);
        }
    }

    /**
     * What is seen of a batch that failed.
     *
     * @param failure its exception
     * @param counts what that says of the elements
     * @param stored the codes of all rows afterwards
     */
    protected record Outcome(String failure, String counts, String stored) {}

    private Outcome outcome(Session session, String table) throws SQLException {
        return outcome(session, table, run(session, table));
    }

    private Outcome outcome(Session session, String table, @Nullable Throwable thrown) throws SQLException {
        if (!session.connection().getAutoCommit()) {
            // PostgreSQL makes it a rollback
            session.connection().commit();
        }
        assertThat(thrown).isInstanceOf(SQLException.class);
        SQLException failure = (SQLException) thrown;
        // Derby's tells besides how much of the transaction it has undone
        String code = engine() == Engine.DERBY ? "" : " " + failure.getErrorCode();
        // what is told of a batch that was sent in parts, because its columns were tried first, is put together by us
        Class<?> type = engine() == Engine.STRANGER ? BatchUpdateException.class : failure.getClass();
        return new Outcome(
                type.getName() + " " + failure.getSQLState() + code,
                failure instanceof BatchUpdateException batch ? Arrays.toString(batch.getUpdateCounts()) : "none",
                String.valueOf(bob.read("SELECT code FROM {" + table + "} ORDER BY id")));
    }

    /** Asserts that a batch in autocommit ended as with the bare driver. */
    protected void assertSame(Outcome ours, Outcome bare) {
        assertThat(ours).isEqualTo(bare);
    }

    @Test
    @Tag(HOLDS_BARE)
    void batch_withARefusedElement_endsAsWithTheBareDriver() throws SQLException {
        fill();
        assertSame(outcome(alice, "ours"), outcome(bare(), "theirs"));
    }

    @Test
    @Tag(HOLDS_BARE)
    void batch_ofTextsWithARefusedElement_endsAsWithTheBareDriver() throws SQLException {
        fill();
        readAll(alice, "ours");
        Outcome ours = outcome(alice, "ours", runTexts(alice, "ours"));
        assertSame(inParts(ours), inParts(outcome(bob, "theirs", runTexts(bob, "theirs"))));
        assertThat(alice.write("UPDATE {ours} SET note = 'mine' WHERE id = 1")).isOne();
        assertThat(alice.write("UPDATE {ours} SET note = 'mine' WHERE id = 3")).isOne();
    }

    /** What is told of a batch that was sent in parts is put together by us, in the JDK's own exception. */
    private static Outcome inParts(Outcome outcome) {
        String failure =
                outcome.failure().replace("org.h2.jdbc.JdbcBatchUpdateException", BatchUpdateException.class.getName());
        return new Outcome(failure, outcome.counts(), outcome.stored());
    }

    /** The second takes the code of row 4, and is no guarded one, so that the third is not sent together with it. */
    private static @Nullable Throwable runTexts(Session session, String table) throws SQLException {
        try (Statement batch = session.connection().createStatement()) {
            batch.addBatch(session.sql("UPDATE {" + table + "} SET code = 11 WHERE id = 1"));
            batch.addBatch(session.sql("UPDATE {" + table + "} SET code = 4 WHERE code = 2"));
            batch.addBatch(session.sql("UPDATE {" + table + "} SET code = 13 WHERE id = 3"));
            return catchThrowable(batch::executeBatch);
        }
    }

    @Test
    @Tag(HOLDS_BARE)
    void batch_withARefusedElement_inATransaction_storesWhatTheBareDriverDoes() throws SQLException {
        fill();
        Outcome ours = outcome(alice.begin(), "ours");
        Outcome bare = outcome(bare().begin(), "theirs");

        assertThat(ours.failure()).isEqualTo(bare.failure());
        assertThat(ours.stored()).isEqualTo(bare.stored());
    }

    @Test
    void rows_ofABatchWithARefusedElement_areStillGuarded() throws SQLException {
        fill();
        assertThat(run(alice, "ours")).isInstanceOf(SQLException.class);
        for (int id = 1; id <= ROWS; id++) {
            bob.write("UPDATE {ours} SET note = 'theirs' WHERE id = ?", id);
        }

        for (int id = 1; id <= ROWS; id++) {
            int row = id;
            refused(() -> alice.write("UPDATE {ours} SET note = 'mine' WHERE id = ?", row));
        }
        readAll(alice, "ours");
        assertThat(alice.write("UPDATE {ours} SET note = 'mine' WHERE id = 1")).isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void rows_ofABatchWithARefusedElement_areWrittenWhereNobodyGotInBetween() throws SQLException {
        fill();
        assertThat(run(alice, "ours")).isInstanceOf(SQLException.class);

        for (int id = 1; id <= ROWS; id++) {
            assertThat(alice.write("UPDATE {ours} SET note = 'mine' WHERE id = ?", id))
                    .isOne();
        }
    }

    @Test
    @Tag(HOLDS_BARE)
    void rows_ofABatchWithARefusedElement_areWrittenInTheSameTransaction() throws SQLException {
        fill();
        assertThat(run(alice.begin(), "ours")).isInstanceOf(SQLException.class);
        if (!does(Trait.FAILURES_LEAVE_TRANSACTION)) {
            alice.rollback();
        }

        for (int id = 1; id <= ROWS; id++) {
            assertThat(alice.write("UPDATE {ours} SET note = 'mine' WHERE id = ?", id))
                    .isOne();
        }
        alice.commit();
    }

    @Test
    void rows_ofABatchWithARefusedElement_thatWasRolledBack_areStillGuarded() throws SQLException {
        fill();
        assertThat(run(alice.begin(), "ours")).isInstanceOf(SQLException.class);
        alice.rollback();
        bob.write("UPDATE {ours} SET note = 'theirs' WHERE id = 1");

        refused(() -> alice.write("UPDATE {ours} SET note = 'mine' WHERE id = 1"));
        assertThat(alice.write("UPDATE {ours} SET note = 'mine' WHERE id = 2")).isOne();
    }
}
