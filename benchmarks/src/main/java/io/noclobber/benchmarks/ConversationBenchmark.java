package io.noclobber.benchmarks;

import io.noclobber.Conversation;
import io.noclobber.internal.conversation.Binding;
import io.noclobber.internal.image.ImageLimits;
import io.noclobber.internal.image.ImageStore;
import io.noclobber.internal.image.Memory;
import io.noclobber.internal.image.SeenRows;
import io.noclobber.internal.image.SharedImages;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs that a thread works for a conversation, beside what its statements cost. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConversationBenchmark {
    private final Memory memory = new Memory(
            new ImageLimits(10_000, 16 << 20, Duration.ofDays(1)),
            ImageStore.Lifetime.CONNECTION,
            (rows, why) -> {},
            System::currentTimeMillis);
    private Conversation bound;

    /** The thread works for somebody. */
    @Setup
    public void bind() {
        bound = Conversation.open("somebody");
    }

    /** The thread works for nobody. */
    @TearDown
    public void unbind() {
        bound.close();
    }

    private static SharedImages open(String conversation, SeenRows request) {
        return new SharedImages(
                () -> {
                    throw new IllegalStateException("nothing is read here");
                },
                conversation,
                request,
                "no database",
                Duration.ofDays(1),
                System::currentTimeMillis,
                (rows, why) -> {},
                (what, failure) -> {});
    }

    /** A request begins and ends. */
    @Benchmark
    public String bindAndUnbind() {
        try (Conversation open = Conversation.open("somebody else")) {
            return open.id();
        }
    }

    /** Each statement looks up what it works for, as the session of a connection does. */
    @Benchmark
    public boolean lookUp() {
        Binding thread = Binding.current();
        memory.workFor(thread.conversation(), thread.seen(), thread.renews(), ConversationBenchmark::open);
        return memory.converses();
    }

    /** A request of which no statement was seen yet, with its first one. */
    @Benchmark
    @SuppressWarnings("try") // an open conversation is there for what it binds
    public boolean bindAndLookUpAndUnbind() {
        try (Conversation open = Conversation.open("somebody else")) {
            return lookUp();
        }
    }
}
