package io.noclobber.internal.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Works out which combinations of values pins leave to some columns. Stateless. */
public final class PinnedRows {
    /** A statement that names more rows than these is not looked at row by row. */
    private static final int MOST = 10_000;

    private PinnedRows() {}

    /**
     * The combinations: one of each conjunct with one of each other.
     *
     * @param columns how many columns are asked for
     * @param place the position of a pinned column among them, negative for one that is not asked for
     * @return for each combination the values by position, {@code null} where no pin fixes the column; empty where there are too many
     */
    public static List<@Nullable ValueSource[]> of(
            List<KeyPin> pins, int columns, ToIntFunction<ColumnReference> place) {
        Map<Integer, List<KeyPin>> conjuncts = new LinkedHashMap<>();
        for (KeyPin pin : pins) {
            if (place.applyAsInt(pin.column()) >= 0) {
                conjuncts
                        .computeIfAbsent(pin.conjunct(), number -> new ArrayList<>())
                        .add(pin);
            }
        }
        List<@Nullable ValueSource[]> rows = new ArrayList<>();
        rows.add(new @Nullable ValueSource[columns]);
        for (List<KeyPin> conjunct : conjuncts.values()) {
            int choices = conjunct.get(0).values().size();
            if ((long) rows.size() * choices > MOST) {
                return List.of();
            }
            rows = with(rows, conjunct, choices, place);
        }
        return rows;
    }

    private static List<@Nullable ValueSource[]> with(
            List<@Nullable ValueSource[]> rows,
            List<KeyPin> conjunct,
            int choices,
            ToIntFunction<ColumnReference> place) {
        List<@Nullable ValueSource[]> longer = new ArrayList<>(rows.size() * choices);
        for (@Nullable ValueSource[] row : rows) {
            for (int choice = 0; choice < choices; choice++) {
                @Nullable ValueSource[] chosen = Arrays.copyOf(row, row.length);
                for (KeyPin pin : conjunct) {
                    int at = place.applyAsInt(pin.column());
                    // of a column that is pinned twice, the condition as a whole decides
                    chosen[at] = chosen[at] == null ? pin.values().get(choice) : chosen[at];
                }
                longer.add(chosen);
            }
        }
        return longer;
    }
}
