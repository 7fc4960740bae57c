package io.noclobber.conformance.tool;

import io.noclobber.conformance.EntryPath;
import io.noclobber.conformance.Opener;
import io.noclobber.conformance.Probes;
import io.noclobber.conformance.Setting;
import io.noclobber.conformance.database.Behaviour;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.Trait;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
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
            "  connect (up to 13 connections at a time), create and drop tables in the schema, read and write them.",
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
        files.check();
        TargetDatabase target = connection.target();
        Secrets secrets = target.secrets();
        Map<String, String> named = new LinkedHashMap<>(target.options());
        named.putAll(options);
        Map<String, String> all = OptionsInForce.with(named);
        Database found = target.open();
        long chosenSeed = seed == null ? new SplittableRandom().nextInt(1, Integer.MAX_VALUE) : seed;
        Console console = new Console(spec.commandLine().getOut());
        // some databases in memory end with their last connection
        try (Connection keeper = found.connect()) {
            Database known = marked(found, keeper, chosenSeed);
            Subject subject = Subject.of(known, secrets);
            console.opening(subject, secrets.hide(all), chosenSeed, bare);
            refuseLeftovers(found, keeper);
            Instant started = Instant.now();
            long start = System.nanoTime();
            CleanUp cleanUp = new CleanUp(known);
            Runtime.getRuntime().addShutdownHook(cleanUp);
            try {
                Behaviour behaviour = probe(known, secrets);
                Database database = known.behaving(behaviour);
                Setting setting =
                        new Setting(database, bare ? (own, ignored) -> own.connect() : opener(named), chosenSeed);
                tryGuarding(setting, secrets);
                List<String> otherwise = otherwise(known, behaviour);
                console.before(remarks(database, subject, all, secrets), otherwise);
                TestRun run = new TestRun(setting, secrets, console);
                console.expects(run.count(chosen));
                for (Group group : chosen) {
                    if (!ChosenContracts.isStopped() && run.shortage().isEmpty()) {
                        run.run(group);
                    }
                }
                if (ChosenContracts.isStopped()) {
                    return Exit.CANNOT_RUN.code();
                }
                if (run.shortage().isPresent()) {
                    throw new CannotRunException("The database has no room left, which tells nothing of noclobber. Make"
                            + " room and run again. It says: "
                            + run.shortage().get());
                }
                Map<Group, Double> seconds = new EnumMap<>(Group.class);
                chosen.forEach(group -> seconds.put(group, run.seconds(group)));
                RunReport report = new RunReport(
                        subject,
                        bare,
                        secrets.hide(all),
                        chosenSeed,
                        remarks(database, subject, all, secrets),
                        otherwise,
                        chosen,
                        run.tried(),
                        seconds,
                        run.published(),
                        started,
                        (System.nanoTime() - start) / 1e9);
                // first what cannot fail
                console.conclusion(report);
                files.write(report);
                return report.exit().code();
            } finally {
                cleanUp.finish(spec.commandLine().getErr());
            }
        } catch (SQLException failed) {
            throw new CannotRunException(secrets.hide(String.valueOf(failed.getMessage())), failed);
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

    private static List<Remark> remarks(
            Database database, Subject subject, Map<String, String> options, Secrets secrets) throws SQLException {
        return SettingsCheck.of(database, subject, options).stream()
                .map(remark -> remark.hiding(secrets))
                .toList();
    }

    /** Those of the JVM count for each connection by themselves. */
    private static Opener opener(Map<String, String> options) {
        return (database, ofTest) -> {
            Map<String, String> merged = new LinkedHashMap<>(options);
            merged.putAll(ofTest);
            return EntryPath.URL.open(database, merged);
        };
    }

    private static void refuseLeftovers(Database database, Connection open) throws SQLException, CannotRunException {
        List<OwnObjects.Found> found = OwnObjects.ofAnyRun(database).find(open);
        if (!found.isEmpty()) {
            throw new CannotRunException("There are already " + found.size()
                    + " tables and the like that another run of this program has made, such as "
                    + found.get(0)
                    + ". If that run was killed, the command clean drops them; else it is at work, and --prefix must"
                    + " be another one.");
        }
    }

    /** Names its tables so that nobody has anything which is called alike. */
    private static Database marked(Database database, Connection open, long seed)
            throws SQLException, CannotRunException {
        String prefix = database.place().prefix();
        int first = new SplittableRandom(seed).nextInt(RunMark.ALL);
        for (int i = 0; i < RunMark.ALL; i++) {
            Database marked = database.prefixed(OwnNames.prefix(prefix, RunMark.numbered(first + i)));
            if (isFree(marked, open)) {
                return marked;
            }
        }
        throw new CannotRunException(
                "All names that this program would give its tables begin as others in the schema do, " + prefix
                        + "…: give --prefix another one.");
    }

    /** What a run has left is not in the way of another mark, but of {@link #refuseLeftovers}. */
    private static boolean isFree(Database marked, Connection open) throws SQLException {
        OwnNames names = new OwnNames(marked.place().prefix());
        return new OwnObjects(marked, name -> names.begins(name) && !names.ofThisRun(name))
                .find(open)
                .isEmpty();
    }

    private static Behaviour probe(Database database, Secrets secrets) throws CannotRunException, InterruptedException {
        try {
            return Probes.of(database);
        } catch (SQLException refused) {
            throw new CannotRunException(
                    "A first table could not be made, written and dropped. The user needs the right to create and drop tables"
                            + " in this schema, and to read and write them (and the disk some room). The database says: "
                            + secrets.hide(String.valueOf(refused.getMessage()).strip()),
                    refused);
        }
    }

    /** An option that is wrong is told at once, not by each test. */
    private static void tryGuarding(Setting setting, Secrets secrets) throws CannotRunException {
        try (Connection open = setting.opener().open(setting.database(), Map.of())) {
            open.getMetaData();
        } catch (SQLException refused) {
            throw new CannotRunException(
                    "No guarded connection could be opened: " + secrets.hide(String.valueOf(refused.getMessage())),
                    refused);
        }
    }

    /** What was seen that is not known of the engine. */
    private static List<String> otherwise(Database known, Behaviour seen) {
        boolean stranger = known.engine() == Engine.STRANGER;
        List<String> lines = new ArrayList<>();
        for (Trait trait : Trait.values()) {
            boolean does = seen.does(trait);
            if (stranger ? !does : does != known.engine().does(trait)) {
                lines.add((does ? "does: " : "does not: ")
                        + trait.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        }
        return lines;
    }
}
