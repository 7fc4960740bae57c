package io.noclobber.internal.guard;

import io.noclobber.dialect.Capture;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the application itself has fetched of the row under the cursor, where that is exactly what a
 * column's {@link Capture} would read: the driver need not be asked again. Confined to its result set.
 *
 * <p>What is not exact, may be changed by the application, or is NULL, is not kept: then the driver is asked.
 */
public final class FetchedRow {
    private final @Nullable Capture[] captures;
    private final @Nullable Object[] values;
    private @Nullable Map<String, Integer> columns;
    private final boolean early;
    private int rows;

    /**
     * Nothing fetched yet.
     *
     * @param captures how each column of the result is captured, from index 1, {@code null} where it is not
     */
    public FetchedRow(@Nullable Capture[] captures) {
        this.captures = captures;
        this.values = new Object[captures.length];
        this.early = Arrays.asList(captures).contains(Capture.OBJECT_BEFORE_TEXT);
    }

    /** The value of {@code column} in the form of its capture, or {@code null} when that is not known. */
    public @Nullable Object value(int column) {
        return values[column];
    }

    /** The cursor has moved. What was fetched before it came to the first row was of that row, if anything. */
    public void forget() {
        if (rows > 0 || !early) {
            Arrays.fill(values, null);
        }
        rows++;
    }

    private @Nullable Capture capture(int column) {
        return column > 0 && column < captures.length ? captures[column] : null;
    }

    /** {@code getByte}, {@code getShort}, {@code getInt} or {@code getLong} gave {@code value}. */
    public void whole(ResultSet source, int column, long value) {
        Capture capture = capture(column);
        if (capture == Capture.LONG) {
            keep(source, column, value, value == 0);
        } else if (capture == Capture.INTEGER) {
            keep(source, column, Capture.integer(value), value == 0);
        }
    }

    public void bool(ResultSet source, int column, boolean value) {
        if (capture(column) == Capture.BOOLEAN) {
            keep(source, column, value, !value);
        }
    }

    public void single(ResultSet source, int column, float value) {
        if (capture(column) == Capture.FLOAT) {
            keep(source, column, value, value == 0);
        }
    }

    public void real(ResultSet source, int column, double value) {
        if (capture(column) == Capture.DOUBLE) {
            keep(source, column, value, value == 0);
        }
    }

    /** Some drivers cannot tell 0 from NULL by the value alone. */
    private void keep(ResultSet source, int column, Object value, boolean maybeNull) {
        try {
            if (!maybeNull || !source.wasNull()) {
                values[column] = value;
            }
        } catch (SQLException unknown) {
            values[column] = null; // the driver is asked for the value when the row is captured
        }
    }

    private boolean mayChange(int column) {
        return early && capture(column) == Capture.OBJECT_BEFORE_TEXT && values[column] == null;
    }

    /** The application is about to ask for text, by which what is under the cursor may change. */
    public void beforeText(ResultSet source, int column) {
        if (mayChange(column)) {
            try {
                values[column] = Capture.OBJECT_BEFORE_TEXT.read(source, column);
            } catch (SQLException refused) {
                values[column] = null; // the driver will say so once more
            }
        }
    }

    /** The same, of whichever column. */
    public void beforeText(ResultSet source) {
        for (int i = 1; early && i < captures.length; i++) {
            beforeText(source, i);
        }
    }

    /** The same, of the column that {@code label} names. */
    public void beforeText(ResultSet source, String label) {
        if (early) {
            beforeText(source, find(source, label));
        }
    }

    /**
     * The application is about to ask for what may be made of text, such as a number. Of some NULLs the driver notes nothing
     * then, so that {@code wasNull} goes on to speak of the value before.
     */
    public void beforeMade(ResultSet source, int column) {
        if (mayChange(column)) {
            boolean wasNull = wasNull(source);
            beforeText(source, column);
            if (values[column] == null && !wasNull) {
                readAny(source);
            }
        }
    }

    /** The same, of the column that {@code label} names. */
    public void beforeMade(ResultSet source, String label) {
        if (early) {
            beforeMade(source, find(source, label));
        }
    }

    /** Where nothing has been read of the row, nobody has a reason to ask. */
    private static boolean wasNull(ResultSet source) {
        try {
            return source.wasNull();
        } catch (SQLException nothingRead) {
            return true;
        }
    }

    /** Reads a value that is not NULL: there is one, because it was the last that was read before. */
    private void readAny(ResultSet source) {
        for (int i = 1; i < captures.length; i++) {
            try {
                if (source.getObject(i) != null) {
                    return;
                }
            } catch (SQLException refused) {
                return; // the driver will say so once more
            }
        }
    }

    public void text(int column, @Nullable String value) {
        Capture capture = capture(column);
        if (capture == Capture.STRING || capture == Capture.LOB_TEXT) {
            values[column] = value == null ? null : Capture.kept(value);
        }
    }

    public void decimal(int column, @Nullable BigDecimal value) {
        if (capture(column) == Capture.DECIMAL && isPlain(value)) {
            values[column] = value;
        }
    }

    /** A subclass might do anything. */
    private static boolean isPlain(@Nullable BigDecimal value) {
        return value != null && value.getClass() == BigDecimal.class;
    }

    /** {@code getObject} without a class gave {@code value}. */
    public void object(int column, @Nullable Object value) {
        Capture capture = capture(column);
        if (capture != null && value != null) {
            values[column] = capture.ofObject(value);
        }
    }

    /** {@code getObject} with {@code type} gave {@code value}. */
    public void object(int column, Class<?> type, @Nullable Object value) {
        Capture capture = capture(column);
        if (capture != null && value != null && capture != Capture.OBJECT_BEFORE_TEXT) {
            values[column] = capture.ofObject(value, type);
        }
    }

    /**
     * The column that {@code label} names, 0 when that is not known. In the first row nothing is, because looking labels up
     * pays only for a result of many rows.
     */
    public int column(ResultSet source, String label) {
        if (rows < 2) {
            return 0;
        }
        Map<String, Integer> known = columns;
        if (known == null) {
            known = new HashMap<>();
            columns = known;
        }
        Integer column = known.get(label);
        if (column == null) {
            column = find(source, label);
            known.put(label, column);
        }
        return column;
    }

    private static int find(ResultSet source, String label) {
        try {
            return source.findColumn(label);
        } catch (SQLException unknown) {
            return 0; // the driver, which knew it a moment ago, is asked again when the row is captured
        }
    }
}
