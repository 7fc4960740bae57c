package io.noclobber.agent.http;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happens to requests and sessions; the names are those of the hooks. */
public enum RequestEvent {
    /** A filter or servlet is called for a request, which is its first argument. */
    SERVE,
    /** A request hands a task to another thread, by its asynchronous context. */
    TASK,
    /** A request is given a listener that the server calls when the client has sent more, or can take more. */
    LISTENER,
    /** A listener is called in the middle of a request, whose event is its first argument. */
    NEWS,
    /** A listener is called when a request is over, or has failed: what it reads no user is shown. */
    OVER,
    /** A request gives its session. */
    SESSION,
    /** A request gives its session another id. */
    CHANGE_ID,
    /** A session ends. */
    END,
    /** A session ends, if the first argument is true; else it is only put away. */
    EXPIRE,
    /** A session ends, which is the first argument. */
    END_OF,
    /** A session has another id: the first argument, instead of the second. */
    RENAME,
    /** A session, which is the first argument, has another id than the second. */
    RENAMED_FROM,
    /** A session is given another id. */
    RENEW_ID;

    private static final Map<String, RequestEvent> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(RequestEvent::name, Function.identity()));

    /** The event of that name, or {@code null}. */
    static @Nullable RequestEvent find(String name) {
        return BY_NAME.get(name);
    }
}
