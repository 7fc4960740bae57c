package io.noclobber.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of patterns of columns. Immutable. */
record ColumnPatterns(List<NamePattern> patterns) {
    static final ColumnPatterns NONE = new ColumnPatterns(List.of());

    static final OptionType TYPE = OptionType.of(
            "a list of TABLE.COLUMN or SCHEMA.TABLE.COLUMN, separated by commas, where * and ? are wildcards",
            ColumnPatterns::parse);

    ColumnPatterns {
        patterns = List.copyOf(patterns);
    }

    boolean matches(@Nullable String schema, String table, String column) {
        for (NamePattern pattern : patterns) {
            if (pattern.matches(schema, table, column)) {
                return true;
            }
        }
        return false;
    }

    private static ColumnPatterns parse(String text) throws OptionType.Refused {
        List<NamePattern> patterns = new ArrayList<>();
        for (String piece : NamePattern.split(text, ',')) {
            patterns.add(NamePattern.ofColumn(piece));
        }
        return new ColumnPatterns(patterns);
    }
}
