package io.noclobber.conformance;

import io.noclobber.conformance.database.Behaviour;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.Isolation;
import io.noclobber.conformance.database.Trait;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Finds out by the bare driver what a database does of that in which databases differ: it may be of another release, set up in
 * another way, or of an engine that nobody has measured; and its user may not have every right. Confined to one thread.
 */
public final class Probes implements AutoCloseable {
    private static final long MOMENT_MILLIS = 300;
    private static final long LIMIT_SECONDS = 60;
    private static final String ROW = "SELECT id, n, name FROM {probe} WHERE id = 1";

    private final Database database;
    private final BooleanSupplier stopped;
    private final FreshSessions sessions;
    private final Map<Trait, Probe> probes = new EnumMap<>(Trait.class);
    private final Set<String> left = new LinkedHashSet<>();
    private final ExecutorService others = Executors.newSingleThreadExecutor();
    private Session alice;
    private Session bob;

    /** A look that fails, or answers false, where the database does not do so. */
    @FunctionalInterface
    private interface Probe {
        boolean holds() throws Exception;
    }

    private Probes(Database database, BooleanSupplier stopped) throws SQLException {
        this.database = database;
        this.stopped = stopped;
        this.sessions = new FreshSessions(database, this::named, ROW);
        this.alice = sessions.open();
        this.bob = sessions.open();
        probes.put(Trait.READERS_PASS_WRITERS, this::readersPass);
        probes.put(Trait.SELECT_FOR_UPDATE, () -> gives("SELECT id, n FROM {probe} WHERE id = 1 FOR UPDATE"));
        probes.put(
                Trait.UPDATE_RETURNING, () -> gives("UPDATE {probe} SET name = 'a' WHERE id = 1 RETURNING id, name"));
        probes.put(Trait.DELETE_RETURNING, () -> gives("DELETE FROM {probe} WHERE id = 2 RETURNING id, name"));
        probes.put(Trait.SCROLLABLE_CURSORS, this::scrolls);
        probes.put(Trait.UPDATABLE_CURSORS, this::writesThroughCursors);
        probes.put(Trait.REFRESHED_CURSORS, this::refreshesCursors);
        probes.put(Trait.UPDATABLE_VIEWS, this::viewsAreWritten);
        probes.put(Trait.COMPUTED_COLUMNS, this::columnsAreComputed);
        probes.put(Trait.DEFAULT_IN_UPDATE, () -> counts("UPDATE {probe} SET name = DEFAULT WHERE id = 1"));
        probes.put(Trait.DELETES_MEET_UPDATES, this::deletesMeetUpdates);
        probes.put(Trait.SAVEPOINTS, this::hasSavepoints);
        probes.put(Trait.FAILURES_LEAVE_TRANSACTION, this::failuresLeaveTransaction);
        probes.put(Trait.CHARACTER_STREAMS, this::givesStreams);
        probes.put(Trait.UNIQUE_CONSTRAINTS_LISTED, this::listsConstraints);
        probes.put(Trait.ROW_TRIGGERS, this::hasTriggers);
        probes.put(Trait.CASE_SENSITIVE_KEYS, () -> isNoKey("A"));
        probes.put(Trait.BLANK_SENSITIVE_KEYS, () -> isNoKey("a "));
    }

    /**
     * What {@code database} does.
     *
     * @param stopped whether nothing more is to be made
     * @throws SQLException when a user may not even create a table and write its rows
     * @throws InterruptedException when {@code stopped} says so
     */
    public static Behaviour of(Database database, BooleanSupplier stopped) throws SQLException, InterruptedException {
        try (Probes probes = new Probes(database, stopped)) {
            probes.createTables();
            return new Behaviour(
                    probes.lacking(),
                    probes.levels(level -> probes.readerBlocks(level)),
                    probes.levels(level -> !probes.writerWaits(level)));
        }
    }

    private String named(String text) {
        return text.replaceAll("\\{(\\w+)}", database.place().prefix() + "$1_0");
    }

    private void createTables() throws SQLException {
        create("probe", "id INT NOT NULL PRIMARY KEY, n INT, name VARCHAR(20)");
        bob.write("INSERT INTO {probe} (id, n, name) VALUES (1, 1, 'a')");
        bob.write("INSERT INTO {probe} (id, n, name) VALUES (2, 2, 'b')");
        create("keys", "code VARCHAR(10) NOT NULL PRIMARY KEY, n INT");
        bob.write("INSERT INTO {keys} (code, n) VALUES ('a', 1)");
    }

    private void create(String name, String columns) throws SQLException {
        bob.writePlain("CREATE TABLE {" + name + "} (" + columns + ")"
                + database.engine().tableOptions());
        left.add("TABLE {" + name + "}");
    }

    /** What is not tried is as it is known of the engine. */
    private Set<Trait> lacking() throws SQLException, InterruptedException {
        Set<Trait> lacking = EnumSet.noneOf(Trait.class);
        for (Trait trait : Trait.values()) {
            Probe probe = probes.get(trait);
            boolean does = probe == null ? knownToDo(trait) : holds(probe);
            if (!does) {
                lacking.add(trait);
            }
        }
        return lacking;
    }

