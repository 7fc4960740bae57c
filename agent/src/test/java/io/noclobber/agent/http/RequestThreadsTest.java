package io.noclobber.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.config.AgentArguments;
import io.noclobber.config.Settings;
import io.noclobber.internal.conversation.Binding;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.ReadListener;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which request the threads work for that go on with it. */
final class RequestThreadsTest {
    private final RequestCounts counts = new RequestCounts();
    private final RequestWatch watch = new RequestWatch(
            Settings.resolveForAgent(null, AgentArguments.parse("http=session")).http(), counts);

    /** Writes down what each of its methods works for; one class for both streams, as applications have it. */
    private static final class Listener implements ReadListener, WriteListener {
        private final List<String> found = new ArrayList<>();

        @Override
        public void onDataAvailable() throws IOException {
            found.add(current());
        }

        @Override
        public void onAllDataRead() throws IOException {
            found.add(current());
            throw new IOException("the listener fails");
        }

        @Override
        public void onWritePossible() {
            found.add(current());
        }
    }

    private static String current() {
        Binding bound = Binding.current();
        return bound == null ? "unbound" : String.valueOf(bound.conversation());
    }

    /** What a statement would work for, within a servlet. */
    private String within(Request request) {
        Object entered = serve(request);
        String found = current();
        leave(entered);
        return found;
    }

    private Object serve(Request request) {
        return watch.enter("SERVE", new Object[] {"servlet", new Object[] {request, "response"}});
    }

    private void leave(Object entered) {
        watch.leave(entered, new Object[] {null, null});
    }

    /** What the stream of a request gets instead of a listener. */
    private Object set(Object listener) {
        Object[] call = {"stream", listener};
        assertThat(watch.enter("LISTENER", call)).isNull();
        return call[1];
    }

    /** It may know the listener by its class, and hands it on to the stream of the server. */
    @Test
    void listener_ofAStreamOfTheApplication_isLeftAsItIs() {
        Object entered = serve(new Request("GET", null));
        Listener listener = new Listener();
        Object[] ofTheApplication = {this, listener};

        assertThat(watch.enter("LISTENER", ofTheApplication)).isNull();

        assertThat(ofTheApplication[1]).isSameAs(listener);
        assertThat(set(listener)).isNotSameAs(listener);
        leave(entered);
    }

