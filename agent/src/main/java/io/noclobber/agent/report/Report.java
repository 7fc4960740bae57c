package io.noclobber.agent.report;

import io.noclobber.agent.log.ErrorOutput;
import io.noclobber.agent.log.SecretMask;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which classes the agent works in and which connections it has seen. Holds names only, no classes. Thread-safe. */
public final class Report {
    /** Applications that make classes as they run must not fill the memory. */
    private static final int MOST_LINES = 1_000;

    /** Where nothing can be changed, each class fails: of so many it is said. */
    private static final int MOST_SAID = 100;

    /** Of so many the frames are said as well. */
    private static final int MOST_FRAMES = 3;

    private final String heading;
    private final @Nullable Path file;
    private final Set<String> hooked = new ConcurrentSkipListSet<>();
    private final AtomicInteger notHooked = new AtomicInteger();
    private final Map<String, LongAdder> seen = new ConcurrentSkipListMap<>();
    private final ClassValue<Last> lastOf = new ClassValue<>() {
        @Override
        protected Last computeValue(Class<?> type) {
            return new Last();
        }
    };
    private final Map<String, Supplier<List<String>>> more = new ConcurrentSkipListMap<>();
    private final AtomicBoolean beanAsked = new AtomicBoolean();
    private final AtomicBoolean fileFailed = new AtomicBoolean();
    private final ReentrantLock writing = new ReentrantLock();

    /**
     * Of an agent that has just begun.
     *
     * @param file where to write it, or {@code null}
     */
    public Report(String heading, @Nullable Path file) {
        this.heading = heading;
        this.file = file;
    }

    /** Another part of it, which somebody else knows. */
    public void add(String title, Supplier<List<String>> part) {
        more.put(title, part);
    }

    /** The agent's code was put into a class. */
    public void hooked(String className, ClassLoader loader) {
        if (hooked.size() < MOST_LINES) {
            hooked.add(className + " of " + describe(loader));
        }
    }

    /**
     * It could not be put there: what the class opens stays unguarded, and what it serves belongs to no conversation.
     *
     * @param refused whether the class is not loaded therefore
     */
    public void notHooked(String className, ClassLoader loader, Throwable failure, boolean refused) {
        hooked(className + ": FAILED with " + SecretMask.hide(String.valueOf(failure)), loader);
        int failures = notHooked.incrementAndGet();
        if (failures > MOST_SAID) {
            return;
        }
        ErrorOutput.say(
                "ERROR",
                "cannot guard the connections, nor follow the requests, of " + className
                        + ", because its class could not be changed"
                        + (refused ? "; failClosed=true, so the class is not loaded" : "")
                        + (failures > MOST_FRAMES ? ": " + failure : "")
                        + (failures == MOST_SAID
                                ? "; of others it is not said any more, but counted in the report"
                                : ""),
                failures > MOST_FRAMES ? null : failure);
    }

    /**
     * A connection was opened or lent.
     *
     * @param connection the class of the connection
     * @param source the class of the driver or data source that gave it
     * @param detail why it is not guarded, or empty
     */
    public void saw(Class<?> connection, Class<?> source, Protection protection, String detail) {
        Last before = lastOf.get(source);
        if (detail.isEmpty() && before.is(connection, protection)) {
            before.count();
        } else {
            LongAdder count = count(connection, source, protection, detail);
            if (detail.isEmpty() && count != null) {
                before.becomes(connection, protection, count);
            }
        }
    }

    private @Nullable LongAdder count(Class<?> connection, Class<?> source, Protection protection, String detail) {
        String line = protection + ": " + connection.getName() + " by " + source.getName() + " of "
                + describe(source.getClassLoader()) + (detail.isEmpty() ? "" : ": " + detail);
        LongAdder count = seen.get(line);
        if (count == null && seen.size() < MOST_LINES) {
            LongAdder first = new LongAdder();
            count = seen.putIfAbsent(line, first);
            if (count == null) {
                first.increment();
                ErrorOutput.say(protection == Protection.NOT ? "ERROR" : "INFO", line, null);
                write();
                showByJmx();
                return first;
            }
        }
        if (count != null) {
            count.increment();
        }
        return count;
    }

    /** The line of what a source has given last, which is nearly always what it gives next: no text is made for that. Keeps no class alive. */
    private static final class Last {
        private record Line(WeakReference<Class<?>> connection, Protection protection, LongAdder count) {}

        private volatile @Nullable Line line;

        boolean is(Class<?> connection, Protection protection) {
            Line last = line;
            return last != null && last.protection == protection && last.connection.refersTo(connection);
        }

        void count() {
            Line last = line;
            if (last != null) {
                last.count.increment();
            }
        }

        void becomes(Class<?> connection, Protection protection, LongAdder count) {
            line = new Line(new WeakReference<>(connection), protection, count);
        }
    }

    /** As it is now. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(heading);
        lines.add("");
        lines.add("Classes that open connections or serve requests, and that the agent works in:");
        hooked.forEach(name -> lines.add("  " + name));
        if (notHooked.get() > 0) {
            lines.add("  " + notHooked.get() + " classes could not be changed");
        }
        lines.add("");
        lines.add("Connections:");
        seen.forEach((line, count) -> lines.add("  " + count + " times " + line));
        more.forEach((title, part) -> {
            lines.add("");
            lines.add(title);
            part.get().forEach(line -> lines.add("  " + line));
        });
        return lines;
    }

    /** Writes the file, if there is to be one. */
    public void write() {
        if (file == null) {
            return;
        }
        writing.lock();
        try {
            Files.write(file, lines());
        } catch (IOException | RuntimeException failure) {
            if (fileFailed.compareAndSet(false, true)) {
                ErrorOutput.say("WARN", "the report cannot be written to " + file + ": " + failure, null);
            }
        } finally {
            writing.unlock();
        }
    }

    /** Only now, when the application is up: whatever JMX and its log need is there. On a thread that ends by itself. */
    private void showByJmx() {
        if (beanAsked.compareAndSet(false, true)) {
            Thread thread = new Thread(null, () -> ReportBean.register(this), "noclobber-report", 0, false);
            thread.setContextClassLoader(Report.class.getClassLoader());
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static String describe(@Nullable ClassLoader loader) {
        if (loader == null) {
            return "the JDK";
        }
        String name = loader.getName();
        return "the loader " + (name == null ? "" : name + " ")
                + loader.getClass().getName();
    }
}
