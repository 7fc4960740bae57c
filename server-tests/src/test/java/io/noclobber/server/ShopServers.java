package io.noclobber.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One server with the agent, and another one without, both with the application on each database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ShopServers {
    static final Path AGENT =
            Path.of(System.getProperty("agent.jar")).toAbsolutePath().normalize();
    /** What people are told of a change that somebody else has made meanwhile. */
    static final String NOT_SAVED = "was not saved, because someone else changed it";

    private final Map<String, ShopDatabase> databases = new LinkedHashMap<>();
    private final AtomicInteger orders = new AtomicInteger();
    private HsqldbServer hsqldb;
    private RunningServer guarded;
    private RunningServer bare;

    abstract ServerKind kind();

    /** The server with the agent. */
    final RunningServer guarded() {
        return guarded;
    }

    /** The one without. */
    final RunningServer bare() {
        return bare;
    }

    @BeforeAll
    void startServers(@TempDir Path place) throws Exception {
        hsqldb = HsqldbServer.start();
        Database postgres = Engine.POSTGRESQL_18.database();
        databases.put("hsqldb", hsqldb.database());
        databases.put(
                "postgresql",
                new ShopDatabase(
                        "org.postgresql.Driver",
                        "org.postgresql.ds.PGSimpleDataSource",
                        postgres.url(),
                        postgres.user(),
                        postgres.password()));
        for (ShopDatabase database : databases.values()) {
            database.create();
        }
        guarded = start(place.resolve("guarded"), "-javaagent:" + AGENT);
        bare = start(place.resolve("bare"));
    }

    /** It lives for some seconds: there is nothing to optimise for. */
    private RunningServer start(Path base, String... more) throws IOException, InterruptedException {
        List<String> jvm = new ArrayList<>(List.of(more));
        jvm.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        return RunningServer.start(kind(), base, jvm, databases);
    }

    @AfterAll
    void stop() {
        for (AutoCloseable started : new AutoCloseable[] {bare, guarded, hsqldb}) {
            close(started);
        }
        if (guarded != null) {
            assertThat(guarded.said())
                    .doesNotContain("a fault of noclobber")
                    .doesNotContain("cannot guard")
                    .doesNotContain("NOT guarded");
        }
    }

    private static void close(AutoCloseable started) {
        try {
            if (started != null) {
                started.close();
            }
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    final int nextOrder() {
        return orders.incrementAndGet();
    }

    /** A new order in one of the application's databases. */
    final Shop shop(String path) throws SQLException {
        return shop(path, path, nextOrder());
    }

    /** The application at {@code path} has the database of that at {@code other}. */
    final Shop shop(String path, String other, int id) throws SQLException {
        ShopDatabase database = databases.get(other);
        database.insert(id);
        return new Shop(guarded, path, database, id);
    }
}
