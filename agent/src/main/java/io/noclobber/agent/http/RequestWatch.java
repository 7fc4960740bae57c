package io.noclobber.agent.http;

import io.noclobber.Conversation;
import io.noclobber.ServedRequest;
import io.noclobber.agent.log.ErrorOutput;
import io.noclobber.config.HttpConversation;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Follows the requests of web applications, and binds each thread to that for which it works as long as it does. Thread-safe.
 *
 * <p>A failure of ours never reaches the application: the request goes on, and belongs to no conversation.
 */
public final class RequestWatch {
    private static final ThreadLocal<@Nullable UserRequest> CURRENT = new ThreadLocal<>();
    private static final ThreadLocal<@Nullable String> ENDING = new ThreadLocal<>();

    /** What is done when a method is left. */
    private interface Leaving {
        void left(@Nullable Object result, boolean failed);
    }

    private final AtomicBoolean failed = new AtomicBoolean();
    private final HttpConversation how;
    private final RequestCounts counts;

    public RequestWatch(HttpConversation how, RequestCounts counts) {
        this.how = how;
        this.counts = counts;
    }

    /** Whether a hook is one of requests. */
    public static boolean knows(String hook) {
        return RequestEvent.find(hook) != null;
    }

    /**
     * A method is entered.
     *
     * @param hook which one
     * @param call the object and the arguments, which may be replaced
     * @return what to {@link #leave} it with, or {@code null}
     */
    public @Nullable Object enter(String hook, @Nullable Object[] call) {
        RequestEvent event = RequestEvent.find(hook);
        Object target = call[0];
        if (event == null || target == null) {
            return null;
        }
        try {
            return switch (event) {
                case SERVE -> serve(argument(call, 0));
                case TASK -> {
                    call[1] = task(call[1]);
                    yield null;
                }
                case LISTENER -> {
                    call[1] = listener(target, call[1]);
                    yield null;
                }
                case NEWS -> listen(argument(call, 0), true);
                case OVER -> listen(argument(call, 0), false);
                case SESSION -> session();
                case CHANGE_ID -> changeId(target);
                case END -> end(target);
                case EXPIRE -> Boolean.TRUE.equals(argument(call, 0)) ? end(target) : null;
                case END_OF -> end(argument(call, 0));
                case RENAME -> rename(target, argument(call, 1), argument(call, 0));
                case RENAMED_FROM -> renamedFrom(argument(call, 0), argument(call, 1));
                case RENEW_ID -> renewId(target);
            };
        } catch (RuntimeException | LinkageError fault) {
            report(fault);
            return null;
        }
    }

    private static @Nullable Object argument(@Nullable Object[] call, int index) {
        Object arguments = call[1];
        return arguments == null ? null : ((Object[]) arguments)[index];
    }

    /** The method is left. */
    public void leave(Object entered, @Nullable Object[] end) {
        try {
            ((Leaving) entered).left(end[0], end[1] != null);
        } catch (RuntimeException | LinkageError fault) {
            report(fault);
        }
    }

    /** Whether {@code entered} was given by {@link #enter}. */
    public static boolean gave(Object entered) {
        return entered instanceof Leaving;
    }

    private @Nullable Leaving serve(@Nullable Object request) {
        UserRequest current = CURRENT.get();
        if (request == null || !ServletCall.METHOD.isOf(request)) {
            return null;
        }
        if (current == null) {
            return begin(new UserRequest(how, counts, this::report, request));
        }
        Object before = current.current();
        if (before == request) {
            return null;
        }
        current.current(request);
        return (result, failure) -> current.current(before);
    }

    private static Leaving begin(UserRequest request) {
        request.used();
        Runnable undo = work(request);
        return (result, failure) -> {
            try {
                request.served();
            } finally {
                undo.run();
            }
        };
    }

    /** A server calls it between two calls of filters and servlets, or within one. */
    private @Nullable Leaving listen(@Nullable Object event, boolean shows) {
        if (event == null || CURRENT.get() != null) {
            return null;
        }
        Object request = ServletCall.EVENT_REQUEST.on(event);
        if (request == null) {
            Object context = ServletCall.EVENT_CONTEXT.on(event);
            request = context == null ? null : ServletCall.CONTEXT_REQUEST.on(context);
        }
        if (request == null || !ServletCall.METHOD.isOf(request)) {
            return null;
        }
        UserRequest heard = new UserRequest(how, counts, this::report, request);
        if (!shows) {
            heard.isOver();
        }
        return begin(heard);
    }

