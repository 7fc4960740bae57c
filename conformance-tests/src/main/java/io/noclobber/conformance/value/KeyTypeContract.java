package io.noclobber.conformance.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.NoclobberDriver;
import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.EntryPath;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import io.noclobber.observe.GuardCounts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * A row is read under its stored key and written under another spelling of it, for every type a key can have. Whatever
 * row the bare driver reaches by that spelling is guarded, or the write is counted as unguarded; the row beside it is
 * never taken for it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class KeyTypeContract {
    private static final AtomicInteger TABLES = new AtomicInteger();
    private static final int REFUSED = -1;
    private static final int FAILED = -2;

    private final Engine engine;
    private final List<String> unguarded = new ArrayList<>();
    private final List<String> literals = new ArrayList<>();
    private Connection bare;
    private Connection guarded;

    /** The contract for {@code engine}. */
    protected KeyTypeContract(Engine engine) {
        this.engine = engine;
    }

    /** All types of keys. */
    protected abstract List<KeySamples> keys();

    /**
     * The values that cannot be taken for a key, and are therefore not guarded. Of literals in a text only the plain ones are
     * understood, whatever the engine; the others are counted as any unguarded write is, and printed.
     */
    protected List<String> unguarded() {
        return List.of();
    }

    /** Whether a table can be dropped while another connection has statements prepared that name it. */
    protected boolean dropsTables() {
        return true;
    }

    @BeforeAll
    void open() throws SQLException {
        try {
            Database database = engine.database();
            bare = database.connect();
            guarded = EntryPath.URL.open(database, Map.of());
        } catch (EngineUnavailableException e) {
            abort(e.getMessage());
        }
    }

    @AfterAll
    void close() throws SQLException {
        if (guarded != null) {
            guarded.close();
        }
        if (bare != null) {
            bare.close();
        }
        System.out.println(engine + ": literals as keys that are not guarded: " + literals);
        assertThat(unguarded).as("values as keys that are not guarded").hasSameElementsAs(unguarded());
    }

    @TestFactory
    Stream<DynamicTest> key_spelledInAnyWay_addressesTheRowThatWasRead() {
        return keys().stream().map(samples -> DynamicTest.dynamicTest("key " + samples.type(), () -> check(samples)));
    }

    private void check(KeySamples samples) throws SQLException {
        QuietRefusals quiet = new QuietRefusals();
        String table = "nc_key_" + TABLES.incrementAndGet();
        execute("CREATE TABLE " + table + " (k " + samples.type() + " NOT NULL PRIMARY KEY, a INT)");
        try {
            insert(table, samples.key());
            insert(table, samples.other());
            List<String> wrong = new ArrayList<>();
            for (Object spelling : samples.spellings()) {
                check(samples, table, spelling, wrong);
            }
            assertThat(wrong).as(samples.type()).isEmpty();
        } finally {
            quiet.end();
            if (dropsTables()) {
                execute("DROP TABLE " + table);
            }
        }
    }

    private void check(KeySamples samples, String table, Object spelling, List<String> wrong) throws SQLException {
        String what = samples.type() + " by " + name(spelling);
        execute("UPDATE " + table + " SET a = 0");
        int expected = write(bare, table, spelling, 1);
        boolean first = expected == 1 && isWritten(table, samples.key());
        execute("UPDATE " + table + " SET a = 0");
        read(table);
        int unchanged = write(guarded, table, spelling, 2);
        if (unchanged != expected) {
            wrong.add(what + " gives " + unchanged + " instead of " + expected);
        }
        read(table);
        change(table, samples.other());
        int beside = write(guarded, table, spelling, 3);
        if (first && beside != 1) {
            wrong.add(what + " is taken for the row beside it: " + beside);
        }
        read(table);
        execute("UPDATE " + table + " SET a = a + 10");
        long before = countedUnguarded(table);
        int changed = write(guarded, table, spelling, 4);
        if (expected == 1 && changed == 1 && countedUnguarded(table) > before) {
            (spelling instanceof KeySamples.Literal ? literals : unguarded).add(what);
        } else if (expected == 1 && changed != REFUSED) {
            wrong.add(what + " of a changed row gives " + changed + " and is not counted");
        } else if (expected != 1 && changed != expected) {
            wrong.add(what + " of a changed row gives " + changed + " instead of " + expected);
        }
    }

    private static String name(Object spelling) {
        if (spelling instanceof KeySamples.Literal literal) {
            return literal.text();
        }
        Object shown = spelling instanceof byte[] bytes ? bytes.length + " bytes" : spelling;
        return spelling.getClass().getSimpleName() + " " + shown;
    }

    private static int write(Connection connection, String table, Object spelling, int value) {
        boolean literal = spelling instanceof KeySamples.Literal;
        String key = spelling instanceof KeySamples.Literal text ? text.text() : "?";
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE " + table + " SET a = " + value + " WHERE k = " + key)) {
            if (!literal) {
                update.setObject(1, spelling);
            }
            return update.executeUpdate();
        } catch (ConcurrencyConflictException refused) {
            return REFUSED;
        } catch (SQLException refused) {
            // what the database does not take as a key; the bare driver is asked as well
            return FAILED;
        }
    }

    private void read(String table) throws SQLException {
        try (Statement statement = guarded.createStatement();
                ResultSet rows = statement.executeQuery("SELECT k, a FROM " + table)) {
            while (rows.next()) {
                rows.getInt(2);
            }
        }
    }

    private boolean isWritten(String table, Object key) throws SQLException {
        try (PreparedStatement query =
                bare.prepareStatement("SELECT COUNT(*) FROM " + table + " WHERE a <> 0 AND k = " + expression(key))) {
            bind(query, key);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1) == 1;
            }
        }
    }

    private void change(String table, Object key) throws SQLException {
        try (PreparedStatement update =
                bare.prepareStatement("UPDATE " + table + " SET a = 7 WHERE k = " + expression(key))) {
            bind(update, key);
            assertThat(update.executeUpdate()).isOne();
        }
    }

    private void insert(String table, Object key) throws SQLException {
        try (PreparedStatement insert =
                bare.prepareStatement("INSERT INTO " + table + " (k, a) VALUES (" + expression(key) + ", 0)")) {
            bind(insert, key);
            insert.executeUpdate();
        }
    }

    private static String expression(Object key) {
        return key instanceof String text ? text : "?";
    }

    private static void bind(PreparedStatement statement, Object key) throws SQLException {
        if (!(key instanceof String)) {
            statement.setObject(1, key);
        }
    }

    /** Also what was not understood, wherever that is counted. */
    private static long countedUnguarded(String table) {
        GuardCounts counts = NoclobberDriver.counts();
        long notUnderstood = sum(counts.notAnalysed()) + sum(counts.elsewhere().unguarded());
        return counts.tables().entrySet().stream()
                .filter(each -> each.getKey().name().equalsIgnoreCase(table))
                .mapToLong(each -> sum(each.getValue().unguarded()))
                .reduce(notUnderstood, Long::sum);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = bare.createStatement()) {
            statement.execute(sql);
        }
    }
}
