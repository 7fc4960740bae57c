package io.noclobber.conformance.tool;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The names of what this program makes: the prefix, one of the words that its tests use, an underscore and a number. So what a run that
 * was killed has left can be told from what others have called alike. Immutable.
 */
final class OwnNames {
    /** In the order of the alphabet; a number follows {@code typed} where a test has several. */
    static final List<String> WORDS = List.of(
            "computed",
            "counters",
            "docs",
            "docs_f",
            "docs_t",
            "documents",
            "flags",
            "gone",
            "items",
            "keys",
            "lines",
            "literals",
            "measured",
            "mixed",
            "mood",
            "notes",
            "once",
            "open_orders",
            "orders",
            "other",
            "ours",
            "parts",
            "probe",
            "rates",
            "remarks",
            "remarks_f",
            "remarks_t",
            "seen",
            "short",
            "stock",
            "tags",
            "things",
            "things_id",
            "typed",
            "versioned");

    private final Pattern pattern;

    OwnNames(String prefix) {
        pattern = Pattern.compile(
                Pattern.quote(prefix) + "(" + String.join("|", WORDS) + "|typed\\d+)_\\d+( Case)?",
                Pattern.CASE_INSENSITIVE);
    }

    /** Whether one of ours is called so. */
    boolean matches(String name) {
        return pattern.matcher(name).matches();
    }
}
