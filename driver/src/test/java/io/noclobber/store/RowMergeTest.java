package io.noclobber.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.RowShape;
import io.noclobber.row.TableName;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowMergeTest {
    private static final TableName TABLE = new TableName(null, "S", "T");
    private static final RowKey KEY = RowKey.of(TABLE, 1);

    private static StoredRow row(long readAt, String columns, @Nullable Object... values) {
        return row(readAt, false, columns, values);
    }

    private static StoredRow row(long readAt, boolean doubtful, String columns, @Nullable Object... values) {
        List<ColumnName> names = Arrays.stream(columns.split(" "))
                .map(name -> new ColumnName(TABLE, name))
                .toList();
        return StoredRow.of("db", RowImage.of(new RowShape(TABLE, names, columns), KEY, values, readAt), doubtful);
    }

    private static @Nullable Object value(StoredRow row, String column) {
        for (RowImage image = row.image(); image != null; image = image.older()) {
            int index = image.shape().indexOf(column);
            if (index >= 0) {
                return image.value(index);
            }
        }
        return RowImage.NOT_READ;
    }

    @Test
    void firstStands_sameColumns_changesNothing() {
        StoredRow before = row(1, "A B", 1, 2);
        assertThat(RowMerge.FIRST_STANDS.merge(before, row(2, "A", 9))).isSameAs(before);
        assertThat(RowMerge.FIRST_STANDS.merge(before, row(2, "A B", 9, 9))).isSameAs(before);
    }

    @Test
    void firstStands_moreColumns_addsThem() {
        StoredRow both = RowMerge.FIRST_STANDS.merge(row(1, "A B", 1, 2), row(2, "B C", 9, 3));
        assertThat(value(both, "A")).isEqualTo(1);
        assertThat(value(both, "B")).isEqualTo(2);
        assertThat(value(both, "C")).isEqualTo(3);
        StoredRow third = RowMerge.FIRST_STANDS.merge(both, row(3, "A C D", 9, 9, 4));
        assertThat(value(third, "A")).isEqualTo(1);
        assertThat(value(third, "C")).isEqualTo(3);
        assertThat(value(third, "D")).isEqualTo(4);
    }

    @Test
    void firstStands_columnThatCouldNotBeRead_isReadFirstLater() {
        StoredRow both = RowMerge.FIRST_STANDS.merge(row(1, "A L", 1, RowImage.NOT_READ), row(2, "A L", 9, "large"));
        assertThat(value(both, "A")).isEqualTo(1);
        assertThat(value(both, "L")).isEqualTo("large");
        assertThat(value(RowMerge.FIRST_STANDS.merge(both, row(3, "L", "other")), "L"))
                .isEqualTo("large");
    }

    @Test
    void firstStands_doubtfulBefore_countsForNothing() {
        StoredRow now = row(2, "A", 9);
        assertThat(RowMerge.FIRST_STANDS.merge(row(1, true, "A", 1), now)).isSameAs(now);
    }

    @Test
    void renewed_keepsWhatOnlyEarlierReadsCovered() {
        StoredRow both = RowMerge.RENEWED.merge(row(1, "A B", 1, 2), row(2, "A", 9));
        assertThat(value(both, "A")).isEqualTo(9);
        assertThat(value(both, "B")).isEqualTo(2);
    }

    @Test
    void replaced_isWhatComes() {
        StoredRow now = row(2, "A", 9);
        assertThat(RowMerge.REPLACED.merge(row(1, "A B", 1, 2), now)).isSameAs(now);
    }
}
