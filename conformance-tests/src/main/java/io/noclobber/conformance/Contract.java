package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import io.noclobber.NoclobberDriver;
import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Behaviour;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.Isolation;
import io.noclobber.conformance.database.Trait;
import io.noclobber.observe.GuardCounts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A part of what noclobber promises. Two users, one on a connection under test and one on a connection
 * of the bare driver, work on tables that nobody else knows.
 */
@Timeout(value = 40, unit = TimeUnit.SECONDS)
@ExtendWith(LostConnectionsTold.class)
public abstract class Contract {
    /** How long anything may wait for somebody else. */
    protected static final int LIMIT_SECONDS = 20;

    /** How long an explanation waits that cannot come; as long as it takes by default, the tests would take minutes more. */
    private static final String BLOCKED_LOOK = "300ms";

    /** Tags the tests that hold for the bare driver as well. */
    public static final String HOLDS_BARE = "holds-bare";

    /** Tags the tests that ask whether something comes to an end, so that a time limit which ends them is an answer. */
    public static final String MUST_END = "must-end";

    private static final AtomicInteger TESTS = new AtomicInteger();
    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

    private final List<Session> sessions = new ArrayList<>();

    /** All that this test has opened, whoever closes them. */
    private final List<Session> opened = new CopyOnWriteArrayList<>();

    private final List<String> tables = new ArrayList<>();
    private final List<String> cleanUp = new ArrayList<>();
    private final ExecutorService others = Executors.newCachedThreadPool();
    private final int number = TESTS.incrementAndGet();
    private Setting setting;
    private OptionalInt openBefore = OptionalInt.empty();

    /** The user whose connection is under test. */
    protected Session alice;

    /** The user of the bare driver, who gets in between. */
    protected Session bob;

    /** What to run against. */
    protected abstract Setting setting();

    @BeforeEach
    final void openSessions() throws SQLException {
        setting = setting();
        if (!setting.database().place().isShared()) {
            try (Connection watch = setting.database().connect()) {
                openBefore = OpenConnections.count(engine(), watch);
            }
        }
        bob = bare();
        alice = guarded();
    }

