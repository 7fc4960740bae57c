package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A virtual thread that waits for the database under us gives its carrier away. */
class VirtualThreadTest {
    private static final int THREADS = 40;

    @TempDir
    private Path directory;

    @BeforeEach
    void needsVirtualThreads() {
        boolean there = Runtime.version().feature() >= 24;
        if (!there) {
            System.out.println("VirtualThreadTest is left out: before JDK 24 a driver's own locks pin virtual threads");
        }
        assumeTrue(there, "before JDK 24 a driver's own locks pin virtual threads");
    }

    @Test
    void call_thatWaitsInTheDriver_pinsNoCarrier() throws Exception {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:virtual;DB_CLOSE_DELAY=-1");
        try (Connection connection = h2.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE T (ID INT PRIMARY KEY, NAME VARCHAR(20), AMOUNT DECIMAL(10,2))");
            for (int i = 0; i <= THREADS; i++) {
                statement.execute("INSERT INTO T VALUES (" + i + ", 'x', 1)");
            }
        }
        NoclobberDataSource source = new NoclobberDataSource(waiting(javax.sql.DataSource.class, h2));
        // classes are initialised by the first use of them, and that does pin
        work(source, THREADS, true);
        work(source, THREADS, false);
        List<RecordedEvent> pinned = pinned(() -> {
            List<Future<?>> all = new ArrayList<>();
            try (Executor each = new Executor()) {
                for (int i = 0; i < THREADS; i++) {
                    int id = i;
                    all.add(each.threads.submit(() -> {
                        work(source, id, id % 2 == 0);
                        return null;
                    }));
                }
                for (Future<?> one : all) {
                    one.get(60, TimeUnit.SECONDS);
                }
            }
            return null;
        });
        assertThat(pinned).isEmpty();
    }

    /** That the recording shows what it is asked for. */
    @Test
    void thread_thatWaitsInAnInitialiser_isSeenToBePinned() throws Exception {
        List<RecordedEvent> pinned = pinned(() -> {
            try (Executor each = new Executor()) {
                each.threads.submit(() -> Slow.LOADED).get(60, TimeUnit.SECONDS);
            }
            return null;
        });
        assertThat(pinned).isNotEmpty();
    }

    private static final class Slow {
        static final Object LOADED = load();

        private static Object load() {
            LockSupport.parkNanos(20_000_000);
            return new Object();
        }
    }

    /** One virtual thread a task. This is compiled for a JDK that has none. */
    private static final class Executor implements AutoCloseable {
        final ExecutorService threads;

        Executor() throws ReflectiveOperationException {
            threads = (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }

    private List<RecordedEvent> pinned(Callable<?> work) throws Exception {
        Path file = directory.resolve("pinned.jfr");
        try (Recording recording = new Recording()) {
            recording
                    .enable("jdk.VirtualThreadPinned")
                    .withThreshold(Duration.ZERO)
                    .withStackTrace();
            recording.start();
            work.call();
            recording.stop();
            recording.dump(file);
        }
        return read(file);
    }

    private static List<RecordedEvent> read(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
                .filter(VirtualThreadTest::isOurs)
                .toList();
    }

    /** Whether the thread waits in our code, or in the driver that this test makes of H2; what H2 does itself is its own affair. */
    private static boolean isOurs(RecordedEvent event) {
        return event.getStackTrace().getFrames().stream()
                .map(frame -> frame.getMethod().getType().getName())
                .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
                .findFirst()
                .orElse("")
                .startsWith("io.noclobber.");
    }

    private static void work(NoclobberDataSource source, int id, boolean transaction) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(!transaction);
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT ID, NAME, AMOUNT FROM T WHERE ID = ?")) {
                select.setInt(1, id);
                try (ResultSet rows = select.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                }
            }
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE T SET NAME = ?, AMOUNT = AMOUNT + 1 WHERE ID = ?")) {
                update.setString(1, "new");
                update.setInt(2, id);
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
            if (transaction) {
                connection.commit();
            }
        }
    }

    /** The driver's object, each call of which takes a moment; and so are those that it gives. */
    private static <T> T waiting(Class<T> type, Object driver) {
        return type.cast(Proxy.newProxyInstance(
                VirtualThreadTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    LockSupport.parkNanos(50_000);
                    Object result;
                    try {
                        result = method.invoke(driver, given);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                    Class<?> gives = method.getReturnType();
                    boolean wraps = gives == Connection.class
                            || gives == PreparedStatement.class
                            || gives == Statement.class
                            || gives == ResultSet.class;
                    return result != null && wraps ? waiting(gives, result) : result;
                }));
    }
}
