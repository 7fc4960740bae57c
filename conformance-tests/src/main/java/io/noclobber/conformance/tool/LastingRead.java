package io.noclobber.conformance.tool;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a query does that no rollback puts back: it draws from a sequence, or writes a file of the server. Stateless. */
final class LastingRead {
    /** Strings and comments, in which such words mean nothing, but in those that MySQL executes. None begins within a quoted name. */
    private static final Pattern NO_CODE =
            Pattern.compile("(\"(?:[^\"]|\"\")*+\")|'(?:[^']|'')*+'|--[^\\n]*+|/\\*(?!!).*?\\*/", Pattern.DOTALL);

    /** By a function, as the standard has it, and as Oracle has it; and the files of MySQL. */
    private static final Pattern CALL = Pattern.compile(
            "\\b(?:nextval|setval|gen_id)\\b[\"`\\]]?\\s*\\(|\\bnext\\s+value\\s+for\\b|\\bnextval\\s+for\\b|\\.\\s*nextval\\b"
                    + "|\\binto\\s+(?:outfile|dumpfile)\\b",
            Pattern.CASE_INSENSITIVE);

    private LastingRead() {}

    /** @param query what would be read; {@code null} for nothing */
    static void refuse(@Nullable String query) throws CannotRunException {
        if (query == null) {
            return;
        }
        Matcher call = CALL.matcher(NO_CODE.matcher(query).replaceAll(" $1"));
        if (call.find()) {
            throw new CannotRunException("The query that reads the row is refused: "
                    + call.group().strip()
                    + " does what no rollback puts back. Leave that out; what would be sent does not depend on it.");
        }
    }
}
