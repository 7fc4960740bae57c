package io.noclobber.internal.sql;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The names that a WITH clause gives to its queries. */
final class CommonTables {
    private CommonTables() {}

    static Set<String> of(Tokens tokens) {
        if (!tokens.is(0, "WITH")) {
            return Set.of();
        }
        Names names = new Names(tokens);
        Set<String> found = new HashSet<>();
        int verb = RootVerb.find(tokens);
        for (int token = 1; token < verb; token++) {
            boolean begins = tokens.depth(token) == 0
                    && (token == 1 || tokens.isAny(token - 1, ",", "RECURSIVE"))
                    && tokens.isName(token);
            if (begins) {
                found.add(fold(names.name(token)));
            }
        }
        return found;
    }

    /** Whether a token from {@code from} up to {@code end} may be one of these names. */
    static boolean areNamed(Tokens tokens, int from, int end) {
        Set<String> common = from < 0 ? Set.of() : of(tokens);
        if (common.isEmpty()) {
            return false;
        }
        Names names = new Names(tokens);
        for (int token = from; token < end; token++) {
            if (tokens.isName(token) && common.contains(fold(names.name(token)))) {
                return true;
            }
        }
        return false;
    }

    static String fold(Identifier name) {
        return name.text().toUpperCase(Locale.ROOT);
    }
}
