package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.Database;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Drops what a run of {@code verify} that was killed has left. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.class,
        description =
                "Drops the tables that a run of verify which was killed has left: those in the schema whose names"
                        + " are the prefix, a mark of the run, which has a check in it, one of some forty words that its tests use,"
                        + " and a number, such as noclobber_a1x6o_orders_17. Others are never touched, noclobber_orders_17 neither.")
final class CleanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionArguments connection;

    @Option(names = "--dry-run", description = "Only lists what would be dropped.")
    private boolean dryRun;

    @Option(
            names = "--force",
            description = "Does not look for six seconds whether a run is at work, whose tables are refused.")
    private boolean force;

    /** By default longer than a database waits for a lock; on Derby that is a minute. */
    @Option(
            names = "--wait",
            paramLabel = "<seconds>",
            defaultValue = "90",
            description = "How long it is tried to drop what sessions hold that the database does not know to be gone,"
                    + " and with --dry-run an answer is waited for. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Override
    public Integer call() throws CannotRunException, InterruptedException {
        Awaited awaited = Awaited.byOption(seconds);
        TargetDatabase target = dryRun ? connection.onlyRead() : connection.target(Creation.NEVER);
        PrintWriter out = spec.commandLine().getOut();
        try {
            if (dryRun) {
                List<OwnObjects.Found> found = awaited.during(() -> find(target, awaited));
                found.forEach(each -> out.println("would drop " + each));
                out.println(found.size() + " found.");
                return Exit.CONFORMS.code();
            }
            Database database = awaited.during(target::open);
            OwnObjects own = OwnObjects.ofAnyRun(database);
            Removal removal = Removal.of(force ? own : leftBehind(own, database), TimeUnit.SECONDS.toMillis(seconds));
            List<String> left = removal.left();
            removal.gone().forEach(each -> out.println("dropped " + each));
            left.forEach(each -> out.println("LEFT " + target.secrets().hide(each)));
            out.println(removal.gone().size() + " dropped, " + left.size() + " left.");
            if (!left.isEmpty()) {
                out.println("It was tried for " + seconds
                        + " seconds. Where the reason is a lock, a session of the run that was"
                        + " killed may hold it: the database has not noticed yet that its program is gone. Run clean again"
                        + " when it has, or end that session there. Others in the schema may hold it as well.");
            }
            return (left.isEmpty() ? Exit.CONFORMS : Exit.DOES_NOT_CONFORM).code();
        } catch (SQLException failed) {
            throw new CannotRunException(
                    "What is left cannot be listed: " + target.secrets().hide(String.valueOf(failed.getMessage())),
                    failed);
        }
    }

    private static List<OwnObjects.Found> find(TargetDatabase target, Awaited awaited)
            throws SQLException, CannotRunException {
        Database database = target.open();
        try (Connection open = database.connect()) {
            awaited.step("its tables were listed");
            return OwnObjects.ofAnyRun(database).find(open);
        }
    }

    private static OwnObjects leftBehind(OwnObjects own, Database database)
            throws SQLException, CannotRunException, InterruptedException {
        try (Connection open = database.connect()) {
            return own.only(LivingRun.leftBehind(own, open));
        }
    }
}
