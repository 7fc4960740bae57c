package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many users of a pool who count up the same rows, each in a conversation of its own: they read on one connection, think, and
 * save on another, and none of their steps is lost.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
@Tag(Contract.MUST_END)
@SuppressWarnings("try") // an open conversation is there for what it binds
public abstract class ConversationStormContract extends ConversationSteps {
    private static final int USERS = 8;
    private static final int CONNECTIONS = 2 * USERS;
    private static final int MOST_STEPS = 400;
    private static final int ROWS = 4;
    private static final long THINKING_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);

    @BeforeEach
    void createCounters() throws SQLException {
        create("counters", "id INT NOT NULL PRIMARY KEY, n INT NOT NULL");
        for (int id = 0; id < ROWS; id++) {
            bob.write("INSERT INTO {counters} (id, n) VALUES (?, 0)", id);
        }
    }

    @Test
    void steps_readOnOneConnectionAndSavedOnAnother_allCount() throws Exception {
        int steps = engine().times(MOST_STEPS);
        try (HikariDataSource pool = pool(CONNECTIONS)) {
            assertThat(storm(new Pooled(pool), steps, true)).isEqualTo(steps);
        }
        assertThat(sum()).as("steps that counted").isEqualTo(steps);

        bob.write("UPDATE {counters} SET n = 0");
        assertThat(storm(new Bare(), steps, false)).isEqualTo(steps);
        assertThat(sum()).as("steps of the bare driver that counted").isLessThan(steps);
    }

    /** Where the users have their connections from. */
    private interface Lender {
        Session lend() throws SQLException, InterruptedException;

        void takeBack(Session session) throws SQLException;
    }

    private final class Pooled implements Lender {
        private final HikariDataSource pool;

        Pooled(HikariDataSource pool) {
            this.pool = pool;
        }

        @Override
        public Session lend() throws SQLException {
            return borrowed(pool.getConnection());
        }

        @Override
        public void takeBack(Session session) throws SQLException {
            session.close();
        }
    }

    /** With the agent, what a pool of bare connections lends would be guarded as well. */
    private final class Bare implements Lender {
        private final BlockingQueue<Session> idle = new LinkedBlockingQueue<>();

        Bare() throws SQLException {
            for (int i = 0; i < CONNECTIONS; i++) {
                idle.add(bare());
            }
        }

        @Override
        public Session lend() throws InterruptedException {
            return idle.take();
        }

        @Override
        public void takeBack(Session session) throws SQLException {
            if (!session.connection().getAutoCommit()) {
                session.rollback();
                session.connection().setAutoCommit(true);
            }
            idle.add(session);
        }
    }

    private int sum() throws SQLException {
        return Integer.parseInt(String.valueOf(bob.value("SELECT SUM(n) FROM {counters}")));
    }

    /** Lets the users make their steps, half of them in transactions, and tells how many they believe to have made. */
    private int storm(Lender lender, int all, boolean guarded) throws Exception {
        AtomicInteger left = new AtomicInteger(all);
        long limit = System.nanoTime() + LIMIT_NANOS;
        List<Future<Integer>> working = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            User each = new User(lender, user + i, i % 2 == 0, guarded);
            int number = i;
            working.add(meanwhile(() -> {
                int steps = 0;
                while (left.getAndDecrement() > 0) {
                    each.step((number + steps) % ROWS, limit);
                    steps++;
                }
                return steps;
            }));
        }
        int steps = 0;
        for (Future<Integer> each : working) {
            steps += each.get(LIMIT_NANOS + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS), TimeUnit.NANOSECONDS);
        }
        return steps;
    }

    /** One of them. */
    private final class User {
        private final Lender lender;
        private final String conversation;
        private final boolean transactions;
        private final boolean guarded;

        User(Lender lender, String conversation, boolean transactions, boolean guarded) {
            this.lender = lender;
            this.conversation = conversation;
            this.transactions = transactions;
            this.guarded = guarded;
        }

        /** Looks at the row and saves it, again and again until nobody gets in between. */
        void step(int id, long limit) throws Exception {
            while (!isMade(id)) {
                assertThat(System.nanoTime()).as("time of a step").isLessThan(limit);
            }
        }

        private boolean isMade(int id) throws Exception {
            Session reads = borrow();
            try {
                Session saves = borrow();
                try {
                    return isMade(reads, saves, id);
                } finally {
                    lender.takeBack(saves);
                }
            } catch (SQLException somebodyWasFaster) {
                return false;
            } finally {
                lender.takeBack(reads);
            }
        }

        private boolean isMade(Session reads, Session saves, int id) throws Exception {
            Integer[] n = new Integer[1];
            shown(conversation, () -> n[0] = read(reads, id));
            LockSupport.parkNanos(THINKING_NANOS);
            int[] count = new int[1];
            if (n[0] != null) {
                in(conversation, () -> count[0] = save(saves, id, n[0] + 1));
            }
            return isStep(n[0] != null, count[0]);
        }

        /** Firebird 3 does not find a row at times while others write it; guarded, a write that meets no row says why. */
        private boolean isStep(boolean found, int count) {
            if (found && guarded) {
                assertThat(count).isOne();
            }
            return count == 1;
        }

        private Session borrow() throws SQLException, InterruptedException {
            Session session = lender.lend();
            return transactions ? session.begin() : session;
        }

        private @Nullable Integer read(Session session, int id) throws SQLException {
            List<List<@Nullable String>> rows = session.read("SELECT n FROM {counters} WHERE id = ?", id);
            end(session);
            return rows.isEmpty()
                    ? null
                    : Integer.valueOf(String.valueOf(rows.get(0).get(0)));
        }

        private int save(Session session, int id, int n) throws SQLException {
            int count = session.write("UPDATE {counters} SET n = ? WHERE id = ?", n, id);
            end(session);
            return count;
        }

        private void end(Session session) throws SQLException {
            if (transactions) {
                session.commit();
            }
        }
    }
}
