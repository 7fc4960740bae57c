package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conflict.ConflictKind;
import io.noclobber.conflict.RowConflict;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A batch stays a batch, and each of its elements is guarded. */
public abstract class BatchContract extends Contract {
    private static final int ROWS = 5;
    private static final String READ = "SELECT id, name, qty FROM {stock} ORDER BY id";
    private static final String SET_QTY = "UPDATE {stock} SET qty = ? WHERE id = ?";

    @BeforeEach
    void create() throws SQLException {
        create("stock", "id INT NOT NULL PRIMARY KEY, name VARCHAR(20), qty INT");
        for (int id = 1; id <= ROWS; id++) {
            bob.write("INSERT INTO {stock} (id, name, qty) VALUES (?, ?, 0)", id, id % 2 == 0 ? null : "item " + id);
        }
    }

    private static PreparedStatement batch(Session session, int... ids) throws SQLException {
        PreparedStatement batch = session.prepare(SET_QTY);
        for (int id : ids) {
            batch.setInt(1, 100 + id);
            batch.setInt(2, id);
            batch.addBatch();
        }
        return batch;
    }

    private static BatchUpdateException fails(ThrowingCallable batch) {
        Throwable thrown = catchThrowable(batch);
        assertThat(thrown).isInstanceOf(BatchUpdateException.class);
        return (BatchUpdateException) thrown;
    }

    private static List<ConcurrencyConflictException> conflicts(BatchUpdateException failure) {
        List<ConcurrencyConflictException> found = new ArrayList<>();
        for (SQLException next = failure.getNextException(); next != null; next = next.getNextException()) {
            if (AgentView.of(next) instanceof ConcurrencyConflictException conflict) {
                found.add(conflict);
            }
        }
        return found;
    }

    /** Asserts that the counts tell exactly which elements, of the rows 1, 2, …, were done. */
    private void assertCountsAreTrue(BatchUpdateException failure) throws SQLException {
        int[] counts = failure.getUpdateCounts();
        List<String> told = new ArrayList<>();
        List<String> done = new ArrayList<>();
        for (int id = 1; id <= ROWS; id++) {
            int count = id <= counts.length ? counts[id - 1] : Statement.EXECUTE_FAILED;
            assertThat(count).as("count of element " + id).isIn(1, Statement.EXECUTE_FAILED);
            told.add(id + (count == 1 ? " done" : " not done"));
            String qty = bob.value("SELECT qty FROM {stock} WHERE id = ?", id);
            done.add(id + (qty.equals(String.valueOf(100 + id)) ? " done" : " not done"));
        }
        assertThat(told).isEqualTo(done);
    }

    @Test
    @Tag(HOLDS_BARE)
    void batch_withoutConflict_givesTheCounts() throws SQLException {
        alice.read(READ);
        try (PreparedStatement batch = batch(alice, 1, 2, 77, 3, 4, 5)) {
            assertThat(batch.executeBatch()).containsExactly(1, 1, 0, 1, 1, 1);
        }
        assertThat(bob.value("SELECT SUM(qty) FROM {stock}")).isEqualTo("515");
    }

    @Test
    void batch_withConflictInTheMiddle_tellsItAndTheCounts() throws SQLException {
        alice.read(READ);
        bob.write(SET_QTY, 7, 3);

        try (PreparedStatement batch = batch(alice, 1, 2, 3, 4, 5)) {
            BatchUpdateException failure = fails(batch::executeBatch);

            assertThat(conflicts(failure)).hasSize(1);
            RowConflict row = conflicts(failure).get(0).getConflicts().get(0);
            assertThat(row.kind()).isEqualTo(ConflictKind.UPDATED);
            assertThat(row.key().values()).extracting(String::valueOf).containsExactly("3");
            assertCountsAreTrue(failure);
        }
        assertThat(bob.value("SELECT qty FROM {stock} WHERE id = 3")).isEqualTo("7");
    }

    /** NULL to a value, a value to NULL, and NULL to the value that another row of the batch has. */
    @Test
    void batch_ofRowsWithAndWithoutNull_tellsEachChange() throws SQLException {
        alice.read(READ);
        bob.write("UPDATE {stock} SET name = 'theirs' WHERE id = 2");
        bob.write("UPDATE {stock} SET name = NULL WHERE id = 3");
        bob.write("UPDATE {stock} SET name = 'item 1' WHERE id = 4");

        try (PreparedStatement batch = batch(alice, 1, 2, 3, 4, 5)) {
            BatchUpdateException failure = fails(batch::executeBatch);

            assertThat(conflicts(failure))
                    .extracting(conflict ->
                            conflict.getConflicts().get(0).key().values().toString())
                    .containsExactly("[2]", "[3]", "[4]");
            assertCountsAreTrue(failure);
        }
    }

    @Test
    void batch_withConflictInTheMiddleOfATransaction_leavesTheRestOfIt() throws SQLException {
        alice.read(READ);
        bob.write(SET_QTY, 7, 3);
        alice.begin();

        try (PreparedStatement batch = batch(alice, 1, 2, 3, 4, 5)) {
            BatchUpdateException failure = fails(batch::executeBatch);
            alice.commit();

            assertThat(conflicts(failure)).hasSize(1);
            assertCountsAreTrue(failure);
        }
        assertThat(bob.value("SELECT qty FROM {stock} WHERE id = 3")).isEqualTo("7");
    }