    @AfterEach
    final void closeSessions() throws SQLException, InterruptedException {
        if (setting == null) {
            // The database is left out, and nothing was opened.
            return;
        }
        others.shutdownNow();
        assertThat(others.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS))
                .as("all threads have ended")
                .isTrue();
        for (Session session : sessions) {
            session.close();
        }
        try (Connection connection = setting.database().connect();
                Session last = borrowed(connection)) {
            for (String text : cleanUp) {
                last.writePlain(text);
            }
            for (int i = tables.size() - 1; i >= 0; i--) {
                last.writePlain("DROP TABLE {" + tables.get(i) + "}");
            }
            if (!setting.database().place().isShared()) {
                nothingIsOpen(last);
            }
        }
    }

    private void nothingIsOpen(Session last) throws SQLException, InterruptedException {
        // A server notices the end of a connection a moment later.
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        OptionalInt open = OpenConnections.count(engine(), last.connection());
        while (open.orElse(0) > openBefore.orElse(0) && System.nanoTime() < limit) {
            Thread.sleep(20);
            open = OpenConnections.count(engine(), last.connection());
        }
        assertThat(open.orElse(0)).as("connections open after the test").isLessThanOrEqualTo(openBefore.orElse(0));
    }

    protected final Engine engine() {
        return setting.database().engine();
    }

    /** What the database does of that in which databases differ. */
    protected final Behaviour behaviour() {
        return setting.database().behaviour();
    }

    /** Whether the database does so. */
    protected final boolean does(Trait trait) {
        return behaviour().does(trait);
    }

    /** Opens another connection under test, with options such as {@code compare=changed}. */
    protected final Session guarded(String... options) throws SQLException {
        Map<String, String> map = new LinkedHashMap<>();
        if (!does(Trait.READERS_PASS_WRITERS)) {
            // a look at the row from a second connection waits for the write of the first, and fails
            map.put("diffTimeout", BLOCKED_LOOK);
        }
        for (String option : options) {
            int equals = option.indexOf('=');
            map.put(option.substring(0, equals), named(option.substring(equals + 1)));
        }
        return keep(borrowed(setting.opener().open(setting.database(), map)));
    }

    /** Opens another connection of the bare driver. */
    protected final Session bare() throws SQLException {
        return keep(opened(new Session(
                setting.database().connect(),
                this::named,
                setting.database().place().isShared())));
    }

    /** Closes a session whose connection its driver may have lost, and then does not know how to close. */
    protected final void abandon(Session session) {
        sessions.remove(session);
        Throwable lost = catchThrowable(session::drop);
        if (lost != null) {
            assertThat(lost).isInstanceOf(SQLException.class);
        }
    }

    /** A session on a connection that the test itself closes. */
    protected final Session borrowed(Connection connection) {
        return opened(new Session(connection, this::named));
    }

    private Session opened(Session session) {
        opened.add(session);
        return session;
    }

    /**
     * Whether a connection is gone that this test has opened and not closed itself. Not all tests say so, where it is only missed: they
     * find that a write does not wait, or is refused otherwise than they have thought.
     */
    final boolean hasLostAConnection() throws InterruptedException {
        return setting != null && new LostSessions(setting.database(), others).isAmong(opened);
    }

    private Session keep(Session session) {
        sessions.add(session);
        return session;
    }

    private String named(String text) {
        return NAME.matcher(text).replaceAll(setting.database().place().prefix() + "$1_" + number);
    }

    /** A name that no other test of this run has, and this one in each run. */
    final String unique(String word) {
        return word + " " + number;
    }

    /** Creates a table that is dropped after the test. */
    protected final void create(String name, String columns) throws SQLException {
        bob.writePlain("CREATE TABLE {" + name + "} (" + columns + ")" + engine().tableOptions());
        tables.add(name);
    }

    /** Runs {@code text} after the test, before its tables are dropped. */
    protected final void cleanUp(String text) {
        cleanUp.add(text);
    }

    /** Creates the table {@code {orders}} with two rows, 1 and 2. */
    protected final void createOrders() throws SQLException {
        create("orders", "id INT NOT NULL PRIMARY KEY, status VARCHAR(20), amount DECIMAL(10,2), note VARCHAR(100)");
        bob.write("INSERT INTO {orders} (id, status, amount, note) VALUES (1, 'OPEN', 10.00, 'first')");
        bob.write("INSERT INTO {orders} (id, status, amount, note) VALUES (2, 'OPEN', 20.00, NULL)");
    }

    /** Reads one whole row of {@code {orders}}. */
    protected static void readOrder(Session session, int id) throws SQLException {
        assertThat(session.read("SELECT id, status, amount, note FROM {orders} WHERE id = ?", id))
                .hasSize(1);
    }

    /** What the noclobber has counted that guards these connections. */
    protected final GuardCounts counts() {
        return AgentView.isOn() ? AgentView.counts(alice.connection()) : NoclobberDriver.counts();
    }

    /** The status of a row of {@code {orders}}, as everybody sees it. */
    protected final String status(int id) throws SQLException {
        return String.valueOf(bob.value("SELECT status FROM {orders} WHERE id = ?", id));
    }

    /** Asserts that what is remembered of order 1 is what the database holds: neither too old nor forgotten. */
    protected final void assertNextChangeOfOthersIsSeen() throws SQLException {
        String write = "UPDATE {orders} SET status = ? WHERE id = ?";
        bob.write(write, "THEIRS", 1);
        refused(() -> alice.write(write, "LATE", 1));
        if (!alice.connection().getAutoCommit()) {
            alice.rollback();
        }
        assertThat(status(1)).isEqualTo("THEIRS");
    }

    /** Asserts that {@code write} is refused as a conflict. */
    protected static ConcurrencyConflictException refused(ThrowingCallable write) {
        Throwable thrown = AgentView.of(catchThrowable(write));
        assertThat(thrown)
                .as("the write that would overwrite somebody's change")
                .isNotNull();
        if (thrown instanceof ConcurrencyConflictException conflict) {
            return conflict;
        }
        return fail("not refused as a conflict but by " + thrown, thrown);
    }

    /** Lets somebody else do {@code work} meanwhile. */
    protected final <T> Future<T> meanwhile(Callable<T> work) {
        return others.submit(work);
    }

    /** Whether there are savepoints; that there are none is asserted. */
    protected final boolean hasSavepoints() throws SQLException {
        if (does(Trait.SAVEPOINTS)) {
            return true;
        }
        alice.begin();
        assertThatThrownBy(() -> alice.connection().setSavepoint()).isInstanceOf(SQLFeatureNotSupportedException.class);
        alice.rollback();
        return false;
    }

    /** Whether results can be scrolled; that the driver gives none of that type is asserted. */
    protected final boolean hasScrollableCursors(int type) {
        if (does(Trait.SCROLLABLE_CURSORS)) {
            return true;
        }
        assertThatThrownBy(() -> alice.connection().createStatement(type, ResultSet.CONCUR_READ_ONLY))
                .isInstanceOf(SQLException.class);
        return false;
    }

    /** Whether rows can be locked by a query; that the database takes none that would is asserted. */
    protected final boolean hasLockingReads() {
        if (does(Trait.SELECT_FOR_UPDATE)) {
            return true;
        }
        assertThatThrownBy(() -> alice.read("SELECT id, status FROM {orders} WHERE id = 1 FOR UPDATE"))
                .isInstanceOf(SQLException.class);
        return false;
    }

    /** Whether triggers can change the row that is being updated; that there are none is asserted. */
    protected final boolean hasRowTriggers() throws SQLException {
        if (does(Trait.ROW_TRIGGERS)) {
            return true;
        }
        create("docs", "id INT NOT NULL PRIMARY KEY, version INT");
        assertThatThrownBy(() -> Triggers.countVersions(engine(), bob, this::cleanUp))
                .isInstanceOf(SQLException.class);
        return false;
    }

    /**
     * Whether somebody else can write a row beside the transaction of {@code reader}, who has read it; if not, as on SQLite
     * without a write-ahead log, that is asserted, and the reader's transaction is over.
     */
    protected final boolean isLetIn(Session reader, Callable<Integer> write) throws Exception {
        Future<Integer> writing = meanwhile(write);
        if (!keepsWritersOut(reader)) {
            assertThat(await(writing)).isOne();
            return true;
        }
        assertThat(isDoneSoon(writing))
                .as("the other writer waits for the reader")
                .isFalse();
        reader.rollback();
        // some give up instead of waiting
        Throwable unused = catchThrowable(() -> await(writing));
        return false;
    }

    /**
     * Whether somebody else can write a row beside what {@code reader} has open, a result or a transaction that he began by the way; if
     * not, that is where readers keep writers out, and it is closed and the transaction is over.
     */
    protected final boolean isLetIn(Session reader, AutoCloseable open, Callable<Integer> write) throws Exception {
        Future<Integer> writing = meanwhile(write);
        if (!keepsWritersOut(reader) || isDoneSoon(writing)) {
            assertThat(await(writing)).isOne();
            return true;
        }
        open.close();
        if (!reader.connection().getAutoCommit()) {
            reader.rollback();
        }
        // some give up instead of waiting
        Throwable unused = catchThrowable(() -> await(writing));
        return false;
    }

    /** Whether a reader keeps others from writing what he reads, at the level that he is at. */
    protected final boolean keepsWritersOut(Session reader) throws SQLException {
        int level = reader.connection().getTransactionIsolation();
        return Stream.of(Isolation.values())
                .anyMatch(each -> each.level() == level && behaviour().readersBlockWriters(each));
    }

    private static boolean isDoneSoon(Future<?> writing) throws InterruptedException {
        return endsSoon(writing) && catchThrowable(() -> await(writing)) == null;
    }

    /** Waits for what somebody else does, no longer than the limit. */
    protected static <T> T await(Future<T> work) throws Exception {
        try {
            return work.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Whether {@code work} ends within a moment; {@code false} means that it waits for somebody. */
    protected static boolean endsSoon(Future<?> work) throws InterruptedException {
        try {
            work.get(250, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** The type of a column for long texts. */
    final String longText() {
        return switch (engine()) {
            case POSTGRESQL_14, POSTGRESQL_18, DUCKDB -> "TEXT";
            case MARIADB, MYSQL_56 -> "LONGTEXT";
            case FIREBIRD -> "BLOB SUB_TYPE TEXT";
            case HSQLDB, HSQLDB_MVCC, H2, STRANGER, DERBY, SQLITE -> "CLOB(1000000)";
            case IGNITE -> "VARCHAR";
        };
    }
}
