package io.noclobber.conformance.tool;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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

    @Option(names = "--wait", paramLabel = "<seconds>", defaultValue = "60", description = Awaited.DESCRIPTION)
    private int seconds;

    @Override
    public Integer call() throws CannotRunException, SQLException {
        Awaited awaited = Awaited.byOption(seconds);
        if (dialect == null) {
            if (!given.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--given goes with --dialect only: nothing is ever written to a database of --url.");
            }
            return explain(connection.onlyRead(), awaited);
        }
        if (connection.isGiven()) {
            throw new ParameterException(spec.commandLine(), "Either --url or --dialect is meant, not both.");
        }
        try (GivenDatabase database = GivenDatabase.make(GivenDatabase.kind(dialect), given)) {
            return explain(database.target(), awaited);
        }
    }

    private int explain(TargetDatabase target, Awaited awaited) throws CannotRunException {
        Explanation explanation = new Explanation(target, options, awaited);
        try {
            List<String> lines = awaited.during(() -> explanation.of(sql, read));
            lines.forEach(spec.commandLine().getOut()::println);
            return Exit.CONFORMS.code();
        } catch (SQLException failed) {
            throw new CannotRunException(
                    "It could not be explained: " + target.secrets().hide(String.valueOf(failed.getMessage())), failed);
        }
    }
}