    /** The calling thread works for {@code request} from here on. */
    private static Runnable work(UserRequest request) {
        UserRequest before = CURRENT.get();
        ServedRequest.Bound bound = request.bind();
        CURRENT.set(request);
        return () -> {
            try {
                bound.undo();
            } finally {
                if (before == null) {
                    CURRENT.remove();
                } else {
                    CURRENT.set(before);
                }
                request.left();
            }
        };
    }

    /** By then the request may be another one to its server, so it is asked now. */
    private @Nullable Object task(@Nullable Object task) {
        UserRequest current = CURRENT.get();
        if (current == null || !(task instanceof Runnable runnable)) {
            return task;
        }
        current.settle();
        current.used();
        return (Runnable) () -> {
            Runnable undo = work(current);
            try {
                runnable.run();
            } finally {
                undone(undo);
            }
        };
    }

    /** Its methods are called later, by whichever thread of the server, and without anything that tells the request. */
    private @Nullable Object listener(@Nullable Object stream, @Nullable Object listener) {
        UserRequest current = CURRENT.get();
        if (current == null
                || listener == null
                || RequestListener.isOne(listener)
                || !RequestListener.isOfServer(stream, listener)) {
            return listener;
        }
        current.settle();
        Object before = RequestListener.of(listener, () -> workOf(current), () -> undone(current::left));
        if (before != listener) {
            current.used();
        }
        return before;
    }

    private Runnable workOf(UserRequest request) {
        try {
            request.used();
            Runnable undo = work(request);
            return () -> undone(undo);
        } catch (RuntimeException | LinkageError fault) {
            report(fault);
            return () -> {};
        }
    }

    private void undone(Runnable undo) {
        try {
            undo.run();
        } catch (RuntimeException | LinkageError fault) {
            report(fault);
        }
    }

    private static @Nullable Leaving session() {
        UserRequest current = CURRENT.get();
        if (current == null || !current.awaitsSession()) {
            return null;
        }
        return (session, failure) -> {
            if (session != null) {
                current.has(session);
            }
        };
    }

    private @Nullable Leaving changeId(Object request) {
        Object session = ServletCall.SESSION.on(request, false);
        if (session == null) {
            return null;
        }
        String before = id(session);
        return (id, failure) -> {
            if (id != null) {
                renamed(before, ConversationIds.ofSession(session, id.toString()));
            }
        };
    }

    private Leaving rename(Object session, @Nullable Object before, @Nullable Object now) {
        return (result, failure) -> renamed(
                ConversationIds.ofSession(session, String.valueOf(before)),
                ConversationIds.ofSession(session, String.valueOf(now)));
    }

    private @Nullable Leaving renamedFrom(@Nullable Object session, @Nullable Object before) {
        return session == null ? null : rename(session, before, ServletCall.SESSION_ID.on(session));
    }

    private Leaving renewId(Object session) {
        String before = id(session);
        return (result, failure) -> renamed(before, id(session));
    }

    private void renamed(String before, String now) {
        if (!before.equals(now)) {
            counts.renamed();
            ServedRequest.rename(before, now);
            UserRequest current = CURRENT.get();
            if (current != null) {
                current.otherSession();
            }
        }
    }

    private static String id(Object target) {
        Object session = ServletCall.JETTY_SESSION.isOf(target) ? ServletCall.JETTY_SESSION.on(target) : target;
        return session == null
                ? ""
                : ConversationIds.ofSession(session, String.valueOf(ServletCall.SESSION_ID.on(session)));
    }

    /** One session is often of several classes, of which each ends the next one. */
    private @Nullable Leaving end(@Nullable Object session) {
        String ended = session == null ? "" : id(session);
        if (ended.isEmpty() || ended.equals(ENDING.get())) {
            return null;
        }
        ENDING.set(ended);
        return (result, failure) -> {
            ENDING.remove();
            Conversation.end(ended);
            counts.ended();
            UserRequest current = CURRENT.get();
            if (current != null) {
                current.otherSession();
            }
        };
    }

    private void report(Throwable fault) {
        if (failed.compareAndSet(false, true)) {
            ErrorOutput.say("ERROR", "a fault of noclobber; requests go on, but may belong to no conversation", fault);
        }
    }
}
