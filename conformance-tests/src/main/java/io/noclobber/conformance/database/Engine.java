package io.noclobber.conformance.database;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A database product that noclobber supports, with what it does not do. Thread-safe. */
public enum Engine {
    /** With its default, table locks. */
    HSQLDB(
            "HSQLDB",
            EmbeddedDatabases::hsqldb,
            Trait.READERS_PASS_WRITERS,
            Trait.REFRESHED_CURSORS,
            Trait.UPDATE_RETURNING,
            Trait.DELETE_RETURNING,
            Trait.BLANK_SENSITIVE_KEYS),
    HSQLDB_MVCC(
            "HSQLDB with hsqldb.tx=mvcc",
            EmbeddedDatabases::hsqldbMvcc,
            Trait.REFRESHED_CURSORS,
            Trait.UPDATE_RETURNING,
            Trait.DELETE_RETURNING,
            Trait.BLANK_SENSITIVE_KEYS),
    H2("H2", EmbeddedDatabases::h2, Trait.UPDATABLE_VIEWS, Trait.UPDATE_RETURNING, Trait.DELETE_RETURNING),
    /** An engine of which noclobber knows nothing but its metadata: H2 that says it is something else. */
    STRANGER(
            "Stranger, an engine that nobody has measured",
            StrangerDriver::overH2,
            Trait.UPDATABLE_VIEWS,
            Trait.UPDATE_RETURNING,
            Trait.DELETE_RETURNING),
    DERBY(
            "Derby",
            EmbeddedDatabases::derby,
            Trait.READERS_PASS_WRITERS,
            Trait.REFRESHED_CURSORS,
            Trait.UPDATABLE_VIEWS,
            Trait.UPDATE_RETURNING,
            Trait.DELETE_RETURNING,
            Trait.BLANK_SENSITIVE_KEYS),
    SQLITE(
            "SQLite",
            EmbeddedDatabases::sqlite,
            Trait.SELECT_FOR_UPDATE,
            Trait.SCROLLABLE_CURSORS,
            Trait.UPDATABLE_CURSORS,
            Trait.REFRESHED_CURSORS,
            Trait.UPDATABLE_VIEWS,
            Trait.DEFAULT_IN_UPDATE),
    DUCKDB(
            "DuckDB",
            EmbeddedDatabases::duckDb,
            Trait.DELETES_MEET_UPDATES,
            Trait.SELECT_FOR_UPDATE,
            Trait.COUNTED_RETURNING,
            Trait.SCROLLABLE_CURSORS,
            Trait.UPDATABLE_CURSORS,
            Trait.REFRESHED_CURSORS,
            Trait.UPDATABLE_VIEWS,
            Trait.ROW_TRIGGERS,
            Trait.SHARED_CONNECTIONS,
            Trait.SAVEPOINTS,
            Trait.FAILURES_LEAVE_TRANSACTION,
            Trait.FAILED_STATEMENTS_STAY_OPEN,
            Trait.CHARACTER_STREAMS,
            Trait.UNIQUE_CONSTRAINTS_LISTED),
    POSTGRESQL_14("PostgreSQL 14", () -> PostgresServer.start("14"), Trait.FAILURES_LEAVE_TRANSACTION),
    POSTGRESQL_18("PostgreSQL 18", () -> PostgresServer.start("18"), Trait.FAILURES_LEAVE_TRANSACTION),
    MARIADB(
            "MariaDB 11.4",
            MariaDbServer::start,
            Trait.UPDATE_RETURNING,
            Trait.CASE_SENSITIVE_KEYS,
            Trait.BLANK_SENSITIVE_KEYS),
    MYSQL_56(
            "MySQL 5.6",
            MySqlServer::start,
            Trait.COMPUTED_COLUMNS,
            Trait.UPDATE_RETURNING,
            Trait.DELETE_RETURNING,
            Trait.CASE_SENSITIVE_KEYS,
            Trait.BLANK_SENSITIVE_KEYS),
    FIREBIRD(
            "Firebird 3",
            FirebirdServer::start,
            Trait.COUNTED_RETURNING,
            Trait.QUALIFIED_TABLES,
            Trait.DEFAULT_IN_UPDATE,
            Trait.BLANK_SENSITIVE_KEYS),
    /** Three nodes, which only the tests of profile {@code engines} start. */
    IGNITE(
            "Apache Ignite",
            () -> {
                throw new EngineUnavailableException("profile engines starts it");
            },
            Trait.OVERLAPPING_WRITES_MEET,
            Trait.SELECT_FOR_UPDATE,
            Trait.UPDATE_RETURNING,
            Trait.DELETE_RETURNING,
            Trait.SCROLLABLE_CURSORS,
            Trait.UPDATABLE_CURSORS,
            Trait.REFRESHED_CURSORS,
            Trait.UPDATABLE_VIEWS,
            Trait.COMPUTED_COLUMNS,
            Trait.DEFAULT_IN_UPDATE,
            Trait.ROW_TRIGGERS,
            Trait.SHARED_CONNECTIONS,
            Trait.SAVEPOINTS,
            Trait.CHARACTER_STREAMS,
            Trait.UNIQUE_CONSTRAINTS_LISTED);

