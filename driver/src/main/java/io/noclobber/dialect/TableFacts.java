package io.noclobber.dialect;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a dialect finds out about one table beyond the standard metadata. Immutable.
 *
 * @param traits the {@link ColumnType#trait() traits} by column name; columns without one are left out
 * @param returnsStoredRow whether an UPDATE that leaves the key alone can give back, by the JDBC
 *     generated-keys API and in the same round trip, what the database finally stores: nothing may
 *     change the row after that (AFTER triggers, rules)
 * @param writeTriggers whether triggers or rules may make an UPDATE store something else, or change
 *     something else, than the statement says; {@code true} where nobody knows
 * @param computes whether the database may change a column by itself when an UPDATE changes another one
 *     (generated, ON UPDATE); {@code true} where nobody knows
 * @param updated the columns that it may change then, as far as they are known
 * @param partialIndexes the unique indexes that do not cover every row although the metadata does not
 *     say so
 * @param rowVersion what the metadata does not list: a column of which the database stores another value with every
 *     write of a row; {@code null} where it has none
 */
public record TableFacts(
        Map<String, String> traits,
        boolean returnsStoredRow,
        boolean writeTriggers,
        boolean computes,
        Set<String> updated,
        Set<String> partialIndexes,
        @Nullable ColumnType rowVersion) {

    /** The key in {@link #traits} of a trait that every column has which has none of its own. */
    public static final String EVERY_COLUMN = "";

    /** Nothing is known. */
    public static final TableFacts NONE = new TableFacts(Map.of(), false, true, true, Set.of(), Set.of());

    /** Of a table without a row version, or with one that the metadata lists. */
    public TableFacts(
            Map<String, String> traits,
            boolean returnsStoredRow,
            boolean writeTriggers,
            boolean computes,
            Set<String> updated,
            Set<String> partialIndexes) {
        this(traits, returnsStoredRow, writeTriggers, computes, updated, partialIndexes, null);
    }

    public TableFacts {
        traits = Map.copyOf(traits);
        updated = Set.copyOf(updated);
        partialIndexes = Set.copyOf(partialIndexes);
    }

    /** The same of a table of which nobody can tell whether the database computes columns. */
    public TableFacts computing() {
        return new TableFacts(traits, returnsStoredRow, writeTriggers, true, updated, partialIndexes, rowVersion);
    }

    /** The trait of {@code column}, empty where it has none. */
    public String trait(String column) {
        String own = traits.get(column);
        return own != null ? own : traits.getOrDefault(EVERY_COLUMN, "");
    }
}
