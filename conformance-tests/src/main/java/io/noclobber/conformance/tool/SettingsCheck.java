package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.Database;
import io.noclobber.dialect.Dialect;
import io.noclobber.dialect.Dialects;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what is set, in the URL, in noclobber's options and in the database, that weakens the protection or changes what is
 * told. Confined to one thread.
 */
final class SettingsCheck {
    private static final String KEEP = "Nothing, unless a finding names it.";

    private static final String STALE =
            "A read may come from a replica that is behind. What it shows is old, so a save is"
                    + " refused although the user could not have seen better; and a check that reads there may see too little.";

    private final Database database;
    private final Subject subject;
    private final List<Remark> remarks = new ArrayList<>();

    private SettingsCheck(Database database, Subject subject) {
        this.database = database;
        this.subject = subject;
    }

    static List<Remark> of(Database database, Subject subject, Map<String, String> options) throws SQLException {
        SettingsCheck check = new SettingsCheck(database, subject);
        check.remarks.addAll(OptionRemarks.of(options, database.engine()));
        check.given();
        check.connection();
        check.server();
        return List.copyOf(check.remarks);
    }

    private void weakens(String setting, String meaning, String advice) {
        remarks.add(new Remark(Remark.Kind.WEAKENS, setting, meaning, advice));
    }

    private void tells(String setting, String meaning, String advice) {
        remarks.add(new Remark(Remark.Kind.TELLS, setting, meaning, advice));
    }

    private void given() {
        GivenSettings given = GivenSettings.of(database);
        given.on("useAffectedRows")
                .ifPresent(setting -> tells(
                        setting,
                        "The database counts rows that an UPDATE has changed, not those that it has found. Of each count 0"
                                + " noclobber asks for the reason: one more statement where nothing changed.",
                        "Leave it out, if the application does not need it."));
        for (String bulk : List.of("rewriteBatchedStatements", "useBulkStmts", "reWriteBatchedInserts")) {
            given.on(bulk)
                    .ifPresent(setting -> tells(
                            setting,
                            "The driver sends a batch as few texts, and does not tell how many rows each element has met."
                                    + " noclobber checks such elements one by one.",
                            "Look at group \"Batches\". Batches of guarded writes are not faster by this setting."));
        }
        Optional<String> replicas = given.replicas();
        if (replicas.isPresent()) {
            weakens(
                    "The URL names replicas or balances load (" + replicas.get() + ")",
                    STALE,
                    "Send the transactions of users who write to the primary server only.");
        } else if (given.takesAnyHost()) {
            weakens(
                    "The URL names several servers, and does not say which of them",
                    "A connection goes to whichever answers. " + STALE,
                    "If one of them is a replica, let connections go to the primary only: targetServerType=primary with"
                            + " pgjdbc, one host with others.");
        }
    }

    private void connection() {
        if (!subject.autoCommit()) {
            tells("Connections begin without autocommit", "Each read begins a transaction.", KEEP);
        }
        if (subject.readOnly()) {
            weakens(
                    "Connections are read-only",
                    "Nothing is remembered on them, and nothing can be written.",
                    "Use another URL.");
        }
        if (subject.isolation() == Connection.TRANSACTION_READ_UNCOMMITTED) {
            weakens(
                    "The isolation level is READ UNCOMMITTED",
                    "A user can be shown what is rolled back afterwards; his save is then refused although nobody has changed"
                            + " the row in the end.",
                    "Use READ COMMITTED.");
        }
        if (subject.isolation() >= Connection.TRANSACTION_REPEATABLE_READ) {
            tells(
                    "The isolation level is " + subject.isolationName(),
                    "Within one transaction the database may refuse a write by itself, before noclobber sees it. The application"
                            + " gets noclobber's conflict with the database's exception as cause; the transaction must be"
                            + " rolled back.",
                    KEEP);
        }
    }

    private void server() throws SQLException {
        try (Connection connection = database.connect()) {
            gap(Dialects.of(connection));
            if (database.engine().isPostgres() && "t".equals(ask(connection, "SELECT pg_is_in_recovery()"))) {
                replica("pg_is_in_recovery()");
            }
            if (database.engine().isMySql() && "1".equals(ask(connection, "SELECT @@global.read_only"))) {
                replica("read_only=1");
            }
            if (database.engine().isMySql()) {
                withoutTransactions(connection);
                cluster(connection);
            }
        }
    }

    /** Asked of the dialect: the counts of this JVM tell of other databases as well. */
    private void gap(Dialect dialect) {
        if (!dialect.unnoticed().isEmpty()) {
            remarks.add(new Remark(
                    Remark.Kind.GAP,
                    dialect.name(),
                    dialect.unnoticed(),
                    "Where that can happen, keep such transactions apart, or use another database."));
        }
    }

    private void withoutTransactions(Connection connection) {
        String engine = ask(connection, "SELECT @@default_storage_engine");
        if (ask(connection, "SELECT TRANSACTIONS FROM information_schema.ENGINES WHERE ENGINE = '" + engine + "'")
                .equals("NO")) {
            weakens(
                    "default_storage_engine=" + engine,
                    "New tables have no transactions: what is refused in the middle of one cannot be rolled back, and the"
                            + " row is not locked while it is compared.",
                    "Use InnoDB, also for the tables that there are: ALTER TABLE … ENGINE=InnoDB.");
        }
    }

    private void cluster(Connection connection) {
        if (!"1".equals(ask(connection, "SELECT @@wsrep_on"))) {
            return;
        }
        if ("0".equals(ask(connection, "SELECT @@wsrep_sync_wait & 1"))) {
            weakens(
                    "This is a node of a Galera cluster that does not wait before it reads (wsrep_sync_wait=0)",
                    "A read may show what was before another node's last commits; a save of it is refused at the latest at"
                            + " commit, by the database, although nobody got in between.",
                    "Set wsrep_sync_wait=1, or send the transactions of one user to one node.");
        }
        tells(
                "This is a node of a Galera cluster (wsrep_on=ON)",
                "Nodes do not see each other's locks: of two users who write a row on two nodes the one who commits later gets"
                        + " the database's deadlock (1213, SQLState 40001) at commit, and his transaction is undone."
                        + " Nothing is lost.",
                "Have the application read and try again where commit fails with SQLState 40001.");
    }

    private void replica(String by) {
        weakens(
                "This server is a replica (" + by + ")",
                "It cannot be written, and what it shows may be old.",
                "Name the primary.");
    }

    private static String ask(Connection connection, String text) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(text)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException notAllowed) {
            return "";
        }
    }
}
