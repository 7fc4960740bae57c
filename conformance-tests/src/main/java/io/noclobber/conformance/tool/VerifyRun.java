package io.noclobber.conformance.tool;

import io.noclobber.conformance.EntryPath;
import io.noclobber.conformance.Opener;
import io.noclobber.conformance.Probes;
import io.noclobber.conformance.Setting;
import io.noclobber.conformance.database.Behaviour;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.LostConnection;
import io.noclobber.conformance.database.Trait;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code verify}, from the first table to the last. Its work is done in one thread; another one may look whether it is stuck,
 * and give it up.
 */
final class VerifyRun {
    private final Database found;
    private final Secrets secrets;
    private final Choice choice;
    private final Console console;
    private final AtomicReference<@Nullable CleanUp> tidying = new AtomicReference<>();
    private final AtomicReference<@Nullable TestRun> testing = new AtomicReference<>();

    /**
     * What somebody has asked for. Immutable.
     *
     * @param groups those to be tried
     * @param named options of noclobber as they were named to this program
     * @param inForce those and what the JVM has, which is what counts
     * @param seed what all choices at random follow from
     * @param bare whether nothing is guarded, as a negative control
     */
    record Choice(Set<Group> groups, Map<String, String> named, Map<String, String> inForce, long seed, boolean bare) {
        Choice {
            groups = Collections.unmodifiableSet(EnumSet.copyOf(groups));
            named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
            inForce = Collections.unmodifiableMap(new LinkedHashMap<>(inForce));
        }
    }

    VerifyRun(Database found, Secrets secrets, Choice choice, Console console) {
        this.found = found;
        this.secrets = secrets;
        this.choice = choice;
        this.console = console;
    }

    /**
     * Tries all that was asked for.
     *
     * @param err what could not be dropped is told there
     * @return nothing when somebody has stopped it
     */
    Optional<RunReport> run(Heartbeat heartbeat, PrintWriter err)
            throws SQLException, CannotRunException, InterruptedException {
        Database known = marked();
        Subject subject = Subject.of(known, secrets);
        console.opening(
                subject, secrets.hide(choice.inForce()), choice.seed(), Control.of(choice.bare(), choice.inForce()));
        ConnectionsNeeded.check(found, 1);
        refuseLeftovers();
        Instant started = Instant.now();
        long start = System.nanoTime();
        CleanUp cleanUp = new CleanUp(known);
        tidying.set(cleanUp);
        Runtime.getRuntime().addShutdownHook(cleanUp);
        try {
            Sentinel sentinel = firstTable(known, Sentinel::at);
            cleanUp.probing(true);
            Behaviour behaviour = probe(known, sentinel, heartbeat);
            cleanUp.probing(false);
            Database database = known.behaving(behaviour);
            Opener opener = choice.bare() ? (own, ignored) -> own.connect() : opener(choice.named());
            Setting setting = new Setting(database, opener, choice.seed());
            tryGuarding(setting, secrets);
            List<String> otherwise = otherwise(known, behaviour);
            console.before(remarks(database, subject), otherwise);
            TestRun run = new TestRun(setting, secrets, heartbeat, console);
            testing.set(run);
            console.expects(run.count(choice.groups()));
            for (Group group : choice.groups()) {
                if (!ChosenContracts.isStopped() && run.shortage().isEmpty() && run.connects()) {
                    run.run(group);
                    check(sentinel, heartbeat);
                }
            }
            if (ChosenContracts.isStopped()) {
                return Optional.empty();
            }
            if (run.shortage().isPresent()) {
                Shortage shortage = run.shortage().get();
                throw new CannotRunException("The database has no " + shortage.of()
                        + " left, which tells nothing of noclobber. Give it some and run again. It says: "
                        + shortage.said());
            }
            heartbeat.check();
            Map<Group, Double> seconds = new EnumMap<>(Group.class);
            choice.groups().forEach(group -> seconds.put(group, run.seconds(group)));
            return Optional.of(new RunReport(
                    subject,
                    choice.bare(),
                    secrets.hide(choice.inForce()),
                    choice.seed(),
                    remarks(database, subject),
                    otherwise,
                    choice.groups(),
                    run.tried(),
                    seconds,
                    run.published(),
                    started,
                    (System.nanoTime() - start) / 1e9));
        } catch (CannotRunException | SQLException | InterruptedException failed) {
            if (ChosenContracts.isStopped()) {
                // what was made was dropped under its hands
                return Optional.empty();
            }
            throw failed;
        } finally {
            cleanUp.probing(false);
            cleanUp.finish(err);
        }
    }

