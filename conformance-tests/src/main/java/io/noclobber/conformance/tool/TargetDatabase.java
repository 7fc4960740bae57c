package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.Behaviour;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.Place;
import io.noclobber.conformance.database.Recognition;
import io.noclobber.conformance.database.UrlLogin;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A running database that somebody has named. Immutable.
 *
 * @param url the real driver's own URL
 * @param prefix what the names of our tables begin with
 * @param schema where they are made, {@code null} for where the user is
 * @param options those of noclobber that the URL has brought
 */
record TargetDatabase(
        String url,
        String user,
        String password,
        String prefix,
        @Nullable String schema,
        Map<String, String> options) {
    private static final int LOOK_SECONDS = 25;
    private static final String H2_TRACE = "TRACE_LEVEL_FILE";

    /** What others may not do. */
    private static final int H2_ADMINISTRATOR = 90040;

    private static final String H2_UNREACHABLE = "90067";

    /** Of Derby and H2; HSQLDB has an error code of its own, among the states of unreachable ones. */
    private static final Set<String> MISSING = Set.of("XJ004", "90146", "90149");

    private static final int MISSING_IN_HSQLDB = -465;

    /** Its files are another program's, as H2 and HSQLDB say it. */
    private static final String H2_IN_USE = "90020";

    private static final int HSQLDB_IN_USE = -451;

    /** Of Derby, which says so in an exception behind the one that is thrown. */
    private static final String DERBY_IN_USE = "XSDB6";

    /** The same by another URL. */
    TargetDatabase by(String otherUrl) {
        return new TargetDatabase(otherUrl, user, password, prefix, schema, options);
    }

    Secrets secrets() {
        return new Secrets(url, password);
    }

    /** Opens a first connection and sees what is there. It ends where the database falls silent. */
    Database open() throws CannotRunException {
        try {
            Connection first = first();
            return new Awaited(LOOK_SECONDS, "Is it able to answer?").during(() -> look(first));
        } catch (SQLException failed) {
            throw new CannotRunException(explain(failed), failed);
        }
    }

    /** H2 notes also a wrong password or schema in a file beside the database. */
    private Connection first() throws SQLException, CannotRunException {
        if (UntouchedFiles.isOfH2Alone(url) && !names(H2_TRACE)) {
            try {
                return FirstConnection.open(url + ";" + H2_TRACE + "=0", user, password);
            } catch (SQLException refused) {
                if (refused.getErrorCode() != H2_ADMINISTRATOR) {
                    throw refused;
                }
            }
        }
        return FirstConnection.open(url, user, password);
    }

    private boolean names(String setting) {
        return url.toLowerCase(Locale.ROOT).contains(setting.toLowerCase(Locale.ROOT) + "=");
    }

    private Database look(Connection first) throws SQLException, CannotRunException {
        try (Connection connection = first) {
            DatabaseMetaData metaData = connection.getMetaData();
            Engine engine = Recognition.of(metaData);
            boolean isCatalog = engine.isMySql() || !metaData.supportsSchemasInDataManipulation();
            String stored = schema == null ? null : stored(connection, isCatalog, schema);
            Place place = new Place(prefix, stored, isCatalog, accepted(engine), true);
            return Database.running(engine, url, user, password, Behaviour.of(engine), place);
        }
    }

    /** As the database spells it. */
    private static String stored(Connection connection, boolean isCatalog, String name)
            throws SQLException, CannotRunException {
        DatabaseMetaData metaData = connection.getMetaData();
        List<String> names = new ArrayList<>();
        try (ResultSet rows = isCatalog ? metaData.getCatalogs() : metaData.getSchemas()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        if (names.contains(name)) {
            return name;
        }
        for (String each : names) {
            if (each.equalsIgnoreCase(name)) {
                return each;
            }
        }
        // some list only schemas in which the user may make tables
        for (String each : List.of(name, name.toUpperCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))) {
            if (isEntered(connection, isCatalog, each)) {
                return each;
            }
        }
        throw new CannotRunException(
                "There is no schema " + name + " that this user can see. It must exist: this program"
                        + " creates none. Seen were: " + String.join(", ", names) + ".");
    }

    /** PostgreSQL takes the name of any schema, and then is in none. */
    private static boolean isEntered(Connection connection, boolean isCatalog, String name) {
        try {
            if (isCatalog) {
                connection.setCatalog(name);
                return name.equals(connection.getCatalog());
            }
            connection.setSchema(name);
            return name.equals(connection.getSchema());
        } catch (SQLException refused) {
            return false;
        }
    }

    /** Lets waits for locks end soon, where a driver can be told so and the database takes it; what the URL says itself goes before. */
    private Map<String, String> accepted(Engine engine) {
        Map<String, String> wanted = new HashMap<>();
        if (engine.isPostgres()) {
            wanted.put("options", "-c lock_timeout=3s -c statement_timeout=30s");
        } else if (engine.isMySql()) {
            wanted.put("sessionVariables", "innodb_lock_wait_timeout=3,lock_wait_timeout=10");
        } else if (engine == Engine.H2) {
            wanted.put("LOCK_TIMEOUT", "3000");
            if (UntouchedFiles.isOfH2Alone(url)) {
                // of each statement that it refuses it writes into a file beside the database, which would be left;
                // where others
                // have the database open, it would not write of theirs either
                wanted.put(H2_TRACE, "0");
            }
        } else {
            return wanted;
        }
        wanted.keySet().removeIf(this::names);
        if (isTaken(wanted)) {
            return wanted;
        }
        // only an administrator of H2 may say what it writes there
        return wanted.remove(H2_TRACE) != null && isTaken(wanted) ? wanted : Map.of();
    }

    private boolean isTaken(Map<String, String> wanted) {
        Properties properties = new Properties();
        properties.putAll(wanted);
        UrlLogin.complete(properties, url, user, password);
        try (Connection tried = DriverManager.getConnection(url, properties)) {
            return !tried.isClosed();
        } catch (SQLException refused) {
            // by a pooler, for example; then each wait takes as long as the database is set to
            return false;
        }
    }

    private String explain(SQLException failed) {
        String state = String.valueOf(failed.getSQLState());
        String message = secrets().hide(said(failed));
        String why;
        if (state.startsWith("28") || message.toLowerCase(Locale.ROOT).contains("authentication")) {
            why = "The database refused " + who() + " or the password. The password is taken from"
                    + " --password-file, the variable NOCLOBBER_PASSWORD, or asked for on a terminal.";
        } else if (state.equals(H2_IN_USE) || hsqldb(failed) == HSQLDB_IN_USE || isOfAnotherDerby(failed)) {
            why =
                    "The files of this database are in use by another program, or this user may not write them. Close it there,"
                            + " or reach it by the server that has it open.";
        } else if (MISSING.contains(state) || hsqldb(failed) == MISSING_IN_HSQLDB) {
            why =
                    "There is no such database. Is the path in --url right? This program makes none by mistake: verify does"
                            + " with --create, on Derby with create=true in the URL.";
        } else if (state.startsWith("08") || state.equals(H2_UNREACHABLE)) {
            why =
                    "The database cannot be reached. Host, port and name stand in --url; is it running, and does a firewall"
                            + " let this machine in?";
        } else {
            why = "No connection could be opened.";
        }
        return why + " The driver says: " + message;
    }

    /** With those behind it: Derby's first one only says that there are more. */
    private static String said(SQLException failed) {
        List<String> all = new ArrayList<>();
        for (SQLException each = failed; each != null; each = each.getNextException()) {
            all.add(String.valueOf(each.getMessage()).strip());
        }
        return String.join(" ", all);
    }

    private static boolean isOfAnotherDerby(SQLException failed) {
        for (SQLException each = failed; each != null; each = each.getNextException()) {
            if (DERBY_IN_USE.equals(each.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private int hsqldb(SQLException failed) {
        return url.regionMatches(true, 0, "jdbc:hsqldb:", 0, 12) ? failed.getErrorCode() : 0;
    }

    private String who() {
        String named = user.isEmpty() ? UrlLogin.of(url).user() : user;
        return named == null ? "a user without a name (--user gives one)" : "the user '" + named + "'";
    }
}