    private boolean knownToDo(Trait trait) {
        if (trait == Trait.QUALIFIED_TABLES && database.engine() == Engine.STRANGER) {
            return qualifies();
        }
        return database.engine().does(trait);
    }

    private boolean qualifies() {
        try {
            DatabaseMetaData metaData = bob.connection().getMetaData();
            return metaData.supportsSchemasInDataManipulation() || metaData.supportsCatalogsInDataManipulation();
        } catch (SQLException refused) {
            return false;
        }
    }

    /** A look that fails says no, but for one that lost its connection, which is taken again; the next one begins anew. */
    private boolean holds(Probe probe) throws SQLException, InterruptedException {
        if (stopped.getAsBoolean()) {
            throw new InterruptedException("the run was stopped");
        }
        List<String> before = List.copyOf(left);
        try {
            return beginAnew(probe.holds());
        } catch (InterruptedException ended) {
            throw ended;
        } catch (Exception refused) {
            boolean usable = beginAnew(true);
            if (!usable || !sessions.isLost(refused)) {
                return false;
            }
            dropAllBut(before, bob);
        }
        try {
            return beginAnew(probe.holds());
        } catch (InterruptedException ended) {
            throw ended;
        } catch (Exception refused) {
            beginAnew(false);
            return false;
        }
    }

    private void dropAllBut(List<String> before, Session session) throws SQLException {
        List<String> objects = new ArrayList<>(left);
        for (int i = objects.size() - 1; i >= before.size(); i--) {
            session.writePlain("DROP " + objects.get(i));
            left.remove(objects.get(i));
        }
    }

    /**
     * Takes both users out of their transactions.
     *
     * @return {@code answer}, if they are of use then
     * @throws SQLException when no connection is to be had
     */
    private boolean beginAnew(boolean answer) throws SQLException {
        try {
            alice = sessions.renewed(alice);
            bob = sessions.renewed(bob);
            return answer;
        } catch (SQLException broken) {
            if (sessions.isLost(broken)) {
                throw broken;
            }
            return false;
        }
    }

    private Set<Isolation> levels(LevelProbe probe) throws SQLException, InterruptedException {
        Set<Isolation> levels = EnumSet.noneOf(Isolation.class);
        int before = alice.connection().getTransactionIsolation();
        for (Isolation level : Isolation.values()) {
            if (holds(() -> {
                alice.connection().setTransactionIsolation(level.level());
                return probe.holds(level);
            })) {
                levels.add(level);
            }
        }
        if (before != Connection.TRANSACTION_NONE) {
            alice.connection().setTransactionIsolation(before);
        }
        return levels;
    }

    @FunctionalInterface
    private interface LevelProbe {
        boolean holds(Isolation level) throws Exception;
    }

    private boolean readerBlocks(Isolation level) throws Exception {
        alice.begin().read("SELECT id, n, name FROM {probe} WHERE id = 1");
        Future<?> other = others.submit(() -> bob.write("UPDATE {probe} SET n = n + 1 WHERE id = 1"));
        boolean waits = !endsSoon(other);
        alice.rollback();
        endAtLast(other);
        return waits;
    }

    /** By a write that looks at the row as a guarded one does. */
    private boolean writerWaits(Isolation level) throws Exception {
        alice.begin().read("SELECT id, n, name FROM {probe} WHERE id = 1");
        alice.commit();
        bob.begin().write("UPDATE {probe} SET name = 'other' WHERE id = 1");
        Future<?> mine =
                others.submit(() -> alice.write("UPDATE {probe} SET n = n + 1 WHERE id = 1 AND name <> 'other'"));
        boolean waits = !endsSoon(mine);
        bob.rollback();
        endAtLast(mine);
        return waits;
    }

    private boolean readersPass() throws Exception {
        bob.begin().write("UPDATE {probe} SET n = n + 1 WHERE id = 1");
        Future<?> reading = others.submit(() -> alice.read("SELECT n FROM {probe} WHERE id = 1"));
        boolean passes = endsSoon(reading);
        bob.rollback();
        endAtLast(reading);
        return passes;
    }

    private boolean deletesMeetUpdates() throws Exception {
        create("gone", "id INT NOT NULL PRIMARY KEY, n INT");
        bob.write("INSERT INTO {gone} (id, n) VALUES (1, 1)");
        alice.begin().read("SELECT id, n FROM {gone}");
        Future<?> deleting = others.submit(() -> bob.write("DELETE FROM {gone} WHERE id = 1"));
        if (!endsSoon(deleting)) {
            alice.rollback();
            endAtLast(deleting);
            return true;
        }
        endAtLast(deleting);
        boolean updated;
        try {
            updated = alice.write("UPDATE {gone} SET n = 2 WHERE id = 1") > 0;
            alice.commit();
        } catch (SQLException met) {
            updated = false;
        }
        return !updated;
    }

    private boolean gives(String text) throws SQLException {
        alice.begin();
        return !alice.read(text).isEmpty();
    }

