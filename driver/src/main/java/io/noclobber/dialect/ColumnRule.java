package io.noclobber.dialect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one column is captured and compared so that the same value means the same value. Immutable.
 *
 * @param comparison who compares
 * @param capture in which form the value is read
 * @param binding in which form it is bound again
 * @param template the predicate for a value that is not NULL: {@code $c} stands for the column, each
 *     {@code ?} for one binding of the value; empty unless the database compares
 * @param absence the predicate for NULL, which is spelled and not bound
 * @param unproved predicates for values captured in the same form, the best first, that may replace the
 *     comparison on the locked row once one has proved on a row that it is exact
 * @param obstacle why nobody compares, for the log and the statistics; empty where somebody does
 */
public record ColumnRule(
        Comparison comparison,
        Capture capture,
        Binding binding,
        String template,
        String absence,
        List<ColumnRule> unproved,
        String obstacle) {
    private static final String IS_NULL = "$c IS NULL";

    /** Who can tell whether a stored value is still the captured one. */
    public enum Comparison {
        /** The database, by the rule's predicate. */
        PREDICATE,
        /** Only the driver, on the row it has locked. */
        LOCKED_ROW,
        /** Nobody: the value cannot even be read exactly. The column is left out of the guard, loudly. */
        NONE
    }

    public ColumnRule {
        Objects.requireNonNull(comparison, "comparison");
        Objects.requireNonNull(capture, "capture");
        Objects.requireNonNull(binding, "binding");
        if (comparison == Comparison.PREDICATE && (!template.contains("$c") || template.indexOf('?') < 0)) {
            throw new IllegalArgumentException(
                    "the predicate '" + template + "' must name the column as $c and the value as ?");
        }
        if ((comparison == Comparison.NONE) == obstacle.isEmpty()) {
            throw new IllegalArgumentException("a rule says why nobody compares, if nobody does: '" + obstacle + "'");
        }
        unproved = List.copyOf(unproved);
    }

    /** Compared by the database. */
    public static ColumnRule predicate(Capture capture, Binding binding, String template) {
        return new ColumnRule(Comparison.PREDICATE, capture, binding, template, IS_NULL, List.of(), "");
    }

    /** This rule for values that are read in another form and come out the same. */
    ColumnRule reading(Capture other) {
        return new ColumnRule(comparison, other, binding, template, absence, unproved, obstacle);
    }

    /** This rule for a type of which values that are not NULL may be told to be: a row of NULLs. */
    ColumnRule absent(String other) {
        return new ColumnRule(comparison, capture, binding, template, other, unproved, obstacle);
    }

    /** Compared by the driver on the locked row. */
    public static ColumnRule lockedRow(Capture capture) {
        return new ColumnRule(Comparison.LOCKED_ROW, capture, Binding.OBJECT, "", IS_NULL, List.of(), "");
    }

    /**
     * Compared by the driver on the locked row, until one of {@code templates} has proved on a row that the database
     * compares exactly by it. For columns of which nobody has measured how they are compared.
     *
     * @param templates predicates, the best first
     */
    static ColumnRule unproved(Capture capture, Binding binding, String... templates) {
        List<ColumnRule> candidates = new ArrayList<>();
        for (String template : templates) {
            candidates.add(predicate(capture, binding, template));
        }
        return new ColumnRule(Comparison.LOCKED_ROW, capture, binding, "", IS_NULL, candidates, "");
    }

    /** Not compared at all, for the reason that {@code obstacle} tells people. */
    public static ColumnRule none(String obstacle) {
        return new ColumnRule(Comparison.NONE, Capture.OBJECT, Binding.OBJECT, "", IS_NULL, List.of(), obstacle);
    }

    /** Not compared at all, because nobody knows how values of {@code type} are read exactly. */
    static ColumnRule unknown(ColumnType type) {
        return none("how values of type " + type.typeName() + " can be read exactly is not known");
    }

    /** Whether the database's own {@code =} is exact for the column. */
    public boolean plain() {
        return template.equals("$c = ?");
    }

    /** How many parameters the predicate takes, each bound to the same value. */
    public int bindings() {
        return (int) template.chars().filter(c -> c == '?').count();
    }

    /** Appends the predicate for a value that is not NULL. */
    public void render(StringBuilder sql, String quotedColumn) {
        sql.append(template.replace("$c", quotedColumn));
    }

    /** Appends the predicate for NULL. */
    public void renderNull(StringBuilder sql, String quotedColumn) {
        sql.append(absence.replace("$c", quotedColumn));
    }

    /** Whether two captured values are the same value, {@code null} standing for NULL. */
    public boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof byte[] bytes && other instanceof byte[] others) {
            return Arrays.equals(bytes, others);
        }
        return Objects.equals(one, other);
    }
}
