package io.noclobber.conformance;

import io.noclobber.Conversation;
import io.noclobber.conflict.RowConflict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The conversations of the noclobber that guards in this JVM: {@link Conversation} of this class path, or that of the agent. */
interface Conversations {
    /** Those of whoever guards {@code connection}. */
    static Conversations of(Connection connection) {
        return AgentView.isOn() ? new AgentConversations(connection) : new OwnConversations();
    }

    /** Binds the calling thread. */
    Open open(String id);

    /** What the calling thread is bound to. */
    @Nullable String current();

    /** Forgets what was read in a conversation. */
    void end(String id);

    /** The rows that are not any more as they were read. */
    List<RowConflict> check(Connection connection) throws SQLException;

    /** What a thread is bound to until it is closed. */
    interface Open extends AutoCloseable {
        /** The task, bound to this on whichever thread runs it. */
        <T extends @Nullable Object> Callable<T> wrap(Callable<T> task);

        /** Runs work that shows the user what it reads. */
        <T extends @Nullable Object> T renewing(Callable<T> work) throws Exception;

        @Override
        void close();
    }
}
