package io.noclobber.conformance.sequence;

import io.noclobber.conformance.database.Engine;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls that make, run and close statements. Confined to one thread. */
final class StatementCalls {
    private static final String[] KEY = {"id"};

    private final Engine engine;
    private final Dice dice;
    private final Slots slots;
    private final Texts texts;
    private final ParameterCalls parameters;

    StatementCalls(Engine engine, Dice dice, Slots slots, Texts texts, ParameterCalls parameters) {
        this.engine = engine;
        this.dice = dice;
        this.slots = slots;
        this.texts = texts;
        this.parameters = parameters;
    }

    void add(List<Step> steps) {
        int slot = dice.below(Player.STATEMENTS);
        int choice = dice.below(40);
        if (choice < 9) {
            open(slot, steps);
        } else if (choice < 27) {
            run(slot, steps);
        } else if (choice < 30) {
            batch(slot, steps);
        } else if (choice < 35) {
            results(slot, steps);
        } else if (choice < 37) {
            attribute(slot, steps);
        } else if (choice < 39) {
            Method method = dice.of(Methods.OF_STATEMENT);
            boolean unsure = engine == Engine.SQLITE || engine == Engine.HSQLDB || leavesNoCount(slot);
            if (method.getName().endsWith("UpdateCount") && unsure) {
                // SQLite's driver breaks down where the statement before was a long count, HSQLDB's keeps one over
                // failures
                return;
            }
            String name = "s" + slot + "." + method.getName() + "()";
            steps.add(new Step(name, player -> Methods.call(method, player.statement(slot))));
        } else {
            end(slot, steps);
        }
    }

    /** One of the ways to make a statement. */
    void open(int slot, List<Step> steps) {
        int type = dice.of(
                ResultSet.TYPE_FORWARD_ONLY, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.TYPE_SCROLL_SENSITIVE);
        int concurrency = dice.of(ResultSet.CONCUR_READ_ONLY, ResultSet.CONCUR_UPDATABLE);
        int holds = dice.of(ResultSet.HOLD_CURSORS_OVER_COMMIT, ResultSet.CLOSE_CURSORS_AT_COMMIT);
        String cursors = type + ", " + concurrency;
        int form = dice.below(dice.oneIn(3) ? 3 : 11);
        if (form < 3) {
            slots.plain(slot);
            steps.add(
                    switch (form) {
                        case 0 -> made(slot, "createStatement()", Connection::createStatement);
                        case 1 ->
                            made(slot, "createStatement(" + cursors + ")", c -> c.createStatement(type, concurrency));
                        default ->
                            made(
                                    slot,
                                    "createStatement(" + cursors + ", " + holds + ")",
                                    c -> c.createStatement(type, concurrency, holds));
                    });
            return;
        }
        Text text = form == 10 ? texts.call() : texts.any(true);
        slots.prepared(slot, text);
        String sql = text.sql();
        String quoted = text.quoted();
        steps.add(
                switch (form) {
                    case 3, 4 -> made(slot, "prepareStatement(" + quoted + ")", c -> c.prepareStatement(sql));
                    case 5 -> {
                        int keys = dice.of(Statement.RETURN_GENERATED_KEYS, Statement.NO_GENERATED_KEYS);
                        yield made(
                                slot,
                                "prepareStatement(" + quoted + ", " + keys + ")",
                                c -> c.prepareStatement(sql, keys));
                    }
                    case 6 ->
                        made(
                                slot,
                                "prepareStatement(" + quoted + ", {1})",
                                c -> c.prepareStatement(sql, new int[] {1}));
                    case 7 -> made(slot, "prepareStatement(" + quoted + ", {id})", c -> c.prepareStatement(sql, KEY));
                    case 8 ->
                        made(
                                slot,
                                "prepareStatement(" + quoted + ", " + cursors + ")",
                                c -> c.prepareStatement(sql, type, concurrency));
                    case 9 ->
                        made(
                                slot,
                                "prepareStatement(" + quoted + ", " + cursors + ", " + holds + ")",
                                c -> c.prepareStatement(sql, type, concurrency, holds));
                    default -> made(slot, "prepareCall(" + quoted + ")", c -> c.prepareCall(sql));
                });
    }

    private interface Making {
        Statement on(Connection connection) throws SQLException;
    }

    private static Step made(int slot, String name, Making making) {
        return new Step("s" + slot + " = c." + name, player -> {
            player.drop(slot);
            return player.keep(slot, making.on(player.connection()));
        });
    }

