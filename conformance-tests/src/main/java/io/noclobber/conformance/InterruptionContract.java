package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Trait;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ConcurrentModificationException;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A write that waits for somebody's lock ends as with the bare driver when it is cancelled or its connection aborted:
 * neither waits for the guard.
 */
@Tag(Contract.MUST_END)
public abstract class InterruptionContract extends Contract {
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";

    /** Of rows given by a list each is locked and compared before the text runs. */
    private static final String SET_SEVERAL = "UPDATE {orders} SET status = ? WHERE id IN (?, 77)";

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    /**
     * What became of a write that was interrupted.
     *
     * @param refused the interruption itself was refused by the driver
     * @param ended whether the write ended before the lock it waited for was gone
     * @param outcome what the write ended with
     */
    private record Fate(boolean refused, boolean ended, String outcome) {}

    /** Where a failure closes the statement, the bare one refuses to be cancelled, and that of a guarded write does not. */
    private void assertSame(Fate guarded, Fate bare) {
        if (does(Trait.FAILED_STATEMENTS_STAY_OPEN)) {
            assertThat(guarded).isEqualTo(bare);
        } else {
            // nobody waits there, so who ends first is a matter of speed
            assertThat(bare.refused())
                    .as("a statement that has failed is closed")
                    .isTrue();
            assertThat(guarded.outcome()).isEqualTo(bare.outcome());
        }
    }

    /** How to run a write that is bound. */
    private interface Run {
        Object of(PreparedStatement write) throws SQLException;
    }

    /** How to interrupt a write. */
    private interface Interruption {
        void of(Session session, PreparedStatement write) throws SQLException;
    }

    private Fate interrupted(Session session, int id, Interruption interruption) throws Exception {
        return interrupted(session, SET_STATUS, id, interruption);
    }

    private Fate interrupted(Session session, String text, int id, Interruption interruption) throws Exception {
        return interrupted(session, text, id, PreparedStatement::executeUpdate, interruption);
    }

