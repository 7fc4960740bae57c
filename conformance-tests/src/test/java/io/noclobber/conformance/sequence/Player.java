package io.noclobber.conformance.sequence;

import java.io.IOException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays a script on one connection and keeps what the calls gave, so that later calls can be made on it. Confined to one thread. */
final class Player {
    static final int STATEMENTS = 5;
    static final int RESULTS = 6;
    static final int SAVEPOINTS = 4;

    /** A call on what no earlier call has made. */
    private static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Connection connection;
    private final boolean forgetsStatements;
    private final @Nullable Statement[] statements = new @Nullable Statement[STATEMENTS];
    private final @Nullable ResultSet[] results = new @Nullable ResultSet[RESULTS];
    private final @Nullable Savepoint[] savepoints = new @Nullable Savepoint[SAVEPOINTS];
    private @Nullable Object kept;

    /** All that was given: Derby closes rows, where they are in its way, if the garbage collector has found them by then. */
    private final List<Object> given = new ArrayList<>();

    /** @param forgetsStatements whether what the statements of a connection say is not the same once the driver has lost it */
    Player(Connection connection, boolean forgetsStatements) {
        this.connection = connection;
        this.forgetsStatements = forgetsStatements;
    }

    /** What each step gave. */
    List<String> play(List<Step> script) {
        List<String> outcomes = new ArrayList<>(script.size());
        for (Step step : script) {
            outcomes.add(play(step));
        }
        return outcomes;
    }

    private String play(Step step) {
        try {
            return Outcome.of(step.call().on(this));
        } catch (SQLException failure) {
            return Outcome.of(failure);
        } catch (IOException | RuntimeException | LinkageError failure) {
            // without the message: a JVM that throws the same one often enough drops it
            return failure.getClass().getName();
        }
    }

    Connection connection() {
        return connection;
    }

    Statement statement(int slot) throws SQLException {
        if (forgetsStatements && connection.isClosed()) {
            throw new Missing();
        }
        return there(statements[slot]);
    }

    PreparedStatement prepared(int slot) throws SQLException {
        if (statement(slot) instanceof PreparedStatement prepared) {
            return prepared;
        }
        throw new Missing();
    }

    CallableStatement callable(int slot) throws SQLException {
        if (statement(slot) instanceof CallableStatement callable) {
            return callable;
        }
        throw new Missing();
    }

    ResultSet rows(int slot) {
        return there(results[slot]);
    }

    @Nullable Savepoint savepoint(int slot) {
        return savepoints[slot];
    }

    private static <T> T there(@Nullable T thing) {
        if (thing == null) {
            throw new Missing();
        }
        return thing;
    }

    /** A statement is about to take the place of another; if it cannot be made, there is none. */
    void drop(int slot) {
        statements[slot] = null;
    }

    String keep(int slot, Statement statement) {
        statements[slot] = statement;
        given.add(statement);
        return "a statement";
    }

    String keep(int slot, @Nullable ResultSet rows) {
        results[slot] = rows;
        if (rows != null) {
            given.add(rows);
        }
        return rows == null ? "null" : "rows";
    }

    String keep(int slot, Savepoint savepoint) {
        savepoints[slot] = savepoint;
        return "a savepoint";
    }

    /** Keeps a large object or a stream, to be read later. */
    String keep(@Nullable Object large) {
        kept = large;
        return large == null ? "null" : large.getClass().getName();
    }

    @Nullable Object kept() {
        return kept;
    }
}