    /** Lets the JVM have a store of conversations. */
    @BeforeAll
    static void store() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                "jdbc:noclobber[conversationStore=" + RecordingStore.class.getName() + "]:h2:mem:threads")) {
            assertThat(connection.isClosed()).isFalse();
        }
    }

    @BeforeEach
    void clear() {
        RecordingStore.EVENTS.clear();
    }

    @AfterEach
    void nothingIsBound() {
        assertThat(Binding.current()).isNull();
    }

    /** The request may be another one to its server by the time the task runs. */
    @Test
    void task_belongsToTheRequestThatHasHandedItOver() throws InterruptedException {
        Request request = new Request("GET", new Session("/shop", "1"));
        Object entered = serve(request);
        String[] found = new String[2];
        Runnable task = () -> {
            found[0] = current();
            throw new IllegalStateException("the task fails");
        };
        Object[] start = {"context", task};
        assertThat(watch.enter("TASK", start)).isNull();
        leave(entered);
        request.session = new Session("/shop", "somebody else's");

        Thread thread = new Thread(() -> {
            try {
                ((Runnable) start[1]).run();
            } catch (IllegalStateException expected) {
                found[1] = current() + " " + expected.getMessage();
            }
        });
        thread.start();
        thread.join(10_000);

        assertThat(found[0]).isEqualTo(within(new Request("GET", new Session("/shop", "1"))));
        assertThat(found[1]).isEqualTo("unbound the task fails");
    }

    @Test
    void task_thatComesToNoDatabase_isNotCounted() {
        Object entered = serve(new Request("GET", new Session("/shop", "1")));
        Object[] start = {"context", (Runnable) () -> {}};
        watch.enter("TASK", start);
        leave(entered);
        ((Runnable) start[1]).run();
        assertThat(counts.lines().get(0)).isEqualTo("0 that came to a database");

        entered = serve(new Request("GET", null));
        start[1] = (Runnable) RequestThreadsTest::current;
        watch.enter("TASK", start);
        leave(entered);
        ((Runnable) start[1]).run();
        assertThat(counts.lines())
                .startsWith(
                        "1 that came to a database",
                        "1 of them by themselves: what they have read guards no other request");
    }

    /** A session that begins after the task was handed over, and before anything is read. */
    @Test
    void task_withLateSession_isCountedAsOneOfIt() {
        Request request = new Request("GET", null);
        Object entered = serve(request);
        Object[] start = {"context", (Runnable) RequestThreadsTest::current};
        watch.enter("TASK", start);
        Object got = watch.enter("SESSION", new Object[] {request});
        watch.leave(got, new Object[] {new Session("/shop", "1"), null});
        leave(entered);
        ((Runnable) start[1]).run();

        assertThat(counts.lines())
                .startsWith(
                        "1 that came to a database",
                        "0 of them by themselves: what they have read guards no other request");
    }

    @Test
    void listener_ofAStream_belongsToTheRequestThatHasSetIt() throws IOException {
        Listener listener = new Listener();
        Request request = new Request("POST", new Session("/shop", "1"));
        Object entered = serve(request);
        Object instead = set(listener);
        assertThat(set(instead)).as("handed on by a filter").isSameAs(instead);
        leave(entered);
        request.session = new Session("/shop", "somebody else's");

        ((ReadListener) instead).onDataAvailable();
        assertThatThrownBy(((ReadListener) instead)::onAllDataRead)
                .isInstanceOf(IOException.class)
                .hasMessage("the listener fails");
        ((WriteListener) instead).onWritePossible();

        String session = within(new Request("GET", new Session("/shop", "1")));
        assertThat(listener.found).containsExactly(session, session, session);
        assertThat(List.of(instead)).contains(instead);
        assertThat(instead).isEqualTo(listener).hasSameHashCodeAs(listener);
        assertThat(instead.toString()).isEqualTo(listener.toString());
    }

    /** What it has read before it has set the listener is known to this, and is of no use afterwards. */
    @Test
    void listener_ofRequestWithoutSession_keepsItsConversationUntilItIsDone() throws IOException {
        Listener listener = new Listener();
        Object entered = serve(new Request("POST", null));
        String own = current();
        Object instead = set(listener);
        leave(entered);

        ((ReadListener) instead).onDataAvailable();
        assertThat(RecordingStore.EVENTS).isEmpty();
        ((WriteListener) instead).onWritePossible();

        assertThat(listener.found).containsExactly(own, own);
        assertThat(RecordingStore.EVENTS).containsExactly("end " + own);
    }

    @Test
    void listener_setByNoRequest_isLeftAlone() {
        Listener listener = new Listener();
        assertThat(set(listener)).isSameAs(listener);
        assertThat(set(null)).isNull();
        Object entered = serve(new Request("POST", null));
        assertThat(set("no listener")).isEqualTo("no listener");
        leave(entered);
    }

    @Test
    void event_ofARequest_belongsToItsSession() {
        Request request = new Request("GET", new Session("/shop", "1"));
        String session = within(request);

        assertThat(heard("NEWS", new AsyncEvent(null, request))).isEqualTo(session + " true");
        assertThat(heard("NEWS", new AsyncEvent(() -> request, null))).isEqualTo(session + " true");
        assertThat(heard("OVER", new AsyncEvent(null, request)))
                .as("by then nobody is shown anything")
                .isEqualTo(session + " false");
        assertThat(watch.enter("NEWS", new Object[] {"listener", new Object[] {new AsyncEvent(null, null)}}))
                .isNull();
        assertThat(watch.enter("NEWS", new Object[] {"listener", new Object[] {null}}))
                .isNull();
    }

    /** As when a request goes on on other threads: its listeners are told by that which serves it. */
    @Test
    void event_whileTheRequestIsServed_changesNothing() {
        Request request = new Request("GET", new Session("/shop", "1"));
        Object entered = serve(request);
        Request other = new Request("POST", new Session("/shop", "2"));
        assertThat(watch.enter("OVER", new Object[] {"listener", new Object[] {new AsyncEvent(null, other)}}))
                .isNull();
        assertThat(Binding.current().renews()).isTrue();
        leave(entered);
    }

    private String heard(String event, AsyncEvent what) {
        Object entered = watch.enter(event, new Object[] {"listener", new Object[] {what}});
        String found = current() + " " + Binding.current().renews();
        leave(entered);
        return found;
    }
}
