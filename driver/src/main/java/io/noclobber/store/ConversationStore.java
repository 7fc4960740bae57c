package io.noclobber.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Keeps what was read in conversations. Thread-safe.
 *
 * <p>One is found by {@link java.util.ServiceLoader}, or named by the option {@code conversationStore}; it has a public
 * constructor without parameters. Without one, what was read is kept in the memory of the JVM.
 *
 * <p>Whatever a method throws costs no application its statement, errors included, as long as the JVM itself is not at its end
 * (a {@link VirtualMachineError} other than a {@link StackOverflowError}), and so does an answer of {@code null}: what could not
 * be found counts as not read but by the request that is under way, is counted, and a write of it runs as the option
 * {@code noImage} says.
 */
public interface ConversationStore extends AutoCloseable {

    /** Called once, before anything else. */
    default void start(StoreLimits limits) {}

    /** What is kept of these rows; those of which nothing is kept are missing in the answer, or {@code null}. */
    Map<StoredKey, StoredRow> find(String conversation, Collection<StoredKey> keys);

    /** All that is kept of one database. */
    List<StoredRow> rows(String conversation, String database);

    /**
     * Brings these rows together with what is kept of them: each is replaced, atomically, by what {@code how} makes of both.
     * A conversation of which nothing is kept begins by that.
     */
    void merge(String conversation, List<StoredRow> rows, RowMerge how);

    /** Forgets these rows. */
    void remove(String conversation, Collection<StoredKey> keys);

    /**
     * What is kept of a conversation belongs to another one from here on, and counts there more than what that has.
     */
    void rename(String from, String to);

    /** Forgets the conversation. */
    void end(String conversation);

    /** Nothing will be asked any more. */
    @Override
    default void close() {}
}
