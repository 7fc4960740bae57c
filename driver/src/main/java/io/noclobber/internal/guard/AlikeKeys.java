package io.noclobber.internal.guard;

import io.noclobber.row.RowKey;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells which keys some collation may hold equal: only ever a question to the database, never an answer. Stateless. */
final class AlikeKeys {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private AlikeKeys() {}

    /** Whether two keys differ by no more than case, accents and trailing blanks. */
    static boolean alike(RowKey one, RowKey other) {
        for (int i = 0; i < one.values().size(); i++) {
            if (!folded(one.values().get(i)).equals(folded(other.values().get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static String folded(Object form) {
        String text = KeyKind.trimTrailingBlanks(form.toString());
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