    /** Whether prepared statements refuse other texts, as they must; SQLite runs some, and Derby ends the connection over them. */
    private boolean refusesTexts() {
        return engine != Engine.SQLITE && engine != Engine.DERBY;
    }

    private void run(int slot, List<Step> steps) {
        Text prepared = slots.prepared(slot);
        if (prepared == null || dice.oneIn(30) && refusesTexts()) {
            runText(slot, steps);
            return;
        }
        // what a statement takes after a batch, if nothing is set anew, is what was set last or what the last element
        // had
        if (!dice.oneIn(5) || slots.isBatched(slot)) {
            parameters.setAll(slot, prepared, steps);
        }
        slots.ran(slot, prepared);
        String s = "s" + slot + ".";
        boolean query = !prepared.columns().isEmpty();
        switch (dice.oneIn(8) ? dice.below(4) : query ? dice.of(0, 1, 1, 1) : dice.of(0, 2, 2, 2, 3)) {
            case 0 -> {
                steps.add(new Step(
                        s + "execute()", player -> player.prepared(slot).execute()));
                results(slot, steps);
            }
            case 1 -> {
                int to = dice.below(Player.RESULTS);
                slots.shows(to, slot);
                // HSQLDB refuses a prepared write here, and rows that end at commit may end with the lock taken before
                if (query || engine != Engine.HSQLDB) {
                    steps.add(new Step(
                            "r" + to + " = " + s + "executeQuery()",
                            player -> player.keep(to, player.prepared(slot).executeQuery())));
                }
            }
            case 2 ->
                steps.add(new Step(
                        s + "executeUpdate()", player -> player.prepared(slot).executeUpdate()));
            default ->
                steps.add(new Step(
                        s + "executeLargeUpdate()",
                        player -> player.prepared(slot).executeLargeUpdate()));
        }
    }

    /** A way to run a text on a plain statement. */
    private interface Run {
        @Nullable Object on(Statement statement, String sql) throws SQLException;
    }

    private void runText(int slot, List<Step> steps) {
        Text text = texts.any(false);
        slots.ran(slot, text);
        if (slots.prepared(slot) != null) {
            slots.misused(slot);
        }
        boolean query = !text.columns().isEmpty();
        // SQLite knows generated keys only of prepared statements, and Derby ends the connection over some
        boolean keys = engine != Engine.SQLITE && engine != Engine.DERBY;
        switch (dice.oneIn(8) ? dice.below(4) : query ? dice.of(0, 1, 1, 1) : dice.of(0, 2, 2, 2, 3)) {
            case 0 -> {
                steps.add(
                        switch (keys ? dice.below(5) : 4) {
                            case 0 -> ran(slot, "execute", text, ", 1", (s, sql) -> s.execute(sql, 1));
                            case 1 -> ran(slot, "execute", text, ", {1}", (s, sql) -> s.execute(sql, new int[] {1}));
                            case 2 -> ran(slot, "execute", text, ", {id}", (s, sql) -> s.execute(sql, KEY));
                            default -> ran(slot, "execute", text, "", Statement::execute);
                        });
                results(slot, steps);
            }
            case 1 -> {
                int to = dice.below(Player.RESULTS);
                slots.shows(to, slot);
                steps.add(new Step(
                        "r" + to + " = s" + slot + ".executeQuery(" + text.quoted() + ")",
                        player -> player.keep(to, player.statement(slot).executeQuery(text.sql()))));
            }
            case 2 ->
                steps.add(
                        switch (keys ? dice.below(6) : 5) {
                            case 0 -> ran(slot, "executeUpdate", text, ", 1", (s, sql) -> s.executeUpdate(sql, 1));
                            case 1 ->
                                ran(
                                        slot,
                                        "executeUpdate",
                                        text,
                                        ", {1}",
                                        (s, sql) -> s.executeUpdate(sql, new int[] {1}));
                            case 2 -> ran(slot, "executeUpdate", text, ", {id}", (s, sql) -> s.executeUpdate(sql, KEY));
                            default -> ran(slot, "executeUpdate", text, "", Statement::executeUpdate);
                        });
            default ->
                steps.add(
                        keys && dice.oneIn(3)
                                ? ran(slot, "executeLargeUpdate", text, ", 1", (s, sql) -> s.executeLargeUpdate(sql, 1))
                                : ran(slot, "executeLargeUpdate", text, "", Statement::executeLargeUpdate));
        }
    }

