package io.noclobber.conformance.sequence;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plays scripts on one database with the bare driver and through noclobber. Confined to one thread. */
final class Duel implements AutoCloseable {
    /** How a guarded connection is opened: all that may change what is sent. */
    private static final List<String> OPTIONS =
            List.of("", "", "", "compare=changed", "scope=transaction", "compare=version;version=*.rev");

    private final Database database;
    private final Ground ground;
    private final Connection witness;
    private final Connection keeper;
    private boolean defined = true;

    Duel(Database database) throws SQLException {
        this.database = database;
        this.witness = database.connect();
        // the catalog is kept for as long as one guarded connection is open
        this.keeper = DriverManager.getConnection(database.url("noclobber:"), database.user(), database.password());
        this.ground = new Ground(database.engine(), keeper);
        try (Statement statement = witness.createStatement()) {
            // HSQLDB has one empty result for all connections, which is closed from the first close on
            ResultSet keys = statement.getGeneratedKeys();
            if (keys != null) {
                keys.close();
            }
        } catch (SQLFeatureNotSupportedException none) {
            // nothing to be closed
        }
    }

    /** The script that {@code seed} stands for. */
    List<Step> script(long seed) {
        return Script.of(database.engine(), seed);
    }

    /** The options that {@code seed} stands for. */
    String options(long seed) {
        // SQLite has one result set a statement, so that the rows of an older query show the columns of a newer one
        if (database.engine() == Engine.SQLITE && seed % OPTIONS.size() == OPTIONS.size() - 1) {
            return "";
        }
        return OPTIONS.get((int) Math.floorMod(seed, (long) OPTIONS.size()));
    }

    /** Plays the script both ways. One that the bare driver does not come back from is left out, and that is printed. */
    Optional<Difference> play(List<Step> script, String options) throws SQLException, IOException {
        List<String> bare = play(script, database::connect);
        if (bare.isEmpty()) {
            System.out.println("Left out: the bare driver of " + database.engine() + " hangs in a script of "
                    + script.size() + " calls");
            return Optional.empty();
        }
        String prefix = options.isEmpty() ? "noclobber:" : "noclobber[" + options + "]:";
        List<String> guarded = play(
                script, () -> DriverManager.getConnection(database.url(prefix), database.user(), database.password()));
        if (guarded.isEmpty()) {
            return Optional.of(new Difference(script, script.size(), "the end", "comes", "hangs before it"));
        }
        for (int i = 0; i < bare.size(); i++) {
            if (!bare.get(i).equals(guarded.get(i))) {
                String step = i < script.size() ? script.get(i).name() : "what is stored";
                return Optional.of(new Difference(script, i, step, bare.get(i), guarded.get(i)));
            }
        }
        return Optional.empty();
    }

    /** How a connection is made. */
    private interface Opening {
        Connection open() throws SQLException;
    }

    /** What each step gave, and what is stored then; nothing where the driver hangs. */
    private List<String> play(List<Step> script, Opening opening) throws SQLException, IOException {
        // before the connection is there: SQLite does not always see that others have defined a table anew
        ground.reset(defined);
        defined = Script.defines(script);
        Optional<List<String>> given;
        try (Connection connection = opening.open()) {
            if (database.engine().isPostgres()) {
                // asked for once, in a transaction that has not failed, and then known to the driver
                connection.getMetaData().getMaxColumnsInIndex();
            }
            // which statements of Derby's driver know that it has broken down depends on which of them has met that
            boolean loses = database.engine() == Engine.DERBY;
            given = Patience.with(connection, () -> new Player(connection, loses).play(script));
            given = given.map(all -> with(all, leave(connection)));
        }
        if (given.isEmpty()) {
            return List.of();
        }
        List<String> outcomes = given.get();
        for (String table : List.of("f_item", "f_entry", "f_pair", "f_remark")) {
            outcomes.add(ConnectionCalls.all(witness, table));
        }
        return outcomes;
    }

    private static List<String> with(List<String> outcomes, String last) {
        List<String> all = new ArrayList<>(outcomes);
        all.add(last);
        return all;
    }

    /** A shrunk script may leave its transaction open; Derby closes no connection in one. */
    private static String leave(Connection connection) {
        try {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
            }
            return "left";
        } catch (SQLException failure) {
            return Outcome.of(failure);
        }
    }

    /** The engine that is played on. */
    Engine engine() {
        return database.engine();
    }

    @Override
    public void close() throws SQLException {
        witness.close();
        ground.close();
        keeper.close();
    }
}
