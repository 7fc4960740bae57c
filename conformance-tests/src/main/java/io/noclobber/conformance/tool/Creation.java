package io.noclobber.conformance.tool;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a database is made where the URL names one that is not there, as the drivers of SQLite, DuckDB, H2 and HSQLDB do with any
 * path that is mistyped. What is in the memory of this program is not meant.
 */
enum Creation {
    /** For what only reads, and for what cleans up. */
    NEVER("This command makes none."),

    /** Where the URL itself asks for it, as by {@code create=true}. */
    WHERE_THE_URL_SAYS_SO("None is made by mistake; --create makes it."),

    ASKED_FOR("");

    private static final Pattern FILE = Pattern.compile("jdbc:(?:sqlite|duckdb):([^?;]*)(.*)", Pattern.DOTALL);
    private static final Pattern NO_FILE =
            Pattern.compile("|:.*|file::memory:.*|\\w{2,}:(?!/).*|md:.*", Pattern.DOTALL);
    private static final Pattern IN_MEMORY = Pattern.compile(
            "jdbc:(?:h2:(?:.*/)?(?:mem|nioMem\\w*|memFS|memLZF):"
                    + "|hsqldb:(?:mem:|res:|hsqls?:|https?:|\\.(?:;|$))|derby:memory:).*",
            Pattern.DOTALL);
    private static final Pattern EXISTS = Pattern.compile("(?i);ifexists=([^;]*)");
    private static final Pattern MAKES =
            Pattern.compile("(?i)([;?&](?:create|createDatabaseIfNotExist)=)(?:true|yes|1)(?=[;&]|$)");

    private final String advice;

    Creation(String advice) {
        this.advice = advice;
    }

    /**
     * The URL by which nothing is made that this does not allow.
     *
     * @throws CannotRunException where there is no such file, for drivers that cannot be told so
     */
    String of(String url) throws CannotRunException {
        if (this == ASKED_FOR || IN_MEMORY.matcher(url).matches()) {
            return url;
        }
        Matcher file = FILE.matcher(url);
        if (file.matches()) {
            refuseMissing(file.group(1), file.group(2));
            return url;
        }
        if (url.startsWith("jdbc:h2:") || url.startsWith("jdbc:hsqldb:")) {
            Matcher exists = EXISTS.matcher(url);
            boolean decided = exists.find();
            if (decided && this == WHERE_THE_URL_SAYS_SO) {
                return url;
            }
            return (decided ? exists.replaceAll("") : url) + ";ifexists=true";
        }
        return this == NEVER ? MAKES.matcher(url).replaceAll("$1false") : url;
    }

    private void refuseMissing(String named, String settings) throws CannotRunException {
        if (settings.contains("mode=memory")) {
            return;
        }
        String path = named.startsWith("file:") ? named.substring("file:".length()) : named;
        try {
            if (NO_FILE.matcher(path).matches() || Files.exists(Path.of(path.replaceFirst("^//+", "/")))) {
                return;
            }
        } catch (InvalidPathException unusual) {
            return; // the driver will say what it thinks of it
        }
        throw new CannotRunException("There is no database " + path + ". Is the path in --url right? " + advice);
    }
}
