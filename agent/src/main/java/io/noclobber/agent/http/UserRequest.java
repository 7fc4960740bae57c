package io.noclobber.agent.http;

import io.noclobber.Conversation;
import io.noclobber.ServedRequest;
import io.noclobber.config.HttpConversation;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request as long as threads work for it. Nothing is asked of it before a statement runs: most requests never come to a
 * database, and to ask for its session counts as a use of that. Thread-safe.
 */
final class UserRequest implements ServedRequest.Origin {
    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    /**
     * What it belongs to.
     *
     * @param own whether that is only a conversation of its own, because it has no session yet
     * @param counted whether a statement has asked for it
     */
    private record Belonging(@Nullable String conversation, boolean own, boolean counted) {
        Belonging(@Nullable String conversation, boolean own) {
            this(conversation, own, false);
        }

        Belonging count() {
            return new Belonging(conversation, own, true);
        }
    }

    private static final Belonging NOTHING = new Belonging(null, false);

    private final HttpConversation how;
    private final RequestCounts counts;
    private final Consumer<Throwable> faults;
    private final Object first;
    private final ServedRequest served = new ServedRequest(this);
    private final AtomicReference<@Nullable Belonging> belonging = new AtomicReference<>();
    private final AtomicInteger users = new AtomicInteger();
    private volatile Object current;
    private volatile @Nullable Boolean shows;

    /**
     * A request that begins.
     *
     * @param faults is told why the request cannot be asked
     * @param request as the server has made it
     */
    UserRequest(HttpConversation how, RequestCounts counts, Consumer<Throwable> faults, Object request) {
        this.how = how;
        this.counts = counts;
        this.faults = faults;
        this.first = request;
        this.current = request;
    }

    /** Filters may put another object before the request, which may have another session. */
    Object current() {
        return current;
    }

    void current(Object request) {
        current = request;
    }

    /** The calling thread works for it, until that is undone; or another thread will. */
    ServedRequest.Bound bind() {
        return served.bind();
    }

    void used() {
        users.incrementAndGet();
    }

    /** The server is about to have it back: later it may be another one to it. */
    void served() {
        Object session = awaitsSession() ? session(first) : null;
        if (session != null) {
            has(session);
        }
    }

    /** A thread works for it no more. What the last one leaves that belongs to no session is of no use to anybody. */
    void left() {
        Belonging last = belonging.get();
        if (users.decrementAndGet() == 0 && last != null && last.own()) {
            Conversation.end(String.valueOf(last.conversation()));
        }
    }

    /**
     * Is asked now what is asked otherwise when a statement runs: it goes on to another thread, and by the time a statement runs there
     * it may be the request of somebody else to its server.
     */
    void settle() {
        if (belonging.get() == null) {
            belonging.compareAndSet(null, ServedRequest.outside(this::find));
        }
        renews();
    }

    /** What it reads from here on its user is not shown any more. */
    void isOver() {
        shows = false;
    }

    @Override
    public @Nullable String conversation() {
        Belonging known = belonging.get();
        if (known == null) {
            belonging.compareAndSet(null, ServedRequest.outside(this::find));
            known = belonging.get();
        }
        if (known != null && !known.counted()) {
            if (belonging.compareAndSet(known, known.count())) {
                counts.request(known.conversation() != null && !known.own());
            } else {
                known = belonging.get();
            }
        }
        return known == null ? null : known.conversation();
    }

    private Belonging find() {
        try {
            return switch (how.by()) {
                case OFF -> NOTHING;
                case SESSION -> bySession();
                case HEADER -> byValue(ServletCall.HEADER.on(current, how.name()));
                case COOKIE -> byValue(cookie());
                case PRINCIPAL -> byValue(ServletCall.USER.on(current));
            };
        } catch (RuntimeException | LinkageError fault) {
            faults.accept(fault);
            return NOTHING;
        }
    }

    private Belonging bySession() {
        Object session = session(current);
        return session == null ? new Belonging(ConversationIds.ofRequest(), true) : of(session);
    }

    private static @Nullable Object session(Object request) {
        return ServletCall.SESSION.on(request, false);
    }

    private static Belonging of(Object session) {
        return new Belonging(
                ConversationIds.ofSession(session, String.valueOf(ServletCall.SESSION_ID.on(session))), false);
    }

    private Belonging byValue(@Nullable Object value) {
        boolean none = value == null || value.toString().isEmpty();
        return new Belonging(none ? null : ConversationIds.ofValue(how.by() + " " + how.name(), "" + value), false);
    }

    private @Nullable Object cookie() {
        Object[] cookies = (Object[]) ServletCall.COOKIES.on(current);
        if (cookies != null) {
            for (Object cookie : cookies) {
                if (how.name().equals(ServletCall.COOKIE_NAME.on(cookie))) {
                    return ServletCall.COOKIE_VALUE.on(cookie);
                }
            }
        }
        return null;
    }

    /** Whether it lacks a session, and has read something already. */
    boolean awaitsSession() {
        Belonging known = belonging.get();
        return known != null && known.own();
    }

    /** It has a session from here on: what it has read goes along. */
    void has(Object session) {
        Belonging known = belonging.get();
        if (known != null && known.own()) {
            Belonging now = known.counted() ? of(session).count() : of(session);
            if (belonging.compareAndSet(known, now)) {
                if (known.counted()) {
                    counts.belongs();
                }
                ServedRequest.rename(String.valueOf(known.conversation()), String.valueOf(now.conversation()));
            }
        }
    }

    /** Its session has another id, or is another one, or there is none. */
    void otherSession() {
        if (how.by() == HttpConversation.By.SESSION) {
            belonging.set(null);
        }
    }

    /** Safe methods show their user what they read; the page for an error shows what went wrong. */
    @Override
    public boolean renews() {
        Boolean known = shows;
        if (known == null) {
            known = isSafe();
            shows = known;
        }
        return known;
    }

    private boolean isSafe() {
        try {
            return SAFE.contains(String.valueOf(ServletCall.METHOD.on(first))) && !isForError();
        } catch (RuntimeException | LinkageError fault) {
            faults.accept(fault);
            return false;
        }
    }

    private boolean isForError() {
        Object dispatcher = ServletCall.DISPATCHER.on(first);
        return dispatcher != null && dispatcher.toString().equals("ERROR")
                || ServletCall.ATTRIBUTE.on(first, "javax.servlet.error.status_code") != null;
    }
}
