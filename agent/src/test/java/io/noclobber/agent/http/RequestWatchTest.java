package io.noclobber.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.Conversation;
import io.noclobber.config.AgentArguments;
import io.noclobber.config.HttpConversation;
import io.noclobber.config.Settings;
import io.noclobber.internal.conversation.Binding;
import jakarta.servlet.DispatcherType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which conversation a thread works for, by what happens to requests and sessions. */
final class RequestWatchTest {
    private final RequestCounts counts = new RequestCounts();
    private final RequestWatch watch = watch("session");

    private RequestWatch watch(String option) {
        HttpConversation how = Settings.resolveForAgent(null, AgentArguments.parse("http=" + option))
                .http();
        return new RequestWatch(how, counts);
    }

    private static Object[] call(Object target, Object... arguments) {
        return new Object[] {target, arguments};
    }

    private static void leave(RequestWatch watch, Object entered, Object result) {
        if (entered != null) {
            watch.leave(entered, new Object[] {result, null});
        }
    }

    /** What a statement would work for, within a servlet. */
    private static String within(RequestWatch watch, StubRequest request) {
        Object entered = watch.enter("SERVE", call("servlet", request, "response"));
        try {
            return current();
        } finally {
            leave(watch, entered, null);
            assertThat(Binding.current()).as("after the request").isNull();
        }
    }

    private static String current() {
        Binding bound = Binding.current();
        return bound == null ? "unbound" : String.valueOf(bound.conversation());
    }