    @Test
    void batch_withConflictAndRollback_changesNothing() throws SQLException {
        alice.read(READ);
        bob.write(SET_QTY, 7, 3);
        alice.begin();
        try (PreparedStatement batch = batch(alice, 1, 2, 3, 4, 5)) {
            fails(batch::executeBatch);
            alice.rollback();
        }
        assertThat(bob.value("SELECT SUM(qty) FROM {stock}")).isEqualTo("7");

        alice.read(READ);
        try (PreparedStatement batch = batch(alice, 1, 2, 3, 4, 5)) {
            assertThat(batch.executeBatch()).containsOnly(1).hasSize(5);
        }
        alice.commit();
        assertThat(bob.value("SELECT SUM(qty) FROM {stock}")).isEqualTo("515");
    }

    @Test
    void batch_withDeletedRow_tellsIt() throws SQLException {
        alice.read(READ);
        bob.write("DELETE FROM {stock} WHERE id = 2");

        try (PreparedStatement batch = batch(alice, 1, 2, 3)) {
            BatchUpdateException failure = fails(batch::executeBatch);

            assertThat(conflicts(failure)).hasSize(1);
            assertThat(conflicts(failure).get(0).getSQLState()).isEqualTo("NC002");
        }
    }

    @Test
    void batch_withConflict_retriedWithoutReading_isRefusedAgain() throws SQLException {
        alice.read(READ);
        bob.write(SET_QTY, 7, 3);
        for (int i = 0; i < 2; i++) {
            try (PreparedStatement batch = batch(alice, 3)) {
                assertThat(conflicts(fails(batch::executeBatch))).hasSize(1);
            }
        }
        assertThat(bob.value("SELECT qty FROM {stock} WHERE id = 3")).isEqualTo("7");
    }

    @Test
    void plainBatch_withConflictInTheMiddle_tellsItAndTheCounts() throws SQLException {
        alice.read(READ);
        bob.write(SET_QTY, 7, 3);

        try (Statement batch = alice.connection().createStatement()) {
            for (int id = 1; id <= ROWS; id++) {
                batch.addBatch(alice.sql("UPDATE {stock} SET qty = " + (100 + id) + " WHERE id = " + id));
            }
            BatchUpdateException failure = fails(batch::executeBatch);

            assertThat(conflicts(failure)).hasSize(1);
            assertCountsAreTrue(failure);
        }
    }

    @Test
    @Tag(HOLDS_BARE)
    void plainBatch_ofAllKinds_givesTheCounts() throws SQLException {
        alice.read(READ);
        try (Statement batch = alice.connection().createStatement()) {
            batch.addBatch(alice.sql("UPDATE {stock} SET qty = 1 WHERE id = 1"));
            batch.addBatch(alice.sql("INSERT INTO {stock} (id, name, qty) VALUES (9, 'new', 9)"));
            batch.addBatch(alice.sql("UPDATE {stock} SET qty = 2 WHERE id = 9"));
            batch.addBatch(alice.sql("DELETE FROM {stock} WHERE id = 2"));
            batch.addBatch(alice.sql("UPDATE {stock} SET qty = qty + 1"));
            batch.addBatch(alice.sql("UPDATE {stock} SET qty = 3 WHERE id = 1"));
            assertThat(batch.executeBatch()).containsExactly(1, 1, 1, 1, 5, 1);
        }
    }

    @Test
    @Tag(HOLDS_BARE)
    void batch_writingOneRowTwice_isDone() throws SQLException {
        alice.read(READ);
        try (PreparedStatement batch = batch(alice, 1, 1, 2, 1, 2)) {
            assertThat(batch.executeBatch()).containsOnly(1).hasSize(5);
        }
        try (PreparedStatement batch = batch(alice, 2, 1)) {
            assertThat(batch.executeBatch()).containsExactly(1, 1);
        }
    }

    @Test
    @Tag(HOLDS_BARE)
    void batch_cleared_doesNothing() throws SQLException {
        alice.read(READ);
        try (PreparedStatement batch = batch(alice, 1, 2)) {
            batch.clearBatch();
            batch.setInt(1, 5);
            batch.setInt(2, 4);
            batch.addBatch();
            assertThat(batch.executeBatch()).containsExactly(1);
        }
        assertThat(bob.value("SELECT SUM(qty) FROM {stock}")).isEqualTo("5");
    }

    @Test
    void batch_ofDeletes_withConflictAtTheEnd_tellsIt() throws SQLException {
        alice.read(READ);
        bob.write(SET_QTY, 7, 3);
        try (PreparedStatement batch = alice.prepare("DELETE FROM {stock} WHERE id = ?")) {
            for (int id = 1; id <= 3; id++) {
                batch.setInt(1, id);
                batch.addBatch();
            }
            assertThat(conflicts(fails(batch::executeBatch))).hasSize(1);
        }
        assertThat(bob.read("SELECT id FROM {stock} WHERE id = 3")).hasSize(1);
    }

    @Test
    void changeByOthers_afterOwnBatch_isSeen() throws SQLException {
        alice.read(READ);
        try (PreparedStatement batch = batch(alice, 1, 2, 3)) {
            assertThat(batch.executeBatch()).containsExactly(1, 1, 1);
        }
        bob.write(SET_QTY, 7, 2);

        refused(() -> alice.write(SET_QTY, 8, 2));
        assertThat(alice.write(SET_QTY, 8, 3)).isOne();
    }
}
