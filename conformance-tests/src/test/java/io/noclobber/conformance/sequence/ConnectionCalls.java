package io.noclobber.conformance.sequence;

import io.noclobber.conformance.database.Engine;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls of a connection: transactions, session state and metadata. Confined to one thread. */
final class ConnectionCalls {
    private final Dice dice;
    private final Engine engine;

    ConnectionCalls(Dice dice, Engine engine) {
        this.dice = dice;
        this.engine = engine;
    }

    void add(List<Step> steps) {
        int choice = dice.below(32);
        if (choice < 6) {
            boolean on = dice.oneIn(2);
            steps.add(Step.doing(
                    "c.setAutoCommit(" + on + ")", player -> player.connection().setAutoCommit(on)));
        } else if (choice < 11) {
            steps.add(Step.doing("c.commit()", player -> player.connection().commit()));
        } else if (choice < 15) {
            steps.add(Step.doing("c.rollback()", player -> player.connection().rollback()));
        } else if (choice < 22) {
            savepoint(steps);
        } else if (choice < 26) {
            state(steps);
        } else if (choice < 29) {
            ask(dice.of(Methods.OF_CONNECTION), steps);
        } else {
            metaData(steps);
        }
    }

    private void ask(Method method, List<Step> steps) {
        // reading the catalog clears the warnings of connections of HSQLDB and MariaDB; PostgreSQL's driver asks once
        // what the catalog is called
        boolean apart = (engine == Engine.HSQLDB || engine.isMySql())
                        && method.getName().equals("getWarnings")
                || engine.isPostgres() && method.getName().equals("getCatalog");
        if (!apart) {
            steps.add(new Step("c." + method.getName() + "()", player -> Methods.call(method, player.connection())));
        }
    }

    private void savepoint(List<Step> steps) {
        int slot = dice.below(Player.SAVEPOINTS);
        switch (dice.below(4)) {
            case 0 ->
                steps.add(new Step(
                        "sp" + slot + " = c.setSavepoint()",
                        player -> player.keep(slot, player.connection().setSavepoint())));
            case 1 -> {
                String name = "s" + slot;
                steps.add(new Step(
                        "sp" + slot + " = c.setSavepoint(\"" + name + "\")",
                        player -> player.keep(slot, player.connection().setSavepoint(name))));
            }
            case 2 ->
                steps.add(Step.doing(
                        "c.rollback(sp" + slot + ")", player -> within(player).rollback(player.savepoint(slot))));
            default ->
                steps.add(Step.doing(
                        "c.releaseSavepoint(sp" + slot + ")",
                        player -> within(player).releaseSavepoint(player.savepoint(slot))));
        }
    }

    private void state(List<Step> steps) {
        switch (dice.below(8)) {
            case 0 -> {
                int level = dice.of(
                        Connection.TRANSACTION_READ_COMMITTED,
                        Connection.TRANSACTION_REPEATABLE_READ,
                        Connection.TRANSACTION_SERIALIZABLE,
                        Connection.TRANSACTION_NONE);
                steps.add(Step.doing(
                        "c.setTransactionIsolation(" + level + ")",
                        player -> between(player).setTransactionIsolation(level)));
            }
            case 1 -> {
                if (engine == Engine.DERBY) {
                    return; // it lets a statement write that has been run before, and refuses one that is new
                }
                boolean on = dice.oneIn(4);
                steps.add(Step.doing(
                        "c.setReadOnly(" + on + ")", player -> between(player).setReadOnly(on)));
            }
            case 2 -> {
                int holds = dice.of(ResultSet.HOLD_CURSORS_OVER_COMMIT, ResultSet.CLOSE_CURSORS_AT_COMMIT, 77);
                steps.add(Step.doing(
                        "c.setHoldability(" + holds + ")",
                        player -> player.connection().setHoldability(holds)));
            }
            case 3 ->
                steps.add(Step.doing(
                        "c.clearWarnings()", player -> player.connection().clearWarnings()));
            case 4 -> {
                String sql = dice.of("SELECT {fn UCASE('a')} FROM f_item", "{call f(?)}", "nonsense");
                steps.add(new Step(
                        "c.nativeSQL(\"" + sql + "\")",
                        player -> player.connection().nativeSQL(sql)));
            }
            case 5 ->
                steps.add(Step.doing(
                        "c.setSchema(c.getSchema())",
                        player -> player.connection()
                                .setSchema(player.connection().getSchema())));
            case 6 -> {
                if (!engine.isPostgres()) {
                    steps.add(Step.doing(
                            "c.setCatalog(c.getCatalog())",
                            player -> player.connection()
                                    .setCatalog(player.connection().getCatalog())));
                }
            }
            default ->
                steps.add(Step.doing(
                        "c.setClientInfo(\"ApplicationName\", \"a\")",
                        player -> between(player).setClientInfo("ApplicationName", "a")));
        }
    }