    private final String label;
    private final Launch launch;
    private final Set<Trait> lacking;
    private final ReentrantLock starting = new ReentrantLock();
    private @Nullable Database database;
    private @Nullable RuntimeException failure;

    Engine(String label, Launch launch, Trait... lacking) {
        this.label = label;
        this.launch = launch;
        this.lacking = EnumSet.noneOf(Trait.class);
        this.lacking.addAll(Arrays.asList(lacking));
    }

    /** Gets the database running. */
    @FunctionalInterface
    interface Launch {
        Database start() throws Exception;
    }

    /** Whether the database does so. */
    public boolean does(Trait trait) {
        return !lacking.contains(trait);
    }

    /** How often something is done that is done {@code often}: a fifth of that where each statement takes a millisecond. */
    public int times(int often) {
        return this == DUCKDB ? often / 5 : often;
    }

    /** What stands at the end of a CREATE TABLE so that the table takes part in transactions. */
    public String tableOptions() {
        return this == IGNITE ? " WITH \"atomicity=transactional\"" : "";
    }

    /** Whether this is a release of PostgreSQL. */
    public boolean isPostgres() {
        return this == POSTGRESQL_14 || this == POSTGRESQL_18;
    }

    /** Whether this is MariaDB or MySQL. */
    public boolean isMySql() {
        return this == MARIADB || this == MYSQL_56;
    }

    /** Whether this is HSQLDB, in whichever transaction mode. */
    public boolean isHsqldb() {
        return this == HSQLDB || this == HSQLDB_MVCC;
    }

    /**
     * The running database; the first caller waits for its start, which is tried once in this JVM.
     *
     * @throws EngineUnavailableException when this machine cannot run it
     */
    public Database database() {
        starting.lock();
        try {
            if (failure != null) {
                throw failure;
            }
            if (database == null) {
                database = start();
            }
            return database;
        } finally {
            starting.unlock();
        }
    }

    /** The engines that were asked for in this JVM and are not on this machine, in one line; empty where there are none. */
    public static String leftOut() {
        return Arrays.stream(values())
                .filter(engine -> !engine.reason().isEmpty())
                .map(engine -> engine + " (" + engine.reason() + ")")
                .collect(Collectors.joining(", "));
    }

    private String reason() {
        starting.lock();
        try {
            return failure instanceof EngineUnavailableException unavailable
                    ? String.valueOf(unavailable.getMessage())
                    : "";
        } finally {
            starting.unlock();
        }
    }

    private Database start() {
        try {
            return launch.start();
        } catch (EngineUnavailableException e) {
            failure = e;
            throw e;
        } catch (Exception e) {
            failure = new IllegalStateException(label + " did not start: " + e.getMessage(), e);
            throw failure;
        }
    }

    @Override
    public String toString() {
        return label;
    }
}
