package io.noclobber.internal.guard;

import io.noclobber.dialect.Dialect;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.OwnWork;
import io.noclobber.row.RowImage;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The UPDATE or DELETE by its key that a write through a cursor amounts to, and its parameters. The text is never
 * sent; it is understood like any other, so that such a write is guarded as one by text is. Confined to one write.
 */
final class CursorStatement implements Parameters {
    private final String text;
    private final RowImage row;
    private final Table table;
    private final List<@Nullable Object> values;
    private final @Nullable OwnWork made;

    /**
     * One statement.
     *
     * @param beginning what stands before WHERE
     * @param values the values of its parameters
     * @param made what it makes of the row that other results do not show, {@code null} for all that its text sets
     */
    private CursorStatement(
            String beginning, Table table, RowImage row, List<@Nullable Object> values, @Nullable OwnWork made) {
        this.text = beginning + " WHERE " + KeyCondition.plainText(table);
        this.table = table;
        this.row = row;
        this.values = Collections.unmodifiableList(new ArrayList<>(values));
        this.made = made;
    }

    /**
     * What {@code write} does to {@code row}.
     *
     * @param counted what of the row counts as written back where the driver writes back all of it: what the application has
     *     not looked at is put back unchanged, and an earlier read of that stands
     * @param unseen what own writes have made of the row that the cursor does not show, and that it puts back then
     */
    static CursorStatement of(
            BoundRead.Source source,
            RowImage row,
            RowImage counted,
            CursorWrite write,
            Dialect dialect,
            OwnWork unseen) {
        Table table = source.table();
        // also the columns that the application has not set, as the cursor shows them
        boolean wholeRow = dialect.cursorsWriteWholeRows();
        if (write.deletes()) {
            return new CursorStatement("DELETE FROM " + table.sqlName(), table, row, List.of(), null);
        }
        StringBuilder text =
                new StringBuilder("UPDATE ").append(table.sqlName()).append(" SET ");
        List<@Nullable Object> values = new ArrayList<>();
        Set<String> changed = new HashSet<>();
        for (int i = 0; i < source.positions().length; i++) {
            Column column = source.columns().get(i);
            int position = source.positions()[i];
            boolean set = write.changes().containsKey(position);
            boolean back = wholeRow
                    && !table.key().contains(column)
                    && (counted.shape().columns().contains(column.name()) || unseen.covers(column.name()));
            if (set || back) {
                text.append(values.isEmpty() ? "" : ", ")
                        .append(column.sqlName())
                        .append(" = ?");
                values.add(set ? write.changes().get(position) : shown(row, column));
            }
            if (set) {
                changed.add(column.name().name());
            }
        }
        return new CursorStatement(
                text.toString(),
                table,
                row,
                values,
                UpdateWork.of(table, changed, dialect).and(unseen));
    }

    /**
     * A text that ends with {@code WHERE CURRENT OF}, which addresses {@code row}.
     *
     * @param beginning what stands before that
     * @param parameters how many parameters it has
     */
    static CursorStatement positioned(String beginning, int parameters, Table table, RowImage row) {
        return new CursorStatement(beginning, table, row, Collections.nCopies(parameters, UNKNOWN), null);
    }

    private static @Nullable Object shown(RowImage row, Column column) {
        int index = row.shape().indexOf(column.name().name());
        Object value = index < 0 ? RowImage.NOT_READ : row.value(index);
        return value == RowImage.NOT_READ ? UNKNOWN : value;
    }

    String text() {
        return text;
    }

    /** What it makes of the row that other results do not show; {@code null} for all that its text sets. */
    @Nullable OwnWork made() {
        return made;
    }

    @Override
    public @Nullable Object value(int index) {
        if (index <= values.size()) {
            return values.get(index - 1);
        }
        return row.key().values().get(index - values.size() - 1);
    }

    @Override
    public void bind(int index, PreparedStatement target, int targetIndex) throws SQLException {
        if (index <= values.size()) {
            throw new IllegalStateException("only the key is asked for");
        }
        KeyCondition.bind(table, row, index - values.size() - 1, target, targetIndex);
    }
}
