package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** Many users who count up the same rows: guarded, none of their steps is lost. */
@Tag(Contract.MUST_END)
@Timeout(value = 180, unit = TimeUnit.SECONDS)
public abstract class StormContract extends Contract {
    private static final int CONTROLS = 5;
    private static final int USERS = 8;
    private static final int MOST_STEPS = 2_000;
    private static final int ROWS = 4;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);

    @BeforeEach
    void create() throws SQLException {
        create("counters", "id INT NOT NULL PRIMARY KEY, n INT NOT NULL");
        for (int id = 0; id < ROWS; id++) {
            bob.write("INSERT INTO {counters} (id, n) VALUES (?, 0)", id);
        }
    }

    /** A tenth where readers keep writers out, as on SQLite without a write-ahead log: there the users wait for each other most of the time. */
    private int steps() throws SQLException {
        int all = engine().times(MOST_STEPS);
        return keepsWritersOut(alice) ? all / 10 : all;
    }

    /** Opens the session of one of the users. */
    private interface Login {
        Session open() throws SQLException;
    }

    @Test
    void steps_ofGuardedUsersWhoRetry_allCount(TestReporter reporter) throws Exception {
        List<Session> users = logIn(this::guarded);

        assertThat(storm(users, StormContract::one)).isEqualTo(steps());
        int guarded = sum();
        reporter.publishEntry("storm.steps", String.valueOf(steps()));
        reporter.publishEntry("storm.guarded", String.valueOf(guarded));
        assertThat(guarded).as("steps that counted").isEqualTo(steps());

        List<Session> bareUsers = logIn(this::bare);
        int bare = steps();
        // on a busy machine the users may come one after the other
        for (int i = 0; i < CONTROLS && bare == steps(); i++) {
            bob.write("UPDATE {counters} SET n = 0");
            assertThat(storm(bareUsers, count -> count == 1)).isEqualTo(steps());
            bare = sum();
        }
        reporter.publishEntry("storm.bare", String.valueOf(bare));
        assertThat(bare).as("steps of the bare driver that counted").isLessThan(steps());
    }

    /** Guarded, a write that meets no row says why. */
    private static boolean one(int count) {
        assertThat(count).isOne();
        return true;
    }

    private static List<Session> logIn(Login login) throws SQLException {
        List<Session> users = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            users.add(login.open());
        }
        return users;
    }

    private int sum() throws SQLException {
        return Integer.parseInt(String.valueOf(bob.value("SELECT SUM(n) FROM {counters}")));
    }

    /** Lets the users make their steps, half of them in transactions, and tells how many they believe to have made. */
    private int storm(List<Session> users, IntPredicate made) throws Exception {
        for (int i = 1; i < users.size(); i += 2) {
            users.get(i).begin();
        }
        AtomicInteger left = new AtomicInteger(steps());
        long limit = System.nanoTime() + LIMIT_NANOS;
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < users.size(); i++) {
            Session user = users.get(i);
            int number = i;
            Callable<Integer> work = () -> {
                int steps = 0;
                while (left.getAndDecrement() > 0) {
                    step(user, (number + steps) % ROWS, made, limit);
                    steps++;
                }
                return steps;
            };
            all.add(meanwhile(work));
        }
        int steps = 0;
        for (Future<Integer> each : all) {
            steps += each.get(LIMIT_NANOS + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS), TimeUnit.NANOSECONDS);
        }
        return steps;
    }

    /**
     * Reads, adds one and writes, again and again until nobody gets in between. Firebird 3 does not find a row
     * at times while others write it, neither for a SELECT nor for an UPDATE: that was no step.
     *
     * @param made whether a write with this count was a step
     */
    private static void step(Session user, int id, IntPredicate made, long limit) throws SQLException {
        boolean transaction = !user.connection().getAutoCommit();
        while (true) {
            try {
                List<List<@Nullable String>> rows = user.read("SELECT n FROM {counters} WHERE id = ?", id);
                if (!rows.isEmpty() && made.test(write(user, id, rows))) {
                    return;
                }
                assertThat(System.nanoTime()).as("time of a step").isLessThan(limit);
            } catch (SQLException e) {
                if (System.nanoTime() > limit) {
                    throw e;
                }
                if (transaction) {
                    user.rollback();
                }
            }
        }
    }

    private static int write(Session user, int id, List<List<@Nullable String>> rows) throws SQLException {
        int n = Integer.parseInt(String.valueOf(rows.get(0).get(0)));
        int count = user.write("UPDATE {counters} SET n = ? WHERE id = ?", n + 1, id);
        if (!user.connection().getAutoCommit()) {
            user.commit();
        }
        return count;
    }
}