    private Fate interrupted(Session session, String text, int id, Run run, Interruption interruption)
            throws Exception {
        session.write(text, "OPEN", 2); // what is done for the first time may take longer than the wait for it
        Session holder = bare().begin();
        holder.write(SET_STATUS, "HELD", id);
        Fate fate;
        PreparedStatement write = session.prepare(text);
        try {
            Session.bind(write, "CANCELLED", id);
            CountDownLatch begun = new CountDownLatch(1);
            Future<@Nullable Throwable> waiting = meanwhile(() -> {
                begun.countDown();
                return catchThrowable(() -> run.of(write));
            });
            assertThat(begun.await(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("a thread has begun to write")
                    .isTrue();
            boolean waits = !endsSoon(waiting);
            // HSQLDB lets whoever aborts wait for the statement
            Future<@Nullable Throwable> interrupting =
                    meanwhile(() -> catchThrowable(() -> interruption.of(session, write)));
            boolean ended = waits && endsSoon(waiting);
            holder.rollback();
            fate = new Fate(isRefusal(await(interrupting)), ended, outcome(await(waiting)));
        } finally {
            // some drivers cannot close what an aborted connection has prepared
            Throwable unclosed = catchThrowable(write::close);
            assertThat(unclosed == null || session.connection().isClosed() || cancelBreaksConnections())
                    .as("the statement closes: " + unclosed)
                    .isTrue();
        }
        holder.close();
        return fate;
    }

    /**
     * MariaDB's driver goes through the results of a statement to close it, and meanwhile the end of the write takes
     * one out: chance has it, and no driver refuses in that way.
     */
    private static boolean isRefusal(@Nullable Throwable thrown) {
        return thrown != null
                && !(thrown instanceof ConcurrentModificationException)
                && !(thrown instanceof NoSuchElementException);
    }

    private static String outcome(@Nullable Throwable thrown) {
        if (thrown != null) {
            assertThat(AgentView.of(thrown))
                    .isInstanceOf(SQLException.class)
                    .isNotInstanceOf(ConcurrencyConflictException.class);
        }
        return thrown == null ? "written" : "failed";
    }

    @Test
    @Tag(HOLDS_BARE)
    void cancel_whileTheWriteWaits_endsItAsWithTheBareDriver() throws Exception {
        if (cancelBreaksConnections()) {
            assertCancelBreaks(SET_STATUS, PreparedStatement::executeUpdate);
            return;
        }
        Interruption cancel = (session, write) -> write.cancel();
        Fate bare = interrupted(bare(), 2, cancel);
        readOrder(alice, 1);

        assertSame(interrupted(alice, 1, cancel), bare);
    }

    @Test
    void cancel_whileTheWriteWaits_keepsWhatWasRead() throws Exception {
        if (cancelBreaksConnections()) {
            assertCancelBreaks(SET_STATUS, PreparedStatement::executeUpdate);
            return;
        }
        readOrder(alice, 1);
        Fate fate = interrupted(alice, 1, (session, write) -> write.cancel());
        assertThat(status(1)).isEqualTo(fate.outcome().equals("failed") ? "OPEN" : "CANCELLED");
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");

        refused(() -> alice.write(SET_STATUS, "AGAIN", 1));
        readOrder(alice, 1);
        assertThat(alice.write(SET_STATUS, "AGAIN", 1)).isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void cancel_whileOurOwnLockWaits_endsItAsWithTheBareDriver() throws Exception {
        if (cancelBreaksConnections()) {
            assertCancelBreaks(SET_SEVERAL, PreparedStatement::executeUpdate);
            return;
        }
        Interruption cancel = (session, write) -> write.cancel();
        Fate bare = interrupted(bare(), SET_SEVERAL, 2, cancel);
        readOrder(alice, 1);

        assertSame(interrupted(alice, SET_SEVERAL, 1, cancel), bare);
    }

    @Test
    @Tag(HOLDS_BARE)
    void cancel_whileABatchWaits_endsItAsWithTheBareDriver() throws Exception {
        Interruption cancel = (session, write) -> write.cancel();
        Run batch = write -> {
            write.addBatch();
            return write.executeBatch();
        };
        if (cancelBreaksConnections()) {
            assertCancelBreaks(SET_STATUS, batch);
            return;
        }
        Fate bare = interrupted(bare(), SET_STATUS, 2, batch, cancel);
        readOrder(alice, 1);

        assertSame(interrupted(alice, SET_STATUS, 1, batch, cancel), bare);
    }

    @Test
    @Tag(HOLDS_BARE)
    void close_whileTheWriteWaits_endsItOrGivesItUp() throws Exception {
        close(SET_STATUS);
    }

    @Test
    @Tag(HOLDS_BARE)
    void close_whileOurOwnLockWaits_givesTheWriteUp() throws Exception {
        close(SET_SEVERAL);
    }

    /** Some drivers finish what a statement does that is closed meanwhile. What has not begun by then is not begun. */
    private void close(String text) throws Exception {
        Interruption close = (session, write) -> write.close();
        Fate bare = interrupted(bare(), text, 2, close);
        readOrder(alice, 1);

        Fate fate = interrupted(alice, text, 1, close);

        assertThat(fate.refused()).isEqualTo(bare.refused());
        assertThat(fate.ended() || !bare.ended()).as("ends as soon").isTrue();
        assertThat(status(1)).isEqualTo(fate.outcome().equals("failed") ? "OPEN" : "CANCELLED");
        if (text.equals(SET_SEVERAL) && cancelBreaksConnections()) {
            // the lock is given up by cancelling it
            assertClosedOrUsable(alice);
            return;
        }
        readOrder(alice, 1);
        assertThat(alice.write(text, "AGAIN", 1)).isOne();
    }

    /** HSQLDB's network client lets a statement come to its end that is cancelled, and then most often its connection is gone. */
    private boolean cancelBreaksConnections() {
        return setting().database().url().startsWith("jdbc:hsqldb:hsql");
    }

    /** By the bare driver as well; the application hears of it. */
    private void assertCancelBreaks(String text, Run run) throws Exception {
        Interruption cancel = (session, write) -> write.cancel();
        Session bare = bare();
        interrupted(bare, text, 2, run, cancel);
        assertClosedOrUsable(bare);
        readOrder(alice, 1);
        interrupted(alice, text, 1, run, cancel);
        assertClosedOrUsable(alice);
    }

    /** Whether the connection is gone is for chance to say as well. */
    private void assertClosedOrUsable(Session session) {
        Throwable thrown = catchThrowable(() -> session.read("SELECT id FROM {orders}"));
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(SQLException.class);
            // the latter where the session goes between preparing and running
            assertThat(thrown.getMessage()).containsAnyOf("closed", "statement is invalid");
        }
        abandon(session);
    }

    /** What a write gets that ends on a connection no longer there is for chance to say. */
    @Test
    @Tag(HOLDS_BARE)
    void abort_whileTheWriteWaits_endsItAsWithTheBareDriver() throws Exception {
        abort(SET_STATUS);
    }

    @Test
    @Tag(HOLDS_BARE)
    void abort_whileOurOwnLockWaits_endsItAsWithTheBareDriver() throws Exception {
        abort(SET_SEVERAL);
    }

    private void abort(String text) throws Exception {
        Interruption abort = (session, write) -> session.abort();
        Session victim = bare();
        Fate bare = interrupted(victim, text, 2, abort);
        readOrder(alice, 1);

        Fate fate = interrupted(alice, text, 1, abort);

        assertThat(fate.ended()).isEqualTo(bare.ended());
        assertThat(fate.refused()).isEqualTo(bare.refused());
        assertThat(alice.connection().isClosed()).isEqualTo(victim.connection().isClosed());
        if (alice.connection().isClosed()) {
            assertThat(catchThrowable(() -> alice.write(SET_STATUS, "AGAIN", 1)))
                    .isInstanceOf(SQLException.class);
        }
    }
}