    /**
     * The connection, on PostgreSQL between two transactions: its driver refuses some changes in one that has begun, and undoes
     * others with it, and a table or version column that is looked up begins it earlier than the bare driver would.
     */
    private Connection between(Player player) throws SQLException {
        Connection connection = player.connection();
        if (engine.isPostgres() && !connection.getAutoCommit()) {
            connection.commit();
        }
        return connection;
    }

    /** The connection, on PostgreSQL in a transaction that has begun: whether a savepoint is gone with another is told otherwise before. */
    private Connection within(Player player) throws SQLException {
        Connection connection = player.connection();
        if (engine.isPostgres() && !connection.getAutoCommit()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT 1");
            } catch (SQLException failedBefore) {
                return connection;
            }
        }
        return connection;
    }

    private void metaData(List<Step> steps) {
        if (dice.oneIn(3)) {
            steps.add(new Step("c.getMetaData().getPrimaryKeys(f_pair)", player -> {
                String table = player.connection().getMetaData().storesUpperCaseIdentifiers() ? "F_PAIR" : "f_pair";
                try (ResultSet keys = player.connection().getMetaData().getPrimaryKeys(null, null, table)) {
                    StringBuilder text = new StringBuilder();
                    while (keys.next()) {
                        text.append(keys.getString("COLUMN_NAME")).append(' ').append(keys.getInt("KEY_SEQ"));
                    }
                    return text.append(keys.getStatement() == null).toString();
                }
            }));
        } else {
            Method method = dice.of(Methods.OF_DATABASE);
            steps.add(new Step(
                    "c.getMetaData()." + method.getName() + "()",
                    player -> Methods.call(method, player.connection().getMetaData())));
        }
    }

    /** What a script has left behind, as its own connection sees it, and what becomes of it. */
    void end(List<Step> steps) {
        for (Method method : Methods.OF_CONNECTION) {
            ask(method, steps);
        }
        for (String table : List.of("f_item", "f_entry", "f_pair", "f_remark")) {
            steps.add(new Step("all of " + table, player -> all(player.connection(), table)));
        }
        if (dice.oneIn(2)) {
            steps.add(Step.doing("c.commit()", player -> player.connection().commit()));
        }
        if (engine == Engine.DERBY || dice.oneIn(2)) {
            steps.add(Step.doing("c.rollback()", player -> player.connection().rollback()));
        }
        steps.add(Step.doing("c.close()", player -> player.connection().close()));
        steps.add(new Step("c.isClosed()", player -> player.connection().isClosed()));
        steps.add(Step.doing("c.commit()", player -> player.connection().commit()));
        steps.add(new Step(
                "c.createStatement()",
                player -> player.keep(0, player.connection().createStatement())));
    }

    /** All rows, in an order that does not depend on where they are stored. */
    static String all(Connection connection, String table) throws SQLException, java.io.IOException {
        List<String> lines = new java.util.ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    line.append(value(rows, i)).append('|');
                }
                lines.add(line.toString());
            }
        }
        lines.sort(null);
        return lines.toString();
    }

    private static @Nullable String value(ResultSet rows, int column) throws SQLException, java.io.IOException {
        return Outcome.of(rows.getObject(column));
    }
}