    private static Step ran(int slot, String method, Text text, String more, Run run) {
        return new Step(
                "s" + slot + "." + method + "(" + text.quoted() + more + ")",
                player -> run.on(player.statement(slot), text.sql()));
    }

    private void batch(int slot, List<Step> steps) {
        if (engine == Engine.DERBY) {
            return; // a batch that fails in autocommit closes open rows bare, and leaves them open where the guard has
            // made a transaction
        }
        Text prepared = slots.prepared(slot);
        if (engine == Engine.SQLITE && prepared != null && !prepared.columns().isEmpty()) {
            return; // its driver counts what was counted before
        }
        String s = "s" + slot + ".";
        for (int i = dice.below(4); i > 0; i--) {
            if (prepared == null) {
                // in others SQLite's driver counts what was counted before, and MariaDB's breaks down over a query
                boolean countsOnly = engine == Engine.SQLITE || engine.isMySql();
                Text text = countsOnly || !dice.oneIn(6) ? texts.write() : texts.any(false);
                // several statements PostgreSQL's driver refuses here, and others when they run it; and parts
                // of a batch are transactions of their own where the whole would be one
                if (!text.sql().contains(";") && !(engine.isPostgres() && text.controlsTransaction())) {
                    steps.add(Step.doing(
                            s + "addBatch(" + text.quoted() + ")",
                            player -> player.statement(slot).addBatch(text.sql())));
                }
            } else {
                parameters.setAll(slot, prepared, steps);
                steps.add(Step.doing(
                        s + "addBatch()", player -> player.prepared(slot).addBatch()));
            }
        }
        if (dice.oneIn(8)) {
            steps.add(Step.doing(
                    s + "clearBatch()", player -> player.statement(slot).clearBatch()));
        }
        slots.batched(slot);
        boolean large = dice.oneIn(4);
        steps.add(new Step(s + (large ? "executeLargeBatch()" : "executeBatch()"), player -> {
            Statement statement = player.statement(slot);
            if (engine.isPostgres() && player.connection().isReadOnly()) {
                // a batch that is sent in parts is no transaction then
                statement.clearBatch();
            }
            return large ? statement.executeLargeBatch() : statement.executeBatch();
        }));
    }

    /** What is asked after an execution. */
    private void results(int slot, List<Step> steps) {
        String s = "s" + slot + ".";
        int to = dice.below(Player.RESULTS);
        // SQLite's plain and prepared statements differ in what they say when there is no more
        int question = engine == Engine.SQLITE ? 7 : dice.below(8);
        if (question < 6 && leavesNoCount(slot)) {
            return;
        }
        switch (question == 6 && keysOutlive() ? 7 : question) {
            case 0, 1, 2 -> {
                slots.shows(to, slot);
                steps.add(new Step(
                        "r" + to + " = " + s + "getResultSet()",
                        player -> player.keep(to, player.statement(slot).getResultSet())));
            }
            case 3 ->
                steps.add(new Step(
                        s + "getUpdateCount()", player -> player.statement(slot).getUpdateCount()));
            case 4 -> {
                int mode = dice.of(
                        Statement.CLOSE_CURRENT_RESULT, Statement.KEEP_CURRENT_RESULT, Statement.CLOSE_ALL_RESULTS);
                steps.add(new Step(
                        s + "getMoreResults(" + mode + ")",
                        player -> player.statement(slot).getMoreResults(mode)));
            }
            case 5 ->
                steps.add(new Step(
                        s + "getMoreResults()", player -> player.statement(slot).getMoreResults()));
            case 6 ->
                steps.add(new Step(
                        "r" + to + " = " + s + "getGeneratedKeys()",
                        player -> player.keep(to, player.statement(slot).getGeneratedKeys())));
            default -> {
                Text prepared = slots.prepared(slot);
                // what SQLite says depends on what other statements were asked and left open
                boolean whole =
                        engine != Engine.SQLITE && (!slots.isBatched(slot) || prepared != null && prepared.inserts());
                steps.add(new Step("all of " + s + "getGeneratedKeys()", player -> {
                    try (ResultSet keys = player.statement(slot).getGeneratedKeys()) {
                        // those of a batch that had to be sent in parts are of its last part
                        return keys == null ? null : whole ? RowCalls.all(keys) : "";
                    } catch (SQLException failure) {
                        if (isBlocked(failure) || isUnasked(failure)) {
                            return "";
                        }
                        throw failure;
                    }
                }));
            }
        }
    }

