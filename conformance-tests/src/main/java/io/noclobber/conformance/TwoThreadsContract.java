package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.Trait;
import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Two threads at one connection, each with two rows of its own: what the driver lets them do they may do through
 * noclobber as well, and neither undoes what the other has done. {@code -Dtest.seed=}, or {@code --seed} of the program, chooses the same steps again,
 * {@code -Dtest.steps=} more of them.
 */
@Tag(Contract.MUST_END)
public abstract class TwoThreadsContract extends Contract {
    private static final int STEPS = Integer.getInteger("test.steps", 40);
    private static final String ADD = "UPDATE {orders} SET amount = amount + 1 WHERE id = ?";
    private static final String SHOW = "SELECT id, status, amount, note FROM {orders} WHERE id = ?";

    @BeforeEach
    void create() throws SQLException {
        createOrders();
        bob.write("INSERT INTO {orders} (id, status, amount, note) VALUES (3, 'OPEN', 30.00, 'third')");
        bob.write("INSERT INTO {orders} (id, status, amount, note) VALUES (4, 'OPEN', 40.00, NULL)");
    }

    /** The writes of one are refused, some of them in a transaction that is made around them; nothing of the other's goes with it. */
    @Test
    void steps_inAutocommit_someOfThemRefused_leaveThoseOfTheOther(TestReporter reporter) throws Exception {
        if (!sharesConnections()) {
            return;
        }
        play(reporter, bare(), bare());

        assertThat(alice.connection().getAutoCommit()).isTrue();
    }

    @Test
    @Tag(HOLDS_BARE)
    void steps_inOneTransaction_areCommittedTogether(TestReporter reporter) throws Exception {
        if (!sharesConnections()) {
            return;
        }
        alice.begin();
        play(reporter, null, null);
    }

    /** What one reads is never older than what the other has written by then, so that it is no change of somebody else. */
    @Test
    @Tag(HOLDS_BARE)
    void row_readByOneAndWrittenByTheOther_isWrittenAgainAndAgain() throws Exception {
        if (!sharesConnections()) {
            return;
        }
        int writes = 10 * STEPS;
        User writer = new User(1, null, new Random(0));
        AtomicBoolean written = new AtomicBoolean();
        Future<?> reading = meanwhile(() -> new User(1, null, new Random(0)).read(SHOW, written));
        try {
            for (int i = 0; i < writes; i++) {
                writer.add(0);
            }
        } finally {
            written.set(true);
        }
        await(reading);
        assertThat(amounts().get(0)).isEqualTo(String.valueOf(10 + writes));
    }

    /** The same; but what the other has read besides counts on, and is refused when somebody else has changed it. */
    @Test
    void row_readInPartByOneAndWrittenByTheOther_isRefusedWhenSomebodyElseHasChangedTheRest() throws Exception {
        if (!sharesConnections()) {
            return;
        }
        Session somebody = bare();
        User writer = new User(1, somebody, new Random(0));
        AtomicBoolean written = new AtomicBoolean();
        String part = "SELECT id, amount FROM {orders} WHERE id = ?";
        Future<?> reading = meanwhile(() -> new User(1, null, new Random(0)).read(part, written));
        try {
            for (int i = 0; i < 2 * STEPS; i++) {
                writer.add(0);
                writer.beRefused(0, "theirs " + i, "UPDATE {orders} SET note = 'mine' WHERE id = ?");
            }
        } finally {
            written.set(true);
        }
        await(reading);
        assertThat(amounts().get(0)).isEqualTo(String.valueOf(10 + 2 * STEPS));
    }

    /** Whether the driver lets two threads use a connection; that it does not is asserted. */
    private boolean sharesConnections() throws Exception {
        if (does(Trait.SHARED_CONNECTIONS)) {
            return true;
        }
        Session bare = bare();
        AtomicBoolean failed = new AtomicBoolean();
        Future<Boolean> one = meanwhile(() -> fails(bare, failed));
        Future<Boolean> other = meanwhile(() -> fails(bare, failed));
        assertThat(await(one) || await(other))
                .as("the bare driver refuses one of two threads")
                .isTrue();
        return false;
    }

    private static boolean fails(Session session, AtomicBoolean failed) {
        for (int i = 0; i < 5_000 && !failed.get(); i++) {
            try {
                session.readPlain("SELECT id, status FROM {orders} WHERE id = " + i % 4);
            } catch (SQLException refused) {
                failed.set(true);
            }
        }
        return failed.get();
    }

    private void play(TestReporter reporter, @Nullable Session first, @Nullable Session second) throws Exception {
        long seed = setting().seed();
        reporter.publishEntry("two-threads.seed", String.valueOf(seed));
        User one = new User(1, first, new Random(seed));
        User other = new User(3, second, new Random(~seed));
        try {
            Future<?> ones = meanwhile(one::work);
            Future<?> others = meanwhile(other::work);
            await(ones);
            await(others);
        } catch (Exception | AssertionError failure) {
            throw new AssertionError("with the seed " + seed + ": " + failure.getMessage(), failure);
        }
        if (!alice.connection().getAutoCommit()) {
            alice.commit();
        }
        List<String> expected = new ArrayList<>(one.amounts());
        expected.addAll(other.amounts());
        assertThat(amounts()).as("amounts with the seed " + seed).isEqualTo(expected);
    }

