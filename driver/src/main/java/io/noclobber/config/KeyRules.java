package io.noclobber.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of tables and views whose catalog tells none: the most specific rule counts. Immutable. */
record KeyRules(List<Rule> rules) {

    /** The key of the tables that match, in key order. */
    record Rule(NamePattern pattern, List<String> columns) {
        Rule {
            columns = List.copyOf(columns);
        }
    }

    static final KeyRules NONE = new KeyRules(List.of());

    static final OptionType TYPE = OptionType.of(
            "a list of TABLE:COLUMN or TABLE:COLUMN+COLUMN, separated by commas, such as"
                    + " V_ORDERS:ID,SALES.ORDER_LINE:ORDER_ID+LINE_NO",
            KeyRules::parse);

    KeyRules {
        rules = List.copyOf(rules);
    }

    List<String> find(@Nullable String schema, String table) {
        List<String> found = List.of();
        int best = -1;
        for (Rule rule : rules) {
            int specificity = rule.pattern.specificity();
            if (specificity >= best && rule.pattern.matches(schema, table)) {
                best = specificity;
                found = rule.columns;
            }
        }
        return found;
    }

    private static KeyRules parse(String text) throws OptionType.Refused {
        List<Rule> rules = new ArrayList<>();
        for (String piece : NamePattern.split(text, ',')) {
            List<String> sides = NamePattern.split(piece, ':');
            if (sides.size() != 2) {
                throw new OptionType.Refused("'" + piece + "' is not TABLE:COLUMN");
            }
            NamePattern pattern = NamePattern.ofTable(sides.get(0));
            if (rules.stream().anyMatch(rule -> rule.pattern.equals(pattern))) {
                throw new OptionType.Refused("'" + sides.get(0) + "' is given twice");
            }
            rules.add(new Rule(pattern, columns(sides.get(1))));
        }
        return new KeyRules(rules);
    }

    private static List<String> columns(String text) throws OptionType.Refused {
        List<String> columns = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (String piece : NamePattern.split(text, '+')) {
            boolean quoted = piece.startsWith("\"");
            String column = NamePattern.unquote(piece);
            if (!seen.add(quoted ? piece : column.toUpperCase(Locale.ROOT))) {
                throw new OptionType.Refused("the column '" + column + "' is given twice");
            }
            columns.add(column);
        }
        return columns;
    }
}