    /** Lets the JVM have a store of conversations. */
    @BeforeAll
    static void store() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                "jdbc:noclobber[conversationStore=" + RecordingStore.class.getName() + "]:h2:mem:requests")) {
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
        assertThat(Conversation.current()).isNull();
    }

    @Test
    void requests_ofOneSession_belongTogether() {
        String first = within(watch, new StubRequest("GET", new StubSession("/shop", "1")));

        assertThat(within(watch, new StubRequest("POST", new StubSession("/shop", "1"))))
                .isEqualTo(first);
        assertThat(within(watch, new StubRequest("GET", new StubSession("/shop", "2"))))
                .isNotEqualTo(first);
        assertThat(within(watch, new StubRequest("GET", new StubSession("/other", "1"))))
                .isNotEqualTo(first);
    }

    @Test
    void session_isNotNamedByItsId() {
        assertThat(within(watch, new StubRequest("GET", new StubSession("/shop", "SECRET"))))
                .doesNotContain("SECRET");
    }

    @Test
    void request_thatComesToNoDatabase_isAskedNothing() {
        StubRequest request = new StubRequest("GET", new StubSession("/shop", "1"));
        leave(watch, watch.enter("SERVE", call("servlet", request, "response")), null);
        assertThat(request.asked).isZero();

        Object entered = watch.enter("SERVE", call("servlet", request, "response"));
        assertThat(current()).isEqualTo(current());
        leave(watch, entered, null);
        assertThat(request.asked).isOne();
    }

    @Test
    void methods_safeOnes_renew() {
        StubSession session = new StubSession("/shop", "1");
        assertThat(renews(new StubRequest("GET", session))).isTrue();
        assertThat(renews(new StubRequest("HEAD", session))).isTrue();
        assertThat(renews(new StubRequest("POST", session))).isFalse();
        assertThat(renews(new StubRequest("get", session))).isFalse();

        StubRequest error = new StubRequest("GET", session);
        error.dispatcher = DispatcherType.ERROR;
        assertThat(renews(error)).isFalse();
    }

    private boolean renews(StubRequest request) {
        Object entered = watch.enter("SERVE", call("servlet", request, "response"));
        try {
            return Binding.current().renews();
        } finally {
            leave(watch, entered, null);
        }
    }

    /** As with Spring Session: the session is that of the request which a filter has made. */
    @Test
    void request_wrappedByFilter_isAskedForItsSession() {
        StubRequest outer = new StubRequest("GET", null);
        StubRequest inner = new StubRequest("POST", new StubSession("/shop", "1"));
        Object filter = watch.enter("SERVE", call("filter", outer, "response"));
        Object servlet = watch.enter("SERVE", call("servlet", inner, "response"));
        Object forward = watch.enter("SERVE", call("servlet", inner, "response"));
        assertThat(forward).isNull();

        assertThat(current()).startsWith("session ");
        assertThat(Binding.current().renews()).as("by the method of the client").isTrue();

        leave(watch, servlet, null);
        assertThat(current()).startsWith("session ");
        leave(watch, filter, null);
        assertThat(outer.asked).isZero();
    }

    @Test
    void request_withoutSession_hasAConversationOfItsOwn() {
        String one = within(watch, new StubRequest("GET", null));

        assertThat(one).startsWith("request ");
        assertThat(RecordingStore.EVENTS).containsExactly("end " + one);
        assertThat(within(watch, new StubRequest("GET", null))).isNotEqualTo(one);
    }

    @Test
    void session_createdWithin_isTakenUp() {
        StubSession session = new StubSession("/shop", "1");
        StubRequest request = new StubRequest("GET", null);
        Object entered = watch.enter("SERVE", call("servlet", request, "response"));
        String before = current();
        assertThat(before).startsWith("request ");

        leave(watch, watch.enter("SESSION", new Object[] {request}), session);
        String now = current();
        assertThat(RecordingStore.EVENTS).containsExactly("rename " + before + " to " + now);
        assertThat(watch.enter("SESSION", new Object[] {request}))
                .as("known already")
                .isNull();
        leave(watch, entered, null);

        assertThat(now).isEqualTo(within(watch, new StubRequest("GET", session)));
        assertThat(RecordingStore.EVENTS).hasSize(1);
    }

    /** By a server of which nobody knows how it makes them. */
    @Test
    void session_createdUnseen_isTakenUpAtTheEnd() {
        StubRequest request = new StubRequest("GET", null);
        Object entered = watch.enter("SERVE", call("servlet", request, "response"));
        String before = current();
        request.session = new StubSession("/shop", "1");
        leave(watch, entered, null);

        String now = within(watch, new StubRequest("GET", request.session));
        assertThat(RecordingStore.EVENTS).containsExactly("rename " + before + " to " + now);
    }

    @Test
    void session_withAnotherId_isTheOther() {
        StubSession session = new StubSession("/shop", "1");
        StubRequest request = new StubRequest("POST", session);
        Object entered = watch.enter("SERVE", call("servlet", request, "response"));
        String before = current();

        Object changing = watch.enter("CHANGE_ID", new Object[] {request});
        session.id = "2";
        leave(watch, changing, "2");
        String now = current();
        leave(watch, entered, null);

        assertThat(RecordingStore.EVENTS).containsExactly("rename " + before + " to " + now);
        assertThat(now)
                .isNotEqualTo(before)
                .isEqualTo(within(watch, new StubRequest("GET", new StubSession("/shop", "2"))));
    }

    @Test
    void session_ended_isLeft() {
        StubSession session = new StubSession("/shop", "1");
        StubRequest request = new StubRequest("POST", session);
        Object entered = watch.enter("SERVE", call("servlet", request, "response"));
        String before = current();
        assertThat(before).startsWith("session ");

        Object ending = watch.enter("END", call(session));
        request.session = null;
        leave(watch, ending, null);
        assertThat(RecordingStore.EVENTS).containsExactly("end " + before);
        assertThat(current()).startsWith("request ");
        leave(watch, entered, null);
    }

    @Test
    void session_expired_isEnded() {
        StubSession session = new StubSession("/shop", "1");
        String id = within(watch, new StubRequest("GET", session));

        leave(watch, watch.enter("EXPIRE", call(session, false)), null);
        assertThat(RecordingStore.EVENTS).as("only put away").isEmpty();
        leave(watch, watch.enter("EXPIRE", call(session, true)), null);
        assertThat(RecordingStore.EVENTS).containsExactly("end " + id);
    }

    @Test
    void session_renamedByItsServer_isTheOther() {
        StubSession session = new StubSession("/shop", "2");
        leave(watch, watch.enter("RENAME", call(session, "2", "1", true, true)), null);

        String before = within(watch, new StubRequest("GET", new StubSession("/shop", "1")));
        String now = within(watch, new StubRequest("GET", session));
        assertThat(RecordingStore.EVENTS).containsExactly("rename " + before + " to " + now);
    }

    /** The request may be another one to its server by the time the task runs. */
    @Test
    void task_belongsToTheRequestThatHasHandedItOver() throws InterruptedException {
        StubRequest request = new StubRequest("GET", new StubSession("/shop", "1"));
        Object entered = watch.enter("SERVE", call("servlet", request, "response"));
        String[] found = new String[2];
        Runnable task = () -> {
            found[0] = current();
            throw new IllegalStateException("the task fails");
        };
        Object[] start = {"context", task};
        assertThat(watch.enter("TASK", start)).isNull();
        leave(watch, entered, null);
        request.session = new StubSession("/shop", "somebody else's");

        Thread thread = new Thread(() -> {
            try {
                ((Runnable) start[1]).run();
            } catch (IllegalStateException expected) {
                found[1] = current() + " " + expected.getMessage();
            }
        });
        thread.start();
        thread.join(10_000);

        assertThat(found[0]).isEqualTo(within(watch, new StubRequest("GET", new StubSession("/shop", "1"))));
        assertThat(found[1]).isEqualTo("unbound the task fails");
    }

    @Test
    void options_headerCookieAndPrincipal_tellRequestsTogether() {
        for (String option : new String[] {"header:X-Form", "cookie:X-Form", "principal"}) {
            String key = option.equals("principal") ? "user" : "X-Form";
            RequestWatch other = watch(option);
            StubRequest one = new StubRequest("GET", new StubSession("/shop", "1"));
            one.values.put(key, "a");
            StubRequest same = new StubRequest("POST", new StubSession("/shop", "2"));
            same.values.put(key, "a");
            StubRequest another = new StubRequest("POST", new StubSession("/shop", "1"));
            another.values.put(key, "b");

            assertThat(within(other, same)).as(option).isEqualTo(within(other, one));
            assertThat(within(other, another)).isNotEqualTo(within(other, one)).isNotEqualTo("null");
            assertThat(within(other, new StubRequest("GET", new StubSession("/shop", "1"))))
                    .as("without the value")
                    .isEqualTo("null");
        }
    }

    @Test
    void request_thatCannotBeAsked_goesOnAndIsSaidOnce() {
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            for (int i = 0; i < 3; i++) {
                StubRequest broken = new StubRequest("GET", null);
                broken.values.put("broken", "yes");
                assertThat(within(watch, broken)).isEqualTo("null");
            }
        } finally {
            System.setErr(err);
        }
        assertThat(said.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("a fault of noclobber; requests go on")
                .contains("no session today");
    }

    /** As a server does it at a login that it has made itself. */
    @Test
    void session_givenAnotherIdByItsServer_isTheOther() {
        StubSession session = new StubSession("/shop", "1");
        Object renewing = watch.enter("RENEW_ID", call(session));
        session.id = "2";
        leave(watch, renewing, null);

        String before = within(watch, new StubRequest("GET", new StubSession("/shop", "1")));
        String now = within(watch, new StubRequest("GET", session));
        assertThat(RecordingStore.EVENTS).containsExactly("rename " + before + " to " + now);
    }

    /** Undertow tells it by the class that tells the listeners of an application. */
    @Test
    void session_endedOrRenamed_asItsServerTellsListeners_isFollowed() {
        StubSession session = new StubSession("/shop", "2");
        String before = within(watch, new StubRequest("GET", new StubSession("/shop", "1")));

        leave(watch, watch.enter("RENAMED_FROM", call("listeners", session, "1")), null);
        String now = within(watch, new StubRequest("GET", session));
        leave(watch, watch.enter("END_OF", call("listeners", session)), null);

        assertThat(RecordingStore.EVENTS).containsExactly("rename " + before + " to " + now, "end " + now);
        assertThat(watch.enter("END_OF", call("listeners", new Object[] {null})))
                .isNull();
        assertThat(watch.enter("RENAMED_FROM", call("listeners", null, "1"))).isNull();
    }

    /** What an application is shown of a session hands the call on to the session of the server. */
    @Test
    void session_endedByEachOfItsClasses_endsOnce() {
        Object outer = watch.enter("END", call(new StubSession("/shop", "1")));
        Object inner = watch.enter("END", call(new StubSession("/shop", "1")));
        assertThat(inner).isNull();
        leave(watch, outer, null);
        leave(watch, watch.enter("END", call(new StubSession("/shop", "1"))), null);

        assertThat(RecordingStore.EVENTS).hasSize(2).allMatch(event -> event.startsWith("end session "));
        assertThat(counts.lines().get(2)).startsWith("Sessions that have ended: 2,");
    }

    @Test
    void counts_tellRequestsWithoutSession() {
        StubSession session = new StubSession("/shop", "1");
        within(watch, new StubRequest("GET", session));
        within(watch, new StubRequest("GET", null));
        StubRequest late = new StubRequest("GET", null);
        Object entered = watch.enter("SERVE", call("servlet", late, "response"));
        assertThat(current()).startsWith("request ");
        leave(watch, watch.enter("SESSION", new Object[] {late}), session);
        leave(watch, entered, null);
        leave(watch, watch.enter("END", call(session)), null);
        leave(watch, watch.enter("RENAME", call(session, "2", "1", true, true)), null);

        assertThat(counts.lines())
                .containsExactly(
                        "3 that came to a database",
                        "1 of them by themselves: what they have read guards no other request",
                        "Sessions that have ended: 1, that got another id: 1");
    }

    @Test
    void object_thatIsNoRequest_isLeftAlone() {
        assertThat(watch.enter("SERVE", call("servlet", "no request", "response")))
                .isNull();
        assertThat(watch.enter("SERVE", call("servlet", null, null))).isNull();
        assertThat(watch.enter("TASK", new Object[] {"context", "no task"})).isNull();
        assertThat(watch.enter("UNKNOWN", call("servlet"))).isNull();
    }
}
