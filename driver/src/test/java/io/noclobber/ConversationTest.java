package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a thread is bound to, and when no longer. */
@SuppressWarnings("try") // an open conversation is there for what it binds
final class ConversationTest {
    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        other.shutdownNow();
        assertThat(other.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Conversation.current()).isNull();
    }

    private static @Nullable String bound() {
        Conversation current = Conversation.current();
        return current == null ? null : current.id();
    }

    @Test
    void nested_closed_bindsWhatWasBoundBefore() {
        try (Conversation outer = Conversation.open("a")) {
            try (Conversation inner = Conversation.open("b");
                    Conversation again = Conversation.open("a")) {
                assertThat(bound()).isEqualTo("a");
            }
            assertThat(bound()).isEqualTo("a");
        }
        assertThat(bound()).isNull();
    }

    /** A thread of a pool must not stay bound to a user because of what he left open. */
    @Test
    void outer_closedFirst_takesTheInnerAlong() {
        Conversation outer = Conversation.open("a");
        Conversation inner = Conversation.open("b");
        outer.close();
        assertThat(bound()).isNull();
        inner.close();
        assertThat(bound()).isNull();
        try (Conversation next = Conversation.open("c")) {
            inner.close();
            outer.close();
            assertThat(bound()).isEqualTo("c");
        }
    }

    @Test
    void current_closed_changesNothing() {
        try (Conversation open = Conversation.open("a")) {
            Conversation.current().close();
            assertThat(bound()).isEqualTo("a");
        }
    }

    @Test
    void close_onAnotherThread_isRefused() throws Exception {
        try (Conversation open = Conversation.open("a")) {
            assertThatThrownBy(() -> other.submit(open::close).get(10, TimeUnit.SECONDS))
                    .rootCause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("wrap")
                    .hasMessageContaining(Thread.currentThread().getName());
            assertThat(bound()).isEqualTo("a");
        }
    }

    @Test
    void wrapped_whatever_leavesItsThreadAsItWas() throws Exception {
        try (Conversation open = Conversation.open("a")) {
            assertThat(other.submit(open.wrap(ConversationTest::bound)).get(10, TimeUnit.SECONDS))
                    .isEqualTo("a");
            Runnable failing = open.wrap((Runnable) () -> {
                throw new IllegalArgumentException("as it is");
            });
            assertThatThrownBy(() -> other.submit(failing).get(10, TimeUnit.SECONDS))
                    .hasRootCauseMessage("as it is");
            assertThat(other.submit(ConversationTest::bound).get(10, TimeUnit.SECONDS))
                    .isNull();
            String[] seen = new String[1];
            try (Conversation second = Conversation.open("b")) {
                open.wrap((Runnable) () -> seen[0] = bound()).run();
                assertThat(bound()).isEqualTo("b");
            }
            assertThat(seen[0]).isEqualTo("a");
        }
    }

    @Test
    void renewing_givesWhatTheWorkGives_andBinds() throws Exception {
        Conversation closed = Conversation.open("a");
        closed.close();
        assertThat(closed.renewing(ConversationTest::bound)).isEqualTo("a");
        assertThat(bound()).isNull();
    }

    @Test
    void id_empty_isRefused() {
        assertThatThrownBy(() -> Conversation.open("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void check_connectionOfTheBareDriver_isRefused() throws SQLException {
        try (Connection bare = DriverManager.getConnection("jdbc:h2:mem:")) {
            assertThatThrownBy(() -> Conversation.check(bare))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("not guarded");
        }
    }

    /** An id may be that of a session, with which others could be that user. */
    @Test
    void toString_neverShowsTheId() {
        try (Conversation open = Conversation.open("secret")) {
            assertThat(open.toString()).doesNotContain("secret");
        }
    }
}
