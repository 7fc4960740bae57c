package io.noclobber.benchmarks;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Each work by JMH, one after the other: for a profiler, and for a quiet machine. {@link Benchmarks} has the ratios. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OrderEntryBenchmark {
    /** The real URL. */
    @Param("jdbc:hsqldb:mem:jmh")
    public String url = "";

    /** The user. */
    @Param("SA")
    public String user = "";

    /** The user's password. */
    @Param("")
    public String password = "";

    /** What stands before the driver. */
    @Param
    public Variant variant = Variant.BARE;

    /** What is done. */
    @Param
    public Work work = Work.INSERT;

    private OrderEntry application;

    /** Starts the application. */
    @Setup
    public void open() throws SQLException {
        application = Application.open(variant, url, user, password);
    }

    /** Empties what only grows. */
    @Setup(Level.Iteration)
    public void clear() throws SQLException {
        application.clear();
    }

    /** Ends the application. */
    @TearDown
    public void close() throws SQLException {
        application.close();
    }

    /** One unit of work. */
    @Benchmark
    public Object unitOfWork() throws SQLException {
        return work.run(application);
    }
}
