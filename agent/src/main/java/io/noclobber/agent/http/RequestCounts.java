package io.noclobber.agent.http;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What has become of requests and sessions. Thread-safe. */
public final class RequestCounts {
    private final LongAdder requests = new LongAdder();
    private final LongAdder alone = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder renamed = new LongAdder();

    /** Before the first request. */
    public RequestCounts() {}

    /** A request has come to a database. */
    void request(boolean belongs) {
        requests.increment();
        if (!belongs) {
            alone.increment();
        }
    }

    /** It belongs to a session after all. */
    void belongs() {
        alone.decrement();
    }

    void ended() {
        ended.increment();
    }

    void renamed() {
        renamed.increment();
    }

    /** For the report. */
    public List<String> lines() {
        return List.of(
                requests + " that came to a database",
                alone + " of them by themselves: what they have read guards no other request",
                "Sessions that have ended: " + ended + ", that got another id: " + renamed);
    }
}
