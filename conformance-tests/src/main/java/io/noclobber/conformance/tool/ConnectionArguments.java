package io.noclobber.conformance.tool;

import io.noclobber.config.ConnectionUrl;
import io.noclobber.config.InvalidOptionException;
import io.noclobber.conformance.database.UrlLogin;
import java.io.Console;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a database is reached, as every command takes it. Confined to one thread. */
final class ConnectionArguments {
    private static final String VARIABLE = "NOCLOBBER_PASSWORD";
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9_]{1,9}");

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--url", paramLabel = "<url>", description = "JDBC URL of the database, as the application has it.")
    private String url = "";

    @Option(names = "--user", paramLabel = "<name>", description = "User of the database.")
    private String user = "";

    @Option(
            names = "--password-file",
            paramLabel = "<file>",
            description = "File whose first line is the password. Without it the password comes from the environment"
                    + " variable " + VARIABLE + ", or is asked for on a terminal.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--password",
            paramLabel = "<password>",
            description = "The password itself. Others on this machine can see it in the list of processes.")
    private @Nullable String openPassword;

    @Option(
            names = "--schema",
            paramLabel = "<name>",
            description = "Schema that the tables are made in (MariaDB, MySQL: database). It must exist. Default: the"
                    + " one that the user is in after connecting.")
    private @Nullable String schema;

    @Option(
            names = "--prefix",
            paramLabel = "<text>",
            defaultValue = "noclobber_",
            description = "What the names of all tables begin with. Default: ${DEFAULT-VALUE}")
    private String prefix = "";

    @Option(
            names = "--driver",
            paramLabel = "<jar>",
            description = "Jar of the JDBC driver; may be given several times.")
    private List<Path> drivers = new ArrayList<>();

    @Option(
            names = "--drivers",
            paramLabel = "<folder>",
            defaultValue = "drivers",
            description = "Folder of such jars. Default: ${DEFAULT-VALUE}")
    private Path driverFolder = Path.of("drivers");

    /** Whether a database was named. */
    boolean isGiven() {
        return !url.isEmpty();
    }

    /**
     * The database that is meant, with its driver at hand.
     *
     * @param creation whether it may be made by being connected to
     */
    TargetDatabase target(Creation creation) throws CannotRunException {
        if (url.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--url=<url>'");
        }
        if (!PREFIX.matcher(prefix).matches()) {
            throw new CannotRunException("--prefix " + prefix
                    + " is refused: it must be 2 to 10 letters, digits and _, a letter first. Then it needs no quotes on any"
                    + " database.");
        }
        ConnectionUrl guarded = guarded();
        String real = guarded == null ? url : guarded.inner();
        Map<String, String> options = guarded == null ? Map.of() : bracketed();
        OptionsInForce.with(options);
        if (!real.startsWith("jdbc:")) {
            throw new CannotRunException("--url " + new Secrets("").hide(url)
                    + " is no JDBC URL. One begins with jdbc:, for example jdbc:postgresql://host/database.");
        }
        if (Secrets.isIn(real)) {
            warn("The URL holds a password, which others on this machine can see in the list of processes.");
        }
        refuseAnotherUser(real);
        DriverJars.provide(real, drivers, driverFolder);
        if (real.regionMatches(true, 0, "jdbc:derby:", 0, 11)) {
            DerbyLog.sendAway();
        }
        real = creation.of(real);
        return new TargetDatabase(real, user, password(real), prefix, schema, options);
    }

    /** The same for a command that writes nothing. What its driver changes in files by itself is told. */
    TargetDatabase onlyRead() throws CannotRunException {
        TargetDatabase target = target(Creation.NEVER);
        UntouchedFiles files = UntouchedFiles.of(target.url());
        files.note().ifPresent(note -> tell("Note: " + note));
        return target.by(files.url());
    }

    /** What the URL of an application that has noclobber already says, by the rules of the driver; {@code null} of a real driver's URL. */
    private @Nullable ConnectionUrl guarded() throws CannotRunException {
        try {
            return ConnectionUrl.parse(url);
        } catch (InvalidOptionException wrong) {
            throw new CannotRunException(new Secrets("").hide(String.valueOf(wrong.getMessage())), wrong);
        }
    }

    /** Those in the brackets of a URL of noclobber, which is well-formed. */
    private Map<String, String> bracketed() {
        Map<String, String> options = new LinkedHashMap<>();
        int begin = url.indexOf('[');
        if (begin >= 0 && begin < url.indexOf(':', "jdbc:".length())) {
            for (String option : url.substring(begin + 1, url.indexOf(']')).split(";")) {
                int equals = option.indexOf('=');
                options.put(
                        decoded(option.substring(0, equals)).strip(),
                        decoded(option.substring(equals + 1)).strip());
            }
        }
        return options;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private void refuseAnotherUser(String real) throws CannotRunException {
        String named = UrlLogin.of(real).user();
        if (named != null && !user.isEmpty() && !named.equalsIgnoreCase(user)) {
            throw new CannotRunException("--user " + user + " is refused: --url names the user " + named
                    + ", and drivers do not agree on which of them counts. Name the user in one of these places only.");
        }
    }

    /** What is given besides the URL, empty where the URL has it. */
    private String password(String real) throws CannotRunException {
        if (openPassword != null) {
            warn(
                    "--password can be seen by others on this machine in the list of processes. Better: --password-file, the"
                            + " variable " + VARIABLE + ", or wait to be asked.");
        }
        UrlLogin login = UrlLogin.of(real);
        if (passwordFile != null) {
            return besides(real, login, firstLine(passwordFile), "--password-file");
        }
        if (openPassword != null) {
            return besides(real, login, openPassword, "--password");
        }
        String variable = System.getenv(VARIABLE);
        if (variable != null) {
            return besides(real, login, variable, "the variable " + VARIABLE);
        }
        Console console = Terminal.console();
        String who = user.isEmpty() ? login.user() : user;
        if (who == null || console == null || login.withPassword()) {
            return "";
        }
        char[] typed = console.readPassword("Password of %s: ", who);
        return typed == null ? "" : new String(typed);
    }

    private static String besides(String real, UrlLogin login, String password, String source)
            throws CannotRunException {
        if (!login.withPassword()) {
            return password;
        }
        if (!password.isEmpty() && !new Secrets(real, "").isKnown(password)) {
            throw new CannotRunException("--url holds a password, and another one comes from " + source
                    + "; drivers do not agree on which of them counts. Leave one of them out, better that in the URL.");
        }
        return "";
    }

    private static String firstLine(Path file) throws CannotRunException {
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new CannotRunException("The password file " + file + " cannot be read: " + FileFailure.why(e), e);
        }
    }

    private void warn(String text) {
        tell("Warning: " + text);
    }

    private void tell(String text) {
        spec.commandLine().getErr().println(text);
        spec.commandLine().getErr().flush();
    }
}
