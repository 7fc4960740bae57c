package io.noclobber.conformance.tool;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A value that a query draws from a sequence, which no rollback puts back. Stateless. */
final class SequenceCall {
    /** Strings and comments, in which such words mean nothing, but in those that MySQL executes. */
    private static final Pattern NO_CODE =
            Pattern.compile("'(?:[^']|'')*+'|--[^\\n]*+|/\\*(?!!).*?\\*/", Pattern.DOTALL);

    /** By a function, as the standard has it, and as Oracle has it. */
    private static final Pattern CALL = Pattern.compile(
            "\\b(?:nextval|setval|gen_id)\\b[\"`\\]]?\\s*\\(|\\bnext\\s+value\\s+for\\b|\\bnextval\\s+for\\b|\\.\\s*nextval\\b",
            Pattern.CASE_INSENSITIVE);

    private SequenceCall() {}

    /** @param query what would be read; {@code null} for nothing */
    static void refuse(@Nullable String query) throws CannotRunException {
        if (query == null) {
            return;
        }
        Matcher call = CALL.matcher(NO_CODE.matcher(query).replaceAll(" "));
        if (call.find()) {
            throw new CannotRunException("The query that reads the row is refused: by "
                    + call.group().strip()
                    + " it draws from a sequence, which no rollback puts back. Leave that out; what would be sent does not"
                    + " depend on it.");
        }
    }
}