    private List<String> amounts() throws SQLException {
        List<String> amounts = new ArrayList<>();
        for (List<@Nullable String> row : bob.read("SELECT amount FROM {orders} ORDER BY id")) {
            amounts.add(String.valueOf(new BigDecimal(String.valueOf(row.get(0))).intValueExact()));
        }
        return amounts;
    }

    private interface Write {
        int run() throws SQLException;
    }

    /** What one of the threads does. Confined to that thread. */
    private final class User {
        private final int first;
        private final @Nullable Session somebody;
        private final Random dice;
        private final int[] added = new int[2];

        /**
         * With the rows {@code first} and the next one.
         *
         * @param somebody who changes the rows in between, if anybody does
         */
        User(int first, @Nullable Session somebody, Random dice) {
            this.first = first;
            this.somebody = somebody;
            this.dice = dice;
        }

        List<String> amounts() {
            return List.of(String.valueOf(first * 10 + added[0]), String.valueOf(first * 10 + 10 + added[1]));
        }

        Object work() throws SQLException {
            for (int step = 0; step < STEPS; step++) {
                int row = dice.nextInt(2);
                switch (dice.nextInt(somebody == null ? 4 : 5)) {
                    case 0 -> show(row);
                    case 1 -> add(row);
                    case 2 -> addPlainly(row);
                    case 3 -> addToBoth();
                    default -> beRefused(row, "theirs " + step, ADD);
                }
            }
            return added;
        }

        private void add(int row) throws SQLException {
            assertThat(atLast(() -> alice.write(ADD, first + row))).isOne();
            added[row]++;
        }

        private void addPlainly(int row) throws SQLException {
            if (engine() != Engine.FIREBIRD) {
                assertThat(alice.readPlain("SELECT id, status, amount, note FROM {orders} WHERE id = " + first))
                        .hasSize(1);
            }
            String text = "UPDATE {orders} SET amount = amount + 1, note = 'mine' WHERE id = " + (first + row);
            assertThat(atLast(() -> alice.writePlain(text))).isOne();
            added[row]++;
        }

        private void addToBoth() throws SQLException {
            try (PreparedStatement add = alice.prepare(ADD)) {
                for (int row = 0; row < added.length; row++) {
                    add.setInt(1, first + row);
                    add.addBatch();
                }
                for (int count : add.executeBatch()) {
                    assertThat(count).isIn(1, Statement.SUCCESS_NO_INFO);
                }
            } catch (SQLException e) {
                // the driver's own exception of a whole batch has no counts: nothing of it is stored
                int[] counts = e instanceof BatchUpdateException batch ? batch.getUpdateCounts() : new int[0];
                if (!KeptByRows.is(engine(), e)) {
                    throw new SQLException("counts " + Arrays.toString(counts), e);
                }
                for (int row = 0; row < counts.length; row++) {
                    added[row] += Math.max(counts[row], 0);
                }
                return;
            }
            for (int row = 0; row < added.length; row++) {
                added[row]++;
            }
        }

        private void beRefused(int row, String note, String write) throws SQLException {
            show(row);
            assertThat(somebody.write("UPDATE {orders} SET note = ? WHERE id = ?", note, first + row))
                    .isOne();
            refused(() -> atLast(() -> alice.write(write, first + row)));
            // while the other one reads, SQLite may show him the snapshot that the other began with
            for (int i = 0; !note.equals(show(row)); i++) {
                assertThat(i).as("times it was read in vain").isLessThan(1_000);
            }
        }

        /** Runs a write, again and again while the other one's rows keep it from being run at all. */
        private int atLast(Write write) throws SQLException {
            for (int i = 0; ; i++) {
                try {
                    return write.run();
                } catch (SQLException e) {
                    if (!KeptByRows.is(engine(), e) || i == 1_000) {
                        throw e;
                    }
                }
            }
        }

        /** Reads the first row, again and again. */
        private Object read(String query, AtomicBoolean written) throws SQLException {
            while (!written.get()) {
                one(query, 0);
            }
            return written;
        }

        /** Reads one row, and tells its note. */
        private @Nullable String show(int row) throws SQLException {
            return one(SHOW, row).get(3);
        }

        private List<@Nullable String> one(String query, int row) throws SQLException {
            while (true) {
                try {
                    List<List<@Nullable String>> rows = alice.read(query, first + row);
                    assertThat(rows).hasSize(1);
                    return rows.get(0);
                } catch (SQLException e) {
                    // with the bare driver, too, the statements of one close the rows of the other
                    if (engine() != Engine.FIREBIRD || !"24000".equals(e.getSQLState())) {
                        throw e;
                    }
                }
            }
        }
    }
}