    /** Once more where it could not be asked for want of a connection; where none is to be had, that is told otherwise. */
    private static void check(Sentinel sentinel, Heartbeat heartbeat)
            throws SQLException, CannotRunException, InterruptedException {
        if (ChosenContracts.isStopped()) {
            return;
        }
        try {
            sentinel.check();
        } catch (SQLException failed) {
            if (heartbeat.connects()) {
                sentinel.check();
            }
        }
    }

    /** Why nobody should wait for it any longer, if so. */
    Optional<String> stuck() {
        return Optional.ofNullable(testing.get()).flatMap(TestRun::stuck);
    }

    /** Leaves it as it is, with all that it has made: nobody answers who could drop that. */
    void abandon() {
        ChosenContracts.stop();
        Optional.ofNullable(tidying.get()).ifPresent(CleanUp::abandon);
    }

    private List<Remark> remarks(Database database, Subject subject) throws SQLException {
        return SettingsCheck.of(database, subject, choice.inForce()).stream()
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

    private void refuseLeftovers() throws SQLException, CannotRunException {
        List<OwnObjects.Found> leftovers;
        try (Connection open = found.connect()) {
            leftovers = OwnObjects.ofAnyRun(found).find(open);
        }
        if (!leftovers.isEmpty()) {
            throw new CannotRunException("There are already " + leftovers.size()
                    + " tables and the like that another run of this program has made, such as "
                    + leftovers.get(0)
                    + ". If that run was killed, the command clean drops them; else it is at work, and --prefix must"
                    + " be another one.");
        }
    }

    /**
     * Names its tables so that nobody has anything which is called alike. The seed does not choose the mark: two runs with the same one
     * would drop each other's tables.
     */
    private Database marked() throws SQLException, CannotRunException {
        String prefix = found.place().prefix();
        int first = new SplittableRandom().nextInt(RunMark.ALL);
        try (Connection open = found.connect()) {
            for (int i = 0; i < RunMark.ALL; i++) {
                Database marked = found.prefixed(OwnNames.prefix(prefix, RunMark.numbered(first + i)));
                if (isFree(marked, open)) {
                    return marked;
                }
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

    private Behaviour probe(Database database, Sentinel sentinel, Heartbeat heartbeat)
            throws SQLException, CannotRunException, InterruptedException {
        try {
            Behaviour seen = firstTable(database, own -> Probes.of(own, ChosenContracts::isStopped));
            check(sentinel, heartbeat);
            return seen;
        } catch (CannotRunException failed) {
            // of a table that somebody else has dropped it would say that the user may not make it
            check(sentinel, heartbeat);
            throw failed;
        }
    }

    @FunctionalInterface
    private interface Beginning<T> {
        T at(Database database) throws SQLException, InterruptedException;
    }

    /** What shows first that a user may not make tables. The sentinel comes before all, so that nobody takes the others unseen. */
    private <T> T firstTable(Database database, Beginning<T> beginning)
            throws CannotRunException, InterruptedException {
        try {
            return beginning.at(database);
        } catch (SQLException refused) {
            if (LostConnection.in(refused, database.engine()).isPresent()) {
                throw new CannotRunException(
                        "A connection was lost, or none was to be had, before the first test. Run again. The database says: "
                                + secrets.hide(
                                        String.valueOf(refused.getMessage()).strip()),
                        refused);
            }
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
