package io.noclobber.conformance.tool;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names of what this program makes: the prefix, the {@linkplain RunMark mark} of the run, one of the words that its tests use, and a
 * number, with underscores between them. So what a run that was killed has left can be told from what others have called alike. Immutable.
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
            "opened",
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

    /** The longest of them with a number has 13 characters: with the prefix and the mark names fit into the 30 of older databases. */
    private static final Pattern REST =
            Pattern.compile("(" + String.join("|", WORDS) + "|typed\\d+)_\\d+( case)?", Pattern.CASE_INSENSITIVE);

    private final String prefix;

    /** @param prefix what all names begin with, without the mark of a run */
    OwnNames(String prefix) {
        this.prefix = prefix.toLowerCase(Locale.ROOT);
    }

    /** What the names of a run begin with. */
    static String prefix(String prefix, RunMark mark) {
        return prefix + mark + "_";
    }

    /** Whether something that a run has made, whichever, is called so. */
    boolean ofAnyRun(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(prefix)
                && RunMark.after(lower.substring(prefix.length()))
                        .filter(rest -> REST.matcher(rest).matches())
                        .isPresent();
    }

    /** Whether something that the run has made whose prefix, with its mark, this is, is called so. */
    boolean ofThisRun(String name) {
        return begins(name) && REST.matcher(name.substring(prefix.length())).matches();
    }

    /** Whether it begins with the prefix, whoever has given it. */
    boolean begins(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(prefix);
    }
}
