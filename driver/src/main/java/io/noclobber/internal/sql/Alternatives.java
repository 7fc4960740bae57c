package io.noclobber.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the sides of an OR, each a conjunction, fix columns to. Immutable. */
final class Alternatives {
    private final List<List<KeyPin>> sides;

    /** The columns that every side fixes. */
    private final List<ColumnReference> columns;

    Alternatives(List<List<KeyPin>> sides) {
        this.sides = List.copyOf(sides);
        this.columns = sides.get(0).stream()
                .map(KeyPin::column)
                .filter(column -> sides.stream().allMatch(side -> fixes(side, column)))
                .toList();
    }

    private static boolean fixes(List<KeyPin> side, ColumnReference column) {
        return side.stream().filter(pin -> same(pin.column(), column)).count() == 1;
    }

    /** A name in quotes and one without may be two columns. */
    private static boolean same(ColumnReference one, ColumnReference other) {
        return one.table() == other.table()
                && one.name().quoted() == other.name().quoted()
                && Names.same(one.name(), other.name());
    }

    /** Whether no side fixes anything else. */
    boolean coverAll() {
        return sides.stream().allMatch(side -> side.size() == columns.size());
    }

    /** The pins of the whole, none where there is no column that all sides fix, or where there are too many combinations. */
    List<KeyPin> pins(int conjunct) {
        List<@Nullable ValueSource[]> rows = new ArrayList<>();
        for (List<KeyPin> side : sides) {
            List<@Nullable ValueSource[]> some = PinnedRows.of(side, columns.size(), this::place);
            if (some.isEmpty()) {
                return List.of();
            }
            rows.addAll(some);
        }
        List<KeyPin> pins = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            pins.add(new KeyPin(
                    columns.get(i),
                    rows.stream()
                            .map(row -> Objects.requireNonNull(row[column]))
                            .toList(),
                    conjunct));
        }
        return pins;
    }

    private int place(ColumnReference column) {
        for (int i = 0; i < columns.size(); i++) {
            if (same(columns.get(i), column)) {
                return i;
            }
        }
        return -1;
    }
}
