package io.noclobber.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.dialect.Dialects;
import io.noclobber.row.TableName;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private final AtomicLong now = new AtomicLong();
    private Connection connection;
    private Catalog catalog;
    private Lookup session;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:", "sa", "");
        catalog = new Catalog(Dialects.of(connection), now::get);
        session = new Lookup(KeyOption.NONE);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void compositeKey_isFound_inKeyOrder() throws SQLException {
        execute("CREATE TABLE line(line_no INT, order_id INT, note VARCHAR(9), PRIMARY KEY(order_id, line_no))");

        Table table = find("Line");

        assertThat(table.keySource()).isEqualTo(KeySource.PRIMARY_KEY);
        assertThat(names(table.key())).containsExactly("ORDER_ID", "LINE_NO");
        assertThat(names(table.columns())).containsExactly("LINE_NO", "ORDER_ID", "NOTE");
        assertThat(table.sqlName()).isEqualTo("\"PUBLIC\".\"LINE\"");
    }

    @Test
    void table_thatAppearsLater_isFoundAfterInvalidate() throws SQLException {
        assertThat(catalog.find(connection, session, path("late"))).isNull();
        execute("CREATE TABLE late(id INT PRIMARY KEY)");
        assertThat(catalog.find(connection, session, path("late"))).isNull();

        catalog.invalidate();

        assertThat(find("late").name()).isEqualTo(new TableName(connection.getCatalog(), "PUBLIC", "LATE"));
    }

    @Test
    void table_thatNobodyAnnounced_isFoundAfterAWhile() throws SQLException {
        execute("CREATE TABLE known(id INT PRIMARY KEY)");
        Table known = find("known");
        assertThat(catalog.find(connection, session, path("late"))).isNull();
        execute("CREATE TABLE late(id INT PRIMARY KEY)");
        long before = catalog.generation();

        now.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(catalog.find(connection, session, path("late"))).isNull();
        assertThat(catalog.generation()).isEqualTo(before);

        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(catalog.generation()).isNotEqualTo(before);
        assertThat(find("late").key()).hasSize(1);
        assertThat(find("known")).isSameAs(known);
    }

    @Test
    void generatedColumn_thatNobodyAnnounced_isNoticedAfterAMinute() throws SQLException {
        execute("CREATE TABLE t(id INT PRIMARY KEY, a INT)");
        Table known = find("t");
        long before = catalog.generation();
        assertThat(known.storesAsSet()).isTrue();
        execute("ALTER TABLE t ADD b INT GENERATED ALWAYS AS (a + 1)");

        now.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(catalog.isFresh(connection, known)).isTrue();

        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(catalog.isFresh(connection, known)).isFalse();
        assertThat(catalog.generation()).isNotEqualTo(before);
        assertThat(find("t").storesAsSet()).isFalse();
        assertThat(catalog.isFresh(connection, find("t"))).isTrue();
    }

    @Test
    void table_isReadOnce_forAllSessions() throws SQLException {
        execute("CREATE TABLE t(id INT PRIMARY KEY)");

        Table first = find("t");

        assertThat(catalog.find(connection, new Lookup(KeyOption.NONE), path("T")))
                .isSameAs(first);
    }

    @Test
    void temporaryTable_isNotGuarded_norTakenForItsNamesakeElsewhere() throws SQLException {
        execute("CREATE GLOBAL TEMPORARY TABLE t(id INT PRIMARY KEY) ON COMMIT DELETE ROWS");
        execute("CREATE SCHEMA other");
        execute("CREATE TABLE other.t(id INT PRIMARY KEY)");

        assertThat(catalog.find(connection, session, path("t"))).isNull();
        assertThat(catalog.find(connection, session, path("other", "t"))).isNotNull();
    }

    @Test
    void driverThatAsksUsWhileItAnswers_isToldNothing() throws SQLException {
        execute("CREATE TABLE t(id INT PRIMARY KEY)");
        List<@Nullable Table> inner = new ArrayList<>();
        Connection curious = stub(connection, raw -> inner.add(catalog.find(raw, session, path("t"))));

        assertThat(catalog.find(curious, session, path("t"))).isNotNull();
        assertThat(inner).isNotEmpty().containsOnlyNulls();
    }

    /** Whoever waits for the database, as for a lock on its catalog, keeps nobody waiting who asks it as well. */
    @Test
    void driverThatDoesNotAnswerYet_leavesOtherConnectionsAlone() throws SQLException {
        execute("CREATE TABLE t(id INT PRIMARY KEY)");
        ExecutorService others = Executors.newSingleThreadExecutor();
        List<@Nullable Table> meanwhile = new ArrayList<>();
        Connection waiting = stub(connection, raw -> {
            try {
                Lookup own = new Lookup(KeyOption.NONE);
                Table found = others.submit(() -> catalog.find(connection, own, path("t")))
                        .get(10, TimeUnit.SECONDS);
                meanwhile.add(found);
            } catch (InterruptedException | ExecutionException | TimeoutException kept) {
                throw new SQLException("another connection is kept waiting", kept);
            }
        });
        try {
            assertThat(catalog.find(waiting, session, path("t"))).isNotNull();
            assertThat(meanwhile).isNotEmpty().doesNotContainNull();
        } finally {
            others.shutdownNow();
        }
    }

    @Test
    void failureOfTheDriver_isNotRemembered() throws SQLException {
        execute("CREATE TABLE t(id INT PRIMARY KEY)");
        Connection failing = stub(connection, raw -> {
            throw new SQLException("not now");
        });

        assertThatThrownBy(() -> catalog.find(failing, session, path("t"))).hasMessage("not now");
        assertThat(catalog.find(connection, session, path("t"))).isNotNull();
    }

    private interface Before {
        void run(Connection raw) throws SQLException;
    }

    /** The connection, with something that happens before its metadata is handed out. */
    private static Connection stub(Connection target, Before before) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getMetaData")) {
                        before.run((Connection) proxy);
                    }
                    return method.invoke(target, arguments);
                });
    }

    private Table find(String name) throws SQLException {
        Table table = catalog.find(connection, session, path(name));
        assertThat(table).isNotNull();
        return table;
    }

    private static List<NamePart> path(String... bare) {
        List<NamePart> path = new ArrayList<>();
        for (String part : bare) {
            path.add(new NamePart(part, false));
        }
        return path;
    }

    private static List<@Nullable String> names(List<Column> columns) {
        return columns.stream()
                .<@Nullable String>map(column -> column.name().name())
                .toList();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
