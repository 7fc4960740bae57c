package io.noclobber;

import io.noclobber.conflict.RowConflict;
import io.noclobber.internal.conversation.Binding;
import io.noclobber.internal.image.SeenRows;
import io.noclobber.internal.jdbc.GuardedConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One user's unit of work, across connections, transactions and requests: what is read in it guards what is written in it
 * later, on whichever connection. Named by an id, such as that of an HTTP session.
 *
 * <pre>{@code
 * try (Conversation conversation = Conversation.open(session.getId())) {
 *     orders.save(form); // refused, if somebody has changed the order since this user was shown it
 * }
 * }</pre>
 *
 * <p>An open conversation binds the thread that has opened it: statements that the thread runs on any guarded connection
 * belong to it, unless the connection itself is bound by the client info {@code noclobber.conversation}. What was read stays
 * when it is closed, and when its transaction is rolled back, but for what that has read of its own writes; {@link #end}
 * forgets it. Two threads may work for one conversation at once, each by an object of its own:
 * what the one writes while the other has it open is to the other what somebody else writes, so that of two requests which
 * have both read a row only the first saves it. A request that begins later goes by what was written.
 *
 * <p>Confined to the thread that has opened it, but for {@link #id}, {@link #wrap} and {@link #end()}.
 */
public final class Conversation implements AutoCloseable {
    /**
     * The name of the client info that binds a connection. It has no counterpart of {@link #renewing}: there rows are shown
     * anew by the option {@code reread=renew} alone, or where the thread has opened the same conversation.
     */
    public static final String CLIENT_INFO = GuardedConnection.CONVERSATION;

    private final String id;
    private final SeenRows seen;
    private final Thread opener;
    private final @Nullable Binding binding;

    private Conversation(String id, Binding bound, @Nullable Binding binding) {
        this.id = id;
        this.seen = bound.seen();
        this.opener = Thread.currentThread();
        this.binding = binding;
    }

    /**
     * Binds the calling thread to a conversation until it is closed, then the thread is bound to what it was bound to before.
     * Where it works for this conversation already, that goes on, and within {@link #renewing} rows go on to be shown anew.
     *
     * @param id the same for all that belongs together; not empty
     */
    public static Conversation open(String id) {
        Binding bound = Binding.bind(check(id), false);
        return new Conversation(id, bound, bound);
    }

    private static String check(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("the id of a conversation must not be empty: it tells users apart");
        }
        return id;
    }

    /** The conversation that the calling thread is bound to, or {@code null}; closing it changes nothing. */
    public static @Nullable Conversation current() {
        Binding bound = Binding.current();
        String id = bound == null ? null : bound.conversation();
        return bound == null || id == null ? null : new Conversation(id, bound, null);
    }

    /** What tells it from others. */
    public String id() {
        return id;
    }

    /**
     * The task, bound to this conversation on whichever thread runs it, which is then bound to what it was before. Where it is
     * wrapped within {@link #renewing}, it shows rows anew, whenever it runs.
     */
    public Runnable wrap(Runnable task) {
        boolean renews = Binding.renews(id);
        return () -> {
            SeenRows its = seen.fork();
            Binding bound = Binding.bind(id, its, renews);
            try {
                task.run();
            } finally {
                bound.undo();
                seen.join(its);
            }
        };
    }

    /**
     * The task, bound to this conversation on whichever thread runs it, which is then bound to what it was before. Where it is
     * wrapped within {@link #renewing}, it shows rows anew, whenever it runs.
     */
    public <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
        boolean renews = Binding.renews(id);
        return () -> {
            SeenRows its = seen.fork();
            Binding bound = Binding.bind(id, its, renews);
            try {
                return task.call();
            } finally {
                bound.undo();
                seen.join(its);
            }
        };
    }

    /**
     * Runs work that shows the user the rows which it reads: they count as read now, whatever was read of them before. All
     * other reads leave what was read first as it is.
     *
     * <p>What was shown last counts, on whichever page that was: a form that is open in another tab, or that the browser's Back
     * brings up again, is saved by what has been shown since.
     *
     * @return what the work gives
     */
    public <T extends @Nullable Object> T renewing(Callable<T> work) throws Exception {
        Binding bound = Binding.bind(id, true);
        try {
            return work.call();
        } finally {
            bound.undo();
        }
    }

    /** Runs work that shows the user the rows which it reads. */
    public void renewing(Runnable work) {
        Binding bound = Binding.bind(id, true);
        try {
            work.run();
        } finally {
            bound.undo();
        }
    }

    /**
     * Compares the rows that were read, in the conversation that the connection or the calling thread works for, with the
     * database as the connection sees it now. Nothing is locked, nothing fails for it, and what was read stays as it is: a
     * write of such a row will be refused.
     *
     * @return each row that somebody else has changed or deleted, with what a refused write would tell
     * @throws SQLException when the connection is not guarded, or the database cannot be asked
     */
    public static List<RowConflict> check(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(GuardedConnection.class)) {
            throw new SQLException(
                    "The connection is not guarded by noclobber, so nothing is known of what was read on it: "
                            + connection.getClass().getName());
        }
        return connection.unwrap(GuardedConnection.class).check();
    }

    /**
     * Forgets all that was read in a conversation, as when its user has logged off. A store that fails to do so is logged and
     * counted: what it still keeps leaves by its age.
     */
    public static void end(String id) {
        Composition.end(check(id));
        Binding.forget(id);
    }

    /** Forgets all that was read in this conversation. Threads stay bound to it, and what they read from here on counts. */
    public void end() {
        end(id);
    }

    /**
     * The thread is bound to what it was bound to before this conversation was opened. Does nothing when it is closed already.
     *
     * @throws IllegalStateException on any other thread than the one that has opened it
     */
    @Override
    public void close() {
        if (Thread.currentThread() != opener) {
            throw new IllegalStateException("The conversation was opened by the thread " + opener.getName()
                    + " and cannot be closed by " + Thread.currentThread().getName()
                    + ", which it does not bind. Close it where it was opened; give tasks to other threads by wrap");
        }
        if (binding != null) {
            binding.undo();
        }
    }

    @Override
    public String toString() {
        return "conversation";
    }
}
