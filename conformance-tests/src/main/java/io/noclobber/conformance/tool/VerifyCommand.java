package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.Database;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tries on a running database everything that noclobber promises, and says what held. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.class,
        sortOptions = false,
        description =
                "Tries on a running database everything that noclobber promises. It makes tables of its own in the"
                        + " schema, writes them from two or more connections, and drops them. It touches no others.",
        footerHeading = "%nPrivileges needed:%n",
        footer = {
            "  connect (up to " + ConnectionsNeeded.AT_ONCE
                    + " connections at a time), create and drop tables in the schema, read and write them.",
            "  With the right to create views, triggers and functions there more is tried; without it the report says",
            "  what could not be."
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionArguments connection;

    @Option(
            names = "--groups",
            paramLabel = "<name>",
            split = ",",
            description = "Only these groups of tests: lost-updates, deletes, transactions, isolation, batches, values,"
                    + " statements, cursors, scopes, transparency, storm, overhead.")
    private List<String> groups = new ArrayList<>();

    @Option(
            names = "--option",
            paramLabel = "<key=value>",
            description =
                    "Option of noclobber for all guarded connections, such as compare=changed. May be given several"
                            + " times. Options in the brackets of a jdbc:noclobber[…]: URL are taken as well, and so are those of"
                            + " java -Dnoclobber.compare=… and of the file that -Dnoclobber.config=… names.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--seed",
            paramLabel = "<number>",
            description =
                    "What is chosen at random follows from this number, which every report has; the same number chooses the"
                            + " same again.")
    private @Nullable Long seed;

    @Option(
            names = "--create",
            description = "Makes the database if there is none where the URL names a file: SQLite, DuckDB, H2, HSQLDB.")
    private boolean create;

    @Option(
            names = "--bare",
            description = "Negative control: runs the same tests on the bare driver, where they must fail.")
    private boolean bare;

    @Option(names = "--json", paramLabel = "<file>", description = "Writes the report as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--junit",
            paramLabel = "<file>",
            description = "Writes the report as JUnit XML, for build servers.")
    private @Nullable Path junit;

    @Option(
            names = "--html",
            paramLabel = "<file>",
            description = "Writes the report as one HTML file that needs nothing else.")
    private @Nullable Path html;

    @Override
    public Integer call() throws CannotRunException, InterruptedException {
        Set<Group> chosen = chosen();
        ReportFiles files = new ReportFiles(json, junit, html);
        files.begin();
        TargetDatabase target = connection.target(create ? Creation.ASKED_FOR : Creation.WHERE_THE_URL_SAYS_SO);
        Secrets secrets = target.secrets();
        Map<String, String> named = new LinkedHashMap<>(target.options());
        named.putAll(options);
        Map<String, String> inForce = OptionsInForce.with(named);
        Database found = target.open();
        long chosenSeed = seed == null ? new SplittableRandom().nextInt(1, Integer.MAX_VALUE) : seed;
        Console console = new Console(spec.commandLine().getOut());
        VerifyRun run =
                new VerifyRun(found, secrets, new VerifyRun.Choice(chosen, named, inForce, chosenSeed, bare), console);
        Optional<RunReport> report = outcome(run, found, secrets);
        if (report.isEmpty()) {
            return Exit.CANNOT_RUN.code();
        }
        // first what cannot fail
        console.conclusion(report.get());
        files.write(report.get());
        return report.get().exit().code();
    }

    private Optional<RunReport> outcome(VerifyRun run, Database found, Secrets secrets)
            throws CannotRunException, InterruptedException {
        try {
            Heartbeat heartbeat = new Heartbeat(found);
            try {
                return heartbeat.during(
                        () -> run.run(heartbeat, spec.commandLine().getErr()), run::stuck);
            } finally {
                end(heartbeat, secrets);
            }
        } catch (CannotRunException silent) {
            run.abandon();
            throw new CannotRunException(secrets.hide(String.valueOf(silent.getMessage())), silent);
        } catch (SQLException failed) {
            throw new CannotRunException(secrets.hide(String.valueOf(failed.getMessage())), failed);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof CannotRunException || cause instanceof SQLException) {
                throw new CannotRunException(secrets.hide(String.valueOf(cause.getMessage())), cause);
            }
            throw new IllegalStateException(cause);
        }
    }

    /** That it does not end well says nothing of what was found. */
    private void end(Heartbeat heartbeat, Secrets secrets) {
        try {
            heartbeat.close();
        } catch (SQLException failed) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("Note: " + secrets.hide(String.valueOf(failed.getMessage())));
            err.flush();
        }
    }

    private Set<Group> chosen() {
        if (groups.isEmpty()) {
            return EnumSet.allOf(Group.class);
        }
        Set<Group> chosen = EnumSet.noneOf(Group.class);
        for (String name : groups) {
            chosen.add(Group.named(name)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "There is no group '" + name + "'. There are: " + Group.names() + ".")));
        }
        return chosen;
    }
}
