package io.noclobber.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which tables are meant: those of one list, all when it is empty, but for those of another. Immutable. */
record TablePatterns(List<NamePattern> included, List<NamePattern> excluded) {
    static final TablePatterns ALL = new TablePatterns(List.of(), List.of());

    static final OptionType TYPE = OptionType.of(
            "a list of TABLE or SCHEMA.TABLE, separated by commas, where * and ? are wildcards and a leading ! excludes",
            TablePatterns::parse);

    TablePatterns {
        included = List.copyOf(included);
        excluded = List.copyOf(excluded);
    }

    boolean matches(@Nullable String schema, String table) {
        return (included.isEmpty() || any(included, schema, table)) && !any(excluded, schema, table);
    }

    private static boolean any(List<NamePattern> patterns, @Nullable String schema, String table) {
        for (NamePattern pattern : patterns) {
            if (pattern.matches(schema, table)) {
                return true;
            }
        }
        return false;
    }

    private static TablePatterns parse(String text) throws OptionType.Refused {
        List<NamePattern> included = new ArrayList<>();
        List<NamePattern> excluded = new ArrayList<>();
        for (String piece : NamePattern.split(text, ',')) {
            if (piece.equals("!")) {
                throw new OptionType.Refused("there is nothing behind a '!'");
            }
            if (piece.startsWith("!")) {
                excluded.add(NamePattern.ofTable(piece.substring(1).strip()));
            } else {
                included.add(NamePattern.ofTable(piece));
            }
        }
        return new TablePatterns(included, excluded);
    }
}