    /**
     * What a batch of a plain statement leaves is that of its last text bare, or of an execution before it, or a breakdown;
     * MariaDB's driver leaves the counts of its elements, one by one, where they were sent in one go. A text that a prepared
     * statement of H2 refuses leaves bare what was there before, which may be of a statement of ours.
     */
    private boolean leavesNoCount(int slot) {
        return slots.isBatched(slot) && (slots.prepared(slot) == null || engine.isMySql())
                || engine == Engine.H2 && slots.isMisused(slot);
    }

    /**
     * A second question for the keys of one statement SQLite's driver may answer with a breakdown of its own, by what other
     * statements were asked and left open in between.
     */
    private boolean isBlocked(SQLException failure) {
        return engine == Engine.SQLITE && String.valueOf(failure.getMessage()).endsWith("inconsistent internal state");
    }

    /** MariaDB's driver gives no keys that nobody has asked for, or says so, by what the statement was used for before. */
    private boolean isUnasked(SQLException failure) {
        return engine.isMySql() && String.valueOf(failure.getMessage()).contains("Cannot return generated keys");
    }

    /** Keys that are read at once: what becomes of them when the statement runs again is not the same with another one. */
    private boolean keysOutlive() {
        return engine == Engine.HSQLDB || engine == Engine.H2 || engine.isPostgres() || engine.isMySql();
    }

    private interface Setting {
        void on(Statement statement) throws SQLException;
    }

    private void attribute(int slot, List<Step> steps) {
        int n = dice.of(0, 0, 1, 2, 3, 30, -1);
        boolean on = dice.oneIn(2);
        int choice = dice.below(11);
        // with others PostgreSQL's driver fails when it has written, and is about to give the keys
        int direction = engine.isPostgres() ? ResultSet.FETCH_FORWARD : ResultSet.FETCH_FORWARD + n;
        if (choice == 8 && (slots.prepared(slot) == null || engine == Engine.SQLITE || engine == Engine.DERBY)) {
            // its rows stay open while another statement runs for it, or the whole would be closed; Derby's is closed
            // as soon as anybody looks at rows that a failure has ended
            return;
        }
        steps.add(
                switch (choice) {
                    case 0 -> set(slot, "setMaxRows(" + n + ")", s -> s.setMaxRows(n));
                    case 1 -> set(slot, "setLargeMaxRows(" + n + ")", s -> s.setLargeMaxRows(n));
                    case 2 -> set(slot, "setMaxFieldSize(" + n + ")", s -> s.setMaxFieldSize(n));
                    case 3 -> set(slot, "setFetchSize(" + n + ")", s -> s.setFetchSize(n));
                    case 4 -> set(slot, "setFetchDirection(" + direction + ")", s -> s.setFetchDirection(direction));
                    case 5 -> set(slot, "setQueryTimeout(" + n * 20 + ")", s -> s.setQueryTimeout(n * 20));
                    case 6 -> set(slot, "setEscapeProcessing(" + on + ")", s -> s.setEscapeProcessing(on));
                    case 7 -> set(slot, "setPoolable(" + on + ")", s -> s.setPoolable(on));
                    case 8 -> set(slot, "closeOnCompletion()", Statement::closeOnCompletion);
                    case 9 -> set(slot, "setCursorName(\"cur" + slot + "\")", s -> s.setCursorName("cur" + slot));
                    default -> set(slot, "clearWarnings()", Statement::clearWarnings);
                });
    }

    private static Step set(int slot, String name, Setting setting) {
        return Step.doing("s" + slot + "." + name, player -> setting.on(player.statement(slot)));
    }

    private void end(int slot, List<Step> steps) {
        switch (dice.below(4)) {
            case 0 ->
                steps.add(Step.doing(
                        "s" + slot + ".close()",
                        player -> player.statement(slot).close()));
            case 1 -> {
                String name = dice.of("a", "select", "a b", "it's");
                steps.add(new Step(
                        "s" + slot + ".enquoteIdentifier(" + name + ")",
                        player -> Arrays.asList(
                                        player.statement(slot).enquoteIdentifier(name, true),
                                        player.statement(slot).enquoteLiteral(name))
                                .toString()));
            }
            default ->
                steps.add(new Step(
                        "s" + slot + ".getConnection() == c",
                        player -> player.statement(slot).getConnection() == player.connection()));
        }
    }
}
