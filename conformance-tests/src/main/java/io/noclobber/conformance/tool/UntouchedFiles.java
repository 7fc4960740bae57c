package io.noclobber.conformance.tool;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a database in files of this machine is opened by a command that writes nothing: so that its files stay as they are, where its
 * driver can do that. By itself each of these drivers writes into them when it opens them. Immutable.
 *
 * @param url the one to open it by
 * @param note what changes all the same
 */
record UntouchedFiles(String url, Optional<String> note) {
    private static final Pattern H2 = Pattern.compile("(?i)jdbc:h2:(?!tcp:|ssl:).*", Pattern.DOTALL);
    private static final Pattern H2_MODE = Pattern.compile("(?i);ACCESS_MODE_DATA=[^;]*");
    private static final Pattern H2_SHARED = Pattern.compile("(?i).*;AUTO_SERVER=TRUE(?:;.*)?", Pattern.DOTALL);
    private static final Pattern HSQLDB = Pattern.compile("(?i)jdbc:hsqldb:(?:file:)?([^;]*).*", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");
    private static final Pattern HSQLDB_MODE = Pattern.compile("(?i);files_readonly=[^;]*");
    private static final Pattern DERBY =
            Pattern.compile("(?i)jdbc:derby:(?!//|jar:|classpath:|memory:).*", Pattern.DOTALL);

    /** Who has a database of HSQLDB open writes its lock file every ten seconds. */
    private static final Duration IN_USE = Duration.ofSeconds(30);

    /** @throws CannotRunException where that cannot be done without changing files of which somebody may have need */
    static UntouchedFiles of(String url) throws CannotRunException {
        if (Creation.isInMemory(url)) {
            return new UntouchedFiles(url, Optional.empty());
        }
        if (isOfH2(url)) {
            return H2_SHARED.matcher(url).matches()
                    ? new UntouchedFiles(
                            url,
                            Optional.of(
                                    "by AUTO_SERVER=TRUE H2 cannot open its files for reading only: if nobody else has them"
                                            + " open, it may tidy them up. No table is changed."))
                    : new UntouchedFiles(H2_MODE.matcher(url).replaceAll("") + ";ACCESS_MODE_DATA=r", Optional.empty());
        }
        Matcher hsqldb = HSQLDB.matcher(replaced(url));
        if (hsqldb.matches()) {
            refuseUnclosed(hsqldb.group(1));
            return new UntouchedFiles(
                    HSQLDB_MODE.matcher(url).replaceAll("") + ";files_readonly=true", Optional.empty());
        }
        return new UntouchedFiles(
                url,
                DERBY.matcher(url).matches()
                        ? Optional.of(
                                "Derby writes its log and its lock files whenever it opens a database, also for those who"
                                        + " only read, and recovers one that was not shut down. No table is changed. Where no file may"
                                        + " change, name a copy, or a folder that this user may not write: Derby then only reads.")
                        : Optional.empty());
    }

    /** Whether H2 opens files for it, in this program. */
    static boolean isOfH2(String url) {
        return H2.matcher(url).matches() && !Creation.isInMemory(url);
    }

    /** Whether H2 opens files for it, in this program, and lets no other program open them meanwhile. */
    static boolean isOfH2Alone(String url) {
        return isOfH2(url) && !H2_SHARED.matcher(url).matches();
    }

    /** HSQLDB puts a system property of this JVM in the place of the first variable, and nothing if there is none. */
    private static String replaced(String url) {
        Matcher variable = VARIABLE.matcher(url);
        return variable.find()
                ? variable.replaceFirst(Matcher.quoteReplacement(System.getProperty(variable.group(1), "")))
                : url;
    }

    /**
     * HSQLDB takes no lock for reading only, and would take away a log of changes that another program has just begun, or has left in the
     * middle of tidying up.
     */
    private static void refuseUnclosed(String named) throws CannotRunException {
        String path = named.startsWith("~") ? System.getProperty("user.home") + named.substring(1) : named;
        try {
            Path lock = Path.of(path + ".lck");
            if (Files.exists(lock)
                    && Files.getLastModifiedTime(lock)
                            .toInstant()
                            .isAfter(Instant.now().minus(IN_USE))) {
                throw new CannotRunException(
                        "The database " + path
                                + " is in use: another program has its files open, or was killed less than half a minute ago. Run"
                                + " this when it is closed; one that a server of HSQLDB has open is reached by jdbc:hsqldb:hsql://…");
            }
            Path properties = Path.of(path + ".properties");
            if (Files.exists(properties) && isHalfClosed(properties, Path.of(path + ".log"))) {
                throw new CannotRunException("The database " + path
                        + " was left in the middle of being tidied up. HSQLDB would change its files when it opens them,"
                        + " which this command does not do. Open it once by its application, close it, and run again.");
            }
        } catch (IOException unreadable) {
            throw new CannotRunException(
                    "The files of the database " + path + " cannot be read: " + unreadable, unreadable);
        }
    }

    private static boolean isHalfClosed(Path file, Path log) throws IOException {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            properties.load(text);
        }
        String modified = properties.getProperty("modified", "no");
        return !modified.equals("yes") && (!modified.equals("no") || Files.exists(log));
    }
}
