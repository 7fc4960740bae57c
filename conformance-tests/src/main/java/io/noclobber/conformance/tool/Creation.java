package io.noclobber.conformance.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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

    private static final Pattern FILE = Pattern.compile("(?i)jdbc:(sqlite|duckdb):([^?;]*)(.*)", Pattern.DOTALL);
    private static final Pattern NO_FILE = Pattern.compile("|:.*", Pattern.DOTALL);
    /** What DuckDB reaches by its extensions. */
    private static final Pattern ELSEWHERE = Pattern.compile("\\w{2,}:(?!/).*", Pattern.DOTALL);

    private static final Pattern MEMORY_MODE = Pattern.compile("[?&]mode=memory(?:&.*)?", Pattern.DOTALL);
    private static final Pattern IN_MEMORY = Pattern.compile(
            "(?i)jdbc:(?:h2:(?:.*/)?(?:mem|nioMem\\w*|memFS|memLZF):"
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
        if (this == ASKED_FOR || isInMemory(url)) {
            return url;
        }
        Matcher file = FILE.matcher(url);
        if (file.matches()) {
            refuseMissing(file.group(1).equalsIgnoreCase("duckdb"), file.group(2), file.group(3));
            return url;
        }
        String begin = url.toLowerCase(Locale.ROOT);
        if (begin.startsWith("jdbc:h2:") || begin.startsWith("jdbc:hsqldb:")) {
            Matcher exists = EXISTS.matcher(url);
            boolean decided = exists.find();
            if (decided && this == WHERE_THE_URL_SAYS_SO) {
                return url;
            }
            return (decided ? exists.replaceAll("") : url) + ";ifexists=true";
        }
        return this == NEVER ? MAKES.matcher(url).replaceAll("$1false") : url;
    }

    /** Whether it is in the memory of a program, or of a server that decides by itself. */
    static boolean isInMemory(String url) {
        return IN_MEMORY.matcher(url).matches();
    }

    private void refuseMissing(boolean duckDb, String named, String settings) throws CannotRunException {
        boolean uri = named.startsWith("file:");
        String path = uri ? named.substring("file:".length()) : named;
        boolean elsewhere = NO_FILE.matcher(path).matches()
                || duckDb && ELSEWHERE.matcher(named).matches()
                || uri && MEMORY_MODE.matcher(settings).find();
        try {
            if (elsewhere || exists(path) || uri && exists(URLDecoder.decode(path.replace("+", "%2B"), UTF_8))) {
                return;
            }
        } catch (IllegalArgumentException unusual) {
            return; // the driver will say what it thinks of it
        }
        throw new CannotRunException("There is no database " + path + ". Is the path in --url right? " + advice);
    }

    private static boolean exists(String path) {
        return Files.exists(Path.of(path.replaceFirst("^//+", "/")));
    }
}
