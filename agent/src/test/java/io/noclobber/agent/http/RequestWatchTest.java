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
    private static String within(RequestWatch watch, Request request) {
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
        String first = within(watch, new Request("GET", new Session("/shop", "1")));

        assertThat(within(watch, new Request("POST", new Session("/shop", "1"))))
                .isEqualTo(first);
        assertThat(within(watch, new Request("GET", new Session("/shop", "2")))).isNotEqualTo(first);
        assertThat(within(watch, new Request("GET", new Session("/other", "1"))))
                .isNotEqualTo(first);
    }

    @Test
    void session_isNotNamedByItsId() {
        assertThat(within(watch, new Request("GET", new Session("/shop", "SECRET"))))
                .doesNotContain("SECRET");
    }

    @Test
    void request_thatComesToNoDatabase_isAskedNothing() {
        Request request = new Request("GET", new Session("/shop", "1"));
        leave(watch, watch.enter("SERVE", call("servlet", request, "response")), null);
        assertThat(request.asked).isZero();

        Object entered = watch.enter("SERVE", call("servlet", request, "response"));
        assertThat(current()).isEqualTo(current());
        leave(watch, entered, null);
        assertThat(request.asked).isOne();
    }

    @Test
    void methods_safeOnes_renew() {
        Session session = new Session("/shop", "1");
        assertThat(renews(new Request("GET", session))).isTrue();
        assertThat(renews(new Request("HEAD", session))).isTrue();
        assertThat(renews(new Request("POST", session))).isFalse();
        assertThat(renews(new Request("get", session))).isFalse();

        Request error = new Request("GET", session);
        error.dispatcher = DispatcherType.ERROR;
        assertThat(renews(error)).isFalse();
    }

    private boolean renews(Request request) {
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
        Request outer = new Request("GET", null);
        Request inner = new Request("POST", new Session("/shop", "1"));
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
        String one = within(watch, new Request("GET", null));

        assertThat(one).startsWith("request ");
        assertThat(RecordingStore.EVENTS).containsExactly("end " + one);
        assertThat(within(watch, new Request("GET", null))).isNotEqualTo(one);
    }

    @Test
    void session_createdWithin_isTakenUp() {
        Session session = new Session("/shop", "1");
        Request request = new Request("GET", null);
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

        assertThat(now).isEqualTo(within(watch, new Request("GET", session)));
        assertThat(RecordingStore.EVENTS).hasSize(1);
    }

    /** By a server of which nobody knows how it makes them. */
    @Test
    void session_createdUnseen_isTakenUpAtTheEnd() {
        Request request = new Request("GET", null);
        Object entered = watch.enter("SERVE", call("servlet", request, "response"));
        String before = current();
        request.session = new Session("/shop", "1");
        leave(watch, entered, null);

        String now = within(watch, new Request("GET", request.session));
        assertThat(RecordingStore.EVENTS).containsExactly("rename " + before + " to " + now);
    }

    @Test
    void session_withAnotherId_isTheOther() {
        Session session = new Session("/shop", "1");
        Request request = new Request("POST", session);
        Object entered = watch.enter("SERVE", call("servlet", request, "response"));
        String before = current();

        Object changing = watch.enter("CHANGE_ID", new Object[] {request});
        session.id = "2";
        leave(watch, changing, "2");
        String now = current();
        leave(watch, entered, null);

        assertThat(RecordingStore.EVENTS).containsExactly("rename " + before + " to " + now);
        assertThat(now).isNotEqualTo(before).isEqualTo(within(watch, new Request("GET", new Session("/shop", "2"))));
    }

    @Test
    void session_ended_isLeft() {
        Session session = new Session("/shop", "1");
        Request request = new Request("POST", session);
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
        Session session = new Session("/shop", "1");
        String id = within(watch, new Request("GET", session));

        leave(watch, watch.enter("EXPIRE", call(session, false)), null);
        assertThat(RecordingStore.EVENTS).as("only put away").isEmpty();
        leave(watch, watch.enter("EXPIRE", call(session, true)), null);
        assertThat(RecordingStore.EVENTS).containsExactly("end " + id);
    }

    @Test
    void session_renamedByItsServer_isTheOther() {
        Session session = new Session("/shop", "2");
        leave(watch, watch.enter("RENAME", call(session, "2", "1", true, true)), null);

        String before = within(watch, new Request("GET", new Session("/shop", "1")));
        String now = within(watch, new Request("GET", session));
        assertThat(RecordingStore.EVENTS).containsExactly("rename " + before + " to " + now);
    }

    @Test
    void options_headerCookieAndPrincipal_tellRequestsTogether() {
        for (String option : new String[] {"header:X-Form", "cookie:X-Form", "principal"}) {
            String key = option.equals("principal") ? "user" : "X-Form";
            RequestWatch other = watch(option);
            Request one = new Request("GET", new Session("/shop", "1"));
            one.values.put(key, "a");
            Request same = new Request("POST", new Session("/shop", "2"));
            same.values.put(key, "a");
            Request another = new Request("POST", new Session("/shop", "1"));
            another.values.put(key, "b");

            assertThat(within(other, same)).as(option).isEqualTo(within(other, one));
            assertThat(within(other, another)).isNotEqualTo(within(other, one)).isNotEqualTo("null");
            assertThat(within(other, new Request("GET", new Session("/shop", "1"))))
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
                Request broken = new Request("GET", null);
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
        Session session = new Session("/shop", "1");
        Object renewing = watch.enter("RENEW_ID", call(session));
        session.id = "2";
        leave(watch, renewing, null);

        String before = within(watch, new Request("GET", new Session("/shop", "1")));
        String now = within(watch, new Request("GET", session));
        assertThat(RecordingStore.EVENTS).containsExactly("rename " + before + " to " + now);
    }

    /** Undertow tells it by the class that tells the listeners of an application. */
    @Test
    void session_endedOrRenamed_asItsServerTellsListeners_isFollowed() {
        Session session = new Session("/shop", "2");
        String before = within(watch, new Request("GET", new Session("/shop", "1")));

        leave(watch, watch.enter("RENAMED_FROM", call("listeners", session, "1")), null);
        String now = within(watch, new Request("GET", session));
        leave(watch, watch.enter("END_OF", call("listeners", session)), null);

        assertThat(RecordingStore.EVENTS).containsExactly("rename " + before + " to " + now, "end " + now);
        assertThat(watch.enter("END_OF", call("listeners", new Object[] {null})))
                .isNull();
        assertThat(watch.enter("RENAMED_FROM", call("listeners", null, "1"))).isNull();
    }

    /** What an application is shown of a session hands the call on to the session of the server. */
    @Test
    void session_endedByEachOfItsClasses_endsOnce() {
        Object outer = watch.enter("END", call(new Session("/shop", "1")));
        Object inner = watch.enter("END", call(new Session("/shop", "1")));
        assertThat(inner).isNull();
        leave(watch, outer, null);
        leave(watch, watch.enter("END", call(new Session("/shop", "1"))), null);

        assertThat(RecordingStore.EVENTS).hasSize(2).allMatch(event -> event.startsWith("end session "));
        assertThat(counts.lines().get(2)).startsWith("Sessions that have ended: 2,");
    }

    @Test
    void counts_tellRequestsWithoutSession() {
        Session session = new Session("/shop", "1");
        within(watch, new Request("GET", session));
        within(watch, new Request("GET", null));
        Request late = new Request("GET", null);
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