    private boolean counts(String text) throws SQLException {
        alice.begin();
        return alice.write(text) == 1;
    }

    private boolean isNoKey(String code) throws SQLException {
        return alice.read("SELECT n FROM {keys} WHERE code = ?", code).isEmpty();
    }

    private boolean scrolls() throws SQLException {
        try (Statement statement = alice.connection()
                        .createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                ResultSet rows = statement.executeQuery(alice.sql("SELECT id FROM {probe}"))) {
            return rows.last() && rows.first();
        }
    }

    private boolean writesThroughCursors() throws SQLException {
        alice.begin();
        try (Statement statement =
                        alice.connection().createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE);
                ResultSet rows = statement.executeQuery(alice.sql(ROW))) {
            return rows.next() && rows.getConcurrency() == ResultSet.CONCUR_UPDATABLE;
        }
    }

    private boolean refreshesCursors() throws Exception {
        bob.write("UPDATE {probe} SET name = 'old' WHERE id = 1");
        Future<?> other;
        try (Statement statement = alice.connection()
                        .createStatement(
                                ResultSet.TYPE_SCROLL_INSENSITIVE,
                                ResultSet.CONCUR_UPDATABLE,
                                ResultSet.HOLD_CURSORS_OVER_COMMIT);
                ResultSet rows = statement.executeQuery(alice.sql(ROW))) {
            rows.next();
            other = others.submit(() -> bob.write("UPDATE {probe} SET name = 'new' WHERE id = 1"));
            if (endsSoon(other)) {
                rows.refreshRow();
                return "new".equals(rows.getString("name"));
            }
        }
        endAtLast(other);
        return false;
    }

    private boolean viewsAreWritten() throws SQLException {
        bob.writePlain("CREATE VIEW {seen} AS SELECT id, n FROM {probe}");
        left.add("VIEW {seen}");
        return counts("UPDATE {seen} SET n = 5 WHERE id = 1");
    }

    private boolean columnsAreComputed() throws SQLException {
        String stored = database.engine().isPostgres() ? " STORED" : "";
        create("computed", "id INT NOT NULL PRIMARY KEY, twice INT GENERATED ALWAYS AS (id * 2)" + stored);
        return true;
    }

    private boolean hasSavepoints() throws SQLException {
        alice.begin();
        alice.connection().rollback(alice.connection().setSavepoint());
        return true;
    }

    private boolean failuresLeaveTransaction() throws SQLException {
        alice.begin().write("UPDATE {probe} SET n = 7 WHERE id = 1");
        try {
            alice.write("INSERT INTO {probe} (id, n) VALUES (1, 1)");
            return false;
        } catch (SQLException duplicate) {
            return "7".equals(alice.value("SELECT n FROM {probe} WHERE id = 1"));
        }
    }

    private boolean givesStreams() throws SQLException {
        try (PreparedStatement statement = alice.prepare("SELECT name FROM {probe} WHERE id = 1");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() && rows.getCharacterStream(1) != null;
        }
    }

    private boolean listsConstraints() throws SQLException {
        create("once", "id INT NOT NULL UNIQUE, n INT");
        Connection connection = bob.connection();
        DatabaseMetaData metaData = connection.getMetaData();
        String name = bob.sql("{once}");
        if (metaData.storesUpperCaseIdentifiers()) {
            name = name.toUpperCase(Locale.ROOT);
        } else if (metaData.storesLowerCaseIdentifiers()) {
            name = name.toLowerCase(Locale.ROOT);
        }
        try (ResultSet indexes =
                metaData.getIndexInfo(connection.getCatalog(), connection.getSchema(), name, true, true)) {
            while (indexes.next()) {
                if (indexes.getString("COLUMN_NAME") != null) {
                    return true;
                }
            }
            return false;
        }
    }

    private boolean hasTriggers() throws SQLException {
        create("docs", "id INT NOT NULL PRIMARY KEY, title VARCHAR(50), version INT NOT NULL");
        bob.write("INSERT INTO {docs} (id, title, version) VALUES (1, 'draft', 1)");
        List<String> after = new ArrayList<>();
        Triggers.countVersions(database.engine(), bob, after::add);
        after.forEach(text -> left.add(text.substring("DROP ".length())));
        bob.write("UPDATE {docs} SET title = 'more' WHERE id = 1");
        return "2".equals(bob.value("SELECT version FROM {docs}"));
    }

    private static boolean endsSoon(Future<?> work) throws InterruptedException {
        try {
            work.get(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Whatever comes of it: it was only to be seen whether it waits. */
    private void endAtLast(Future<?> work) throws SQLException, InterruptedException, TimeoutException {
        try {
            work.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            if (!(refused.getCause() instanceof SQLException cause)) {
                throw new IllegalStateException(refused.getCause());
            }
            if (sessions.isLost(cause)) {
                throw cause;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        others.shutdownNow();
        beginAnew(true);
        try (Session last = bob) {
            alice.close();
            dropAllBut(List.of(), last);
        }
    }
}
