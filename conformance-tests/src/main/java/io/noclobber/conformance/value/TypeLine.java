package io.noclobber.conformance.value;

import io.noclobber.dialect.ColumnRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found out about one type of one engine. Confined to one thread. */
public final class TypeLine {
    private static final int MOST_EXAMPLES = 12;

    private final String type;
    private final ColumnRule rule;
    private final List<String> examples = new ArrayList<>();
    private final Map<String, Boolean> excepted = new LinkedHashMap<>();
    private int pairs;
    private int writes;
    private int falseConflicts;
    private int missed;

    TypeLine(String type, ColumnRule rule) {
        this.type = type;
        this.rule = rule;
    }

    void compared(int pairs) {
        this.pairs += pairs;
    }

    void written(int writes) {
        this.writes += writes;
    }

    void falseConflict(String example) {
        falseConflicts++;
        example("false: " + example);
    }

    void missed(String example) {
        missed++;
        example("missed: " + example);
    }

    private void example(String text) {
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(text);
        }
    }

    /** A value that is listed as an exception was found to be {@code found}. */
    void excepted(String value, TypeLine found) {
        excepted.merge(value, found.isExact(), Boolean::logicalAnd);
    }

    /** The exceptions that were none: every round found them exact. */
    List<String> needlessExceptions() {
        return excepted.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether nothing wrong was found. */
    public boolean isExact() {
        return falseConflicts == 0 && missed == 0;
    }

    /** Some of what was found wrong. */
    List<String> examples() {
        return examples;
    }

    ColumnRule rule() {
        return rule;
    }

    public String type() {
        return type;
    }

    /** Who compares the column, and how. */
    public String compared() {
        return switch (rule.comparison()) {
            case PREDICATE -> rule.plain() ? "`=`" : "an exact form";
            case LOCKED_ROW -> "on the locked row";
            case NONE -> "not at all";
        };
    }

    /** How many pairs of values were compared by the rule. */
    public int pairs() {
        return pairs;
    }

    /** How many writes there were, each of a row that somebody had changed, or had written again, since it was read. */
    public int writes() {
        return writes;
    }

    public int falseConflicts() {
        return falseConflicts;
    }

    public int missed() {
        return missed;
    }
}
