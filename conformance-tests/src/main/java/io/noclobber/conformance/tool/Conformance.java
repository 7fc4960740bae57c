package io.noclobber.conformance.tool;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code java -jar noclobber-conformance.jar}: tells a DBA whether noclobber holds on his database. */
@Command(
        name = "noclobber-conformance",
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.class,
        subcommands = {
            VerifyCommand.class,
            CleanCommand.class,
            AnalyzeCommand.class,
            ExplainCommand.class,
            MatrixCommand.class,
            DemoCommand.class
        },
        description = "Tells whether noclobber holds on your database, with your driver and your settings.",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  conforms (clean: nothing is left)",
            "  1  does not conform; the report says what was tried and what happened",
            "  2  could not run: no connection, no driver, a wrong option, or a group of which nothing could be tried",
            "",
            "Examples:",
            "  java -jar noclobber-conformance.jar verify --url jdbc:postgresql://db/shop --user dba --schema scratch",
            "  java -jar noclobber-conformance.jar verify --url jdbc:mariadb://db/scratch --user dba \\",
            "      --driver mariadb-java-client.jar --html report.html",
            "  java -jar noclobber-conformance.jar analyze --url jdbc:postgresql://db/shop --user reader --schema public",
            "  java -jar noclobber-conformance.jar clean --url jdbc:postgresql://db/shop --user dba --schema scratch"
        })
public final class Conformance implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        quiet("org.slf4j.simpleLogger.defaultLogLevel", "off");
        quiet("hsqldb.reconfig_logging", "false");
        if (System.getProperty("java.util.logging.config.file") == null) {
            // that of PostgreSQL logs URLs which it cannot read, passwords and all
            LogManager.getLogManager().reset();
        }
        Charset charset = System.console() == null
                ? StandardCharsets.UTF_8
                : System.console().charset();
        int code =
                run(new PrintWriter(System.out, true, charset), new PrintWriter(System.err, true, charset), arguments);
        if (!ChosenContracts.isStopped()) {
            // else the run is dropping its tables still, and does it afterwards
            DerbyLog.shutDown();
        }
        System.exit(code);
    }

    /** Libraries write nothing between our lines, unless asked to. */
    private static void quiet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Runs one command and gives its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine program = new CommandLine(new Conformance());
        program.setOut(out);
        program.setErr(err);
        program.setUsageHelpWidth(100);
        program.setCaseInsensitiveEnumValuesAllowed(true);
        program.setExecutionExceptionHandler((failure, command, parsed) -> cannotRun(err, failure));
        int code;
        try {
            code = program.execute(arguments);
        } catch (Error failure) {
            // the JVM would end with 1, which says that noclobber does not hold
            code = cannotRun(err, failure);
        }
        out.flush();
        err.flush();
        return code;
    }

    private static int cannotRun(PrintWriter err, Throwable failure) {
        if (failure instanceof CannotRunException) {
            err.println("Could not run: " + failure.getMessage());
        } else {
            err.println("Could not run, by a defect of this program or of the driver:");
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            // drivers quote the URL that they were given
            err.print(new Secrets("").hide(trace.toString()));
        }
        err.flush();
        return Exit.CANNOT_RUN.code();
    }

    /** Without a command. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }
}
