package io.noclobber.conformance;

import io.noclobber.Conversation;
import io.noclobber.conflict.RowConflict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Those of the agent, to which it binds requests. Immutable. */
final class AgentConversations implements Conversations {
    private final Class<?> type;

    /** Those of the agent that guards {@code connection}. */
    AgentConversations(Connection connection) {
        this.type = AgentClasses.named(Conversation.class.getName(), connection);
    }

    @Override
    public Open open(String id) {
        return new Bound(type, unchecked(() -> AgentClasses.call(type, "open", null, String.class, id)));
    }

    @Override
    public @Nullable String current() {
        Object current = unchecked(() -> AgentClasses.call(type, "current", null));
        return current == null ? null : (String) AgentClasses.ask(current, "id");
    }

    @Override
    public void end(String id) {
        unchecked(() -> AgentClasses.call(type, "end", null, String.class, id));
    }

    @Override
    public List<RowConflict> check(Connection connection) throws SQLException {
        try {
            return AgentView.rows((List<?>) AgentClasses.call(type, "check", null, Connection.class, connection));
        } catch (SQLException | RuntimeException thrown) {
            throw thrown;
        } catch (Exception other) {
            throw new IllegalStateException(other);
        }
    }

    private static <T extends @Nullable Object> T unchecked(Callable<T> call) {
        try {
            return call.call();
        } catch (RuntimeException thrown) {
            throw thrown;
        } catch (Exception other) {
            throw new IllegalStateException(other);
        }
    }

    private record Bound(Class<?> type, Object conversation) implements Open {
        @Override
        @SuppressWarnings("unchecked") // it is declared to give what it was given
        public <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
            return (Callable<T>) unchecked(() -> AgentClasses.call(type, "wrap", conversation, Callable.class, task));
        }

        @Override
        @SuppressWarnings("unchecked") // as above
        public <T extends @Nullable Object> T renewing(Callable<T> work) throws Exception {
            return (T) AgentClasses.call(type, "renewing", conversation, Callable.class, work);
        }

        @Override
        public void close() {
            unchecked(() -> AgentClasses.call(type, "close", conversation));
        }
    }
}
