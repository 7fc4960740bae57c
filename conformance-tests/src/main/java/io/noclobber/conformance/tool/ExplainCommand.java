package io.noclobber.conformance.tool;

import io.noclobber.NoclobberDriver;
import io.noclobber.config.Settings;
import io.noclobber.conformance.EntryPath;
import io.noclobber.conformance.database.Database;
import io.noclobber.observe.GuardCounts;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what noclobber would send for a write, without sending it. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.class,
        sortOptions = false,
        description =
                "Shows what noclobber would send for an UPDATE or DELETE: reads the row that it means as an application"
                        + " would have, and shows the statement with its predicates. Nothing is written; a row may be locked for"
                        + " a moment.")
final class ExplainCommand implements Callable<Integer> {
    private static final Pattern WRITE = Pattern.compile(
            "\\s*(?:UPDATE\\s+(\\S+)\\s.*?|DELETE\\s+FROM\\s+(\\S+)\\s*)\\bWHERE\\b(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionArguments connection;

    @Option(
            names = "--sql",
            required = true,
            paramLabel = "<statement>",
            description = "The UPDATE or DELETE, with values in it instead of ?, of a row that exists.")
    private String sql = "";

    @Option(
            names = "--read",
            paramLabel = "<query>",
            description =
                    "The query by which the application reads the row before. Default: all columns of the rows that the"
                            + " WHERE of --sql finds.")
    private @Nullable String read;

    @Option(
            names = "--dialect",
            paramLabel = "<name>",
            description =
                    "Instead of --url: an empty database of this kind in the memory of this program, with what --given"
                            + " makes. There are hsqldb, h2, derby and sqlite.")
    private @Nullable String dialect;

    @Option(
            names = "--given",
            paramLabel = "<statement>",
            description = "With --dialect: a CREATE TABLE or an INSERT to begin with. May be given several times.")
    private List<String> given = new ArrayList<>();

    @Option(
            names = "--option",
            paramLabel = "<key=value>",
            description = "Option of noclobber, such as compare=changed.")
    private Map<String, String> options = new LinkedHashMap<>();

    /** What the query reads, in small letters. */
    private final Set<String> columns = new HashSet<>();

    @Override
    public Integer call() throws CannotRunException, SQLException {
        if (dialect == null) {
            if (!given.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--given goes with --dialect only: nothing is ever written to a database of --url.");
            }
            return explain(connection.target());
        }
        if (connection.isGiven()) {
            throw new ParameterException(spec.commandLine(), "Either --url or --dialect is meant, not both.");
        }
        try (GivenDatabase database = GivenDatabase.make(GivenDatabase.kind(dialect), given)) {
            return explain(database.target());
        }
    }

    private int explain(TargetDatabase target) throws CannotRunException {
        if (!NotingDriver.isWrite(sql)) {
            throw new CannotRunException("--sql is no UPDATE or DELETE: what is sent for others is what was given.");
        }
        String query = read == null ? query() : read;
        Database database = target.open();
        Map<String, String> named = new LinkedHashMap<>(target.options());
        named.putAll(options);
        Settings settings = Settings.of(OptionsInForce.with(named));
        NotingDriver driver = new NotingDriver();
        Database noted = Database.running(
                database.engine(),
                NotingDriver.url(database.url()),
                database.user(),
                database.password(),
                database.behaviour(),
                database.place());
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Long> before = unguarded();
        try {
            DriverManager.registerDriver(driver);
            try (Connection guarded = EntryPath.URL.open(noted, named);
                    Statement statement = guarded.createStatement()) {
                guarded.setAutoCommit(false);
                int rows = rows(statement, query);
                if (rows == 0) {
                    throw new CannotRunException("No row is found by: " + query
                            + ". What would be sent depends on what was read: name a row that exists.");
                }
                out.println("read   " + query + "  (" + rows + " rows)");
                try {
                    statement.executeUpdate(sql);
                } finally {
                    guarded.rollback();
                }
            }
        } catch (SQLException failed) {
            if (driver.notes().isEmpty()) {
                throw new CannotRunException(
                        "It could not be explained: " + target.secrets().hide(String.valueOf(failed.getMessage())),
                        failed);
            }
            // what was noted is told, whatever came after it
            out.println("note   " + target.secrets().hide(String.valueOf(failed.getMessage())));
        } finally {
            deregister(driver);
        }
        out.println("given  " + sql);
        for (NotingDriver.Noted note : driver.notes()) {
            out.println("sent   " + note.text());
            note.values().forEach((at, value) -> out.println("       ? " + at + " = " + value));
        }
        Map<String, Long> reasons = unguarded();
        reasons.entrySet().removeAll(before.entrySet());
        if (reasons.isEmpty()) {
            leftOut(database, settings, driver.notes()).forEach(line -> out.println("left out  " + line));
        }
        reasons.keySet().forEach(reason -> out.println("as it is, because of " + reason));
        return Exit.CONFORMS.code();
    }

    private List<String> leftOut(Database database, Settings settings, List<NotingDriver.Noted> notes)
            throws CannotRunException {
        Matcher write = WRITE.matcher(sql);
        if (notes.isEmpty() || !write.matches()) {
            return List.of();
        }
        String table = write.group(1) == null ? write.group(2) : write.group(1);
        try (Connection open = database.connect()) {
            return LeftOut.of(
                    open,
                    table,
                    settings,
                    columns,
                    sql,
                    notes.get(notes.size() - 1).text());
        } catch (SQLException failed) {
            throw new CannotRunException("The catalog could not be read: " + failed.getMessage(), failed);
        }
    }

    private static void deregister(NotingDriver driver) throws CannotRunException {
        try {
            DriverManager.deregisterDriver(driver);
        } catch (SQLException refused) {
            throw new CannotRunException("The driver that notes what is sent could not be taken away", refused);
        }
    }

    private String query() throws CannotRunException {
        Matcher write = WRITE.matcher(sql);
        if (!write.matches()) {
            throw new CannotRunException(
                    "--sql is no UPDATE or DELETE with a WHERE that could be turned into a query. Give the query by --read.");
        }
        String table = write.group(1) == null ? write.group(2) : write.group(1);
        return "SELECT * FROM " + table + " WHERE" + write.group(3);
    }

    private int rows(Statement statement, String query) throws SQLException {
        int count = 0;
        try (ResultSet rows = statement.executeQuery(query)) {
            int width = rows.getMetaData().getColumnCount();
            for (int i = 1; i <= width; i++) {
                columns.add(rows.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT));
            }
            while (rows.next()) {
                for (int i = 1; i <= width; i++) {
                    rows.getObject(i);
                }
                count++;
            }
        }
        return count;
    }

    /** Why writes were not guarded, as the statistics count it. */
    private static Map<String, Long> unguarded() {
        GuardCounts counts = NoclobberDriver.counts();
        Map<String, Long> unguarded = new TreeMap<>(counts.notAnalysed());
        Stream.concat(counts.tables().values().stream(), Stream.of(counts.elsewhere()))
                .forEach(table ->
                        table.unguarded().forEach((reason, count) -> unguarded.merge(reason, count, Long::sum)));
        return unguarded;
    }
}
