package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Trait;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two requests of one conversation at once are to each other as two users are; one request may go on on other threads. */
@Tag(Contract.MUST_END)
@SuppressWarnings("try") // an open conversation is there for what it binds
public abstract class ConversationThreadContract extends ConversationSteps {
    private static final int ROUNDS = 300;

    @Test
    void wrapped_onAnotherThread_worksForTheConversation() throws Exception {
        Session carol = guarded();
        in(user, () -> readOrder(alice, 1));
        changeRowOne();

        try (Conversations.Open open = open(user)) {
            assertThat(await(meanwhile(open.wrap(() -> {
                        refused(() -> save(carol));
                        return current();
                    }))))
                    .isEqualTo(user);
            assertThat(await(meanwhile(() -> current() == null))).isTrue();
        }
    }

    /** A page that is put together by several threads is shown as a whole. */
    @Test
    void wrapped_withinRenewing_showsAnew() throws Exception {
        Session carol = guarded();
        in(user, () -> readOrder(alice, 1));
        changeRowOne();
        try (Conversations.Open open = open(user)) {
            Callable<String> shows = open.renewing(() -> open.wrap(() -> shows(carol, 1)));
            Callable<String> loads = open.wrap(() -> shows(carol, 2));
            assertThat(await(meanwhile(shows))).isEqualTo(user);
            assertThat(save(alice)).isOne();
            bob.write(SET_STATUS, "SHIPPED", 2);
            readOrder(alice, 2);
            bob.write(SET_STATUS, "PACKED", 2);
            await(meanwhile(loads));
            refused(() -> alice.write(SET_STATUS, "PAID", 2));
        }
    }

    /** Two tabs that save at once: the first to commit wins, as between two users. */
    @Test
    void twoConnectionsAtOnce_bothSave_secondIsRefusedOrSeesTheFirst() throws Exception {
        Session carol = guarded().begin();
        alice.begin();
        in(user, () -> {
            readOrder(alice, 1);
            readOrder(carol, 1);
            alice.commit();
            carol.commit();
            assertThat(save(alice)).isOne();
        });
        var second = meanwhile(() -> {
            try (Conversations.Open open = open(user)) {
                carol.write(SET_STATUS, "PAID", 1);
                carol.commit();
                return false;
            } catch (SQLException refusal) {
                carol.rollback();
                return true;
            }
        });
        endsSoon(second);
        in(user, alice::rollback);
        await(second);
        changeRowOne();
        refusedIn(user, alice);
    }

    /** What the one has read is older than what the other writes, as between two users. */
    @Test
    void twoRequestsAtOnce_bothLoadAndSave_secondIsRefused() throws Exception {
        Session carol = guarded();
        try (Conversations.Open first = open(user)) {
            readOrder(alice, 1);
            await(meanwhile(() -> {
                in(user, () -> {
                    readOrder(carol, 1);
                    assertThat(carol.write(SET_STATUS, "PAID", 1)).isOne();
                });
                return true;
            }));
            refused(() -> save(alice));
            assertThat(check(alice)).hasSize(1);
        }
        in(user, () -> assertThat(save(alice)).as("in the next request").isOne());
    }

    @Test
    void twoRequestsAtOnce_oneDeletesWhatTheOtherHasRead_isRefused() throws Exception {
        Session carol = guarded();
        try (Conversations.Open first = open(user)) {
            readOrder(alice, 1);
            await(meanwhile(() -> {
                in(
                        user,
                        () -> assertThat(carol.write("DELETE FROM {orders} WHERE id = 1"))
                                .isOne());
                return true;
            }));
            refused(() -> save(alice));
        }
    }

    /** One request that goes on on another thread, and comes back. */
    @Test
    void wrapped_savesInTurnWithItsOpener_isNoConflictButAnothersChangeIs() throws Exception {
        Session carol = guarded();
        try (Conversations.Open open = open(user)) {
            readOrder(alice, 1);
            assertThat(await(meanwhile(open.wrap(() -> carol.write(SET_STATUS, "PAID", 1)))))
                    .isOne();
            assertThat(save(alice)).isOne();
            assertThat(await(meanwhile(open.wrap(() -> carol.write(SET_STATUS, "PACKED", 1)))))
                    .isOne();
            changeRowOne();
            refused(() -> save(alice));
        }
    }

    @ParameterizedTest
    @EnumSource
    void wrapped_onThreadsOfAnExecutor_readAndSaveForTheConversation(TaskThreads threads) throws Exception {
        Session carol = guarded();
        ExecutorService executor = threads.start();
        try (Conversations.Open open = open(user)) {
            Future<?> one = executor.submit(open.wrap(() -> shows(alice, 1)));
            Future<?> other = executor.submit(open.wrap(() -> shows(carol, 2)));
            assertThat(await(one)).isEqualTo(user);
            assertThat(await(other)).isEqualTo(user);
            assertThat(await(executor.submit(() -> current() == null)))
                    .as("bound for a task only")
                    .isTrue();
            changeRowOne();
            bob.write(SET_STATUS, "SHIPPED", 2);

            await(executor.submit(open.wrap(() -> refused(() -> save(carol)))));
            refused(() -> alice.write(SET_STATUS, "PAID", 2));
        } finally {
            executor.shutdownNow();
            assertThat(executor.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        }
        refusedIn(user, carol);
    }

    /** What the one is shown never counts for what the other one saves, although both use one connection at once. */
    @Test
    void twoUsersAtOnce_onOneConnection_eachIsGuardedByWhatHeHasRead() throws Exception {
        if (!does(Trait.SHARED_CONNECTIONS)) {
            return; // TwoThreadsContract asserts that the driver refuses that
        }
        String other = "other " + user;
        AtomicBoolean over = new AtomicBoolean();
        Future<Integer> reading = meanwhile(() -> {
            int times = 0;
            for (; !over.get(); times++) {
                readAtLast(() -> shown(other, () -> readOrder(alice, 1)));
            }
            return times;
        });
        try {
            for (int round = 0; round < ROUNDS && !reading.isDone(); round++) {
                String theirs = "theirs " + round;
                readAtLast(() -> shown(user, () -> readOrder(alice, 1)));
                atLast(() -> assertThat(bob.write("UPDATE {orders} SET note = ? WHERE id = 1", theirs))
                        .isOne());
                refused(() -> in(user, () -> atLast(() -> save(alice))));
            }
        } finally {
            over.set(true);
        }
        assertThat(await(reading)).isPositive();
    }

    /** A step that the rows of the other thread may keep from being run. */
    private interface Shared {
        void run() throws Exception;
    }

    private void atLast(Shared step) throws SQLException {
        run(() -> KeptByRows.atLast(engine(), () -> {
            step.run();
            return step;
        }));
    }

    private void readAtLast(Shared step) throws SQLException {
        run(() -> KeptByRows.readAtLast(engine(), () -> {
            step.run();
            return step;
        }));
    }

    private static void run(Shared step) throws SQLException {
        try {
            step.run();
        } catch (SQLException | RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private String shows(Session session, int id) throws SQLException {
        readOrder(session, id);
        return String.valueOf(current());
    }
}
