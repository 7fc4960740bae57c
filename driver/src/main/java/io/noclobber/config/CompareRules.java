package io.noclobber.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is compared, by table and column: the most specific rule counts. Immutable. */
record CompareRules(Compare otherwise, List<Rule> rules) {

    /** What is compared of the tables or columns that match. */
    record Rule(NamePattern pattern, Compare compare) {}

    static final OptionType TYPE = new OptionType() {
        private final OptionType words = OptionType.choice(Compare.values());

        @Override
        public Object parse(String text) throws Refused {
            return CompareRules.parse(text, words);
        }

        @Override
        public String rule() {
            return "read, changed, version, rowversion or key, and exceptions such as ORDERS:changed or ORDERS.NOTES:key, separated by commas";
        }
    };

    CompareRules {
        rules = List.copyOf(rules);
    }

    Compare find(@Nullable String schema, String table, String column) {
        Compare found = otherwise;
        int best = -1;
        for (Rule rule : rules) {
            int specificity = rule.pattern.specificity();
            // of two equally specific rules the later one counts
            if (specificity >= best && rule.pattern.matches(schema, table, column)) {
                best = specificity;
                found = rule.compare;
            }
        }
        return found;
    }

    boolean has(Compare compare) {
        return otherwise == compare || rules.stream().anyMatch(rule -> rule.compare == compare);
    }

    private static CompareRules parse(String text, OptionType words) throws OptionType.Refused {
        Compare otherwise = null;
        Map<NamePattern, Compare> rules = new LinkedHashMap<>();
        for (String piece : NamePattern.split(text, ',')) {
            List<String> sides = NamePattern.split(piece, ':');
            String word = sides.get(sides.size() - 1);
            if (sides.size() > 2 || !words.choices().contains(word)) {
                throw new OptionType.Refused(
                        "'" + piece + "' does not end in read, changed, version, rowversion or key");
            }
            Compare compare = (Compare) words.parse(word);
            if (sides.size() == 2) {
                if (rules.put(NamePattern.ofTableOrColumn(sides.get(0)), compare) != null) {
                    throw new OptionType.Refused("'" + sides.get(0) + "' is given twice");
                }
            } else if (otherwise != null) {
                throw new OptionType.Refused("what holds for all tables is given twice");
            } else {
                otherwise = compare;
            }
        }
        List<Rule> list = new ArrayList<>();
        rules.forEach((pattern, compare) -> list.add(new Rule(pattern, compare)));
        return new CompareRules(otherwise == null ? Compare.READ : otherwise, list);
    }
}
