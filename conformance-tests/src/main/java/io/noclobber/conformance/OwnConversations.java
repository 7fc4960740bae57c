package io.noclobber.conformance;

import io.noclobber.Conversation;
import io.noclobber.conflict.RowConflict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Those that an application sees. Stateless. */
final class OwnConversations implements Conversations {
    @Override
    public Open open(String id) {
        return new Bound(Conversation.open(id));
    }

    @Override
    public @Nullable String current() {
        Conversation current = Conversation.current();
        return current == null ? null : current.id();
    }

    @Override
    public void end(String id) {
        Conversation.end(id);
    }

    @Override
    public List<RowConflict> check(Connection connection) throws SQLException {
        return Conversation.check(connection);
    }

    private record Bound(Conversation conversation) implements Open {
        @Override
        public <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
            return conversation.wrap(task);
        }

        @Override
        public <T extends @Nullable Object> T renewing(Callable<T> work) throws Exception {
            return conversation.renewing(work);
        }

        @Override
        public void close() {
            conversation.close();
        }
    }
}
