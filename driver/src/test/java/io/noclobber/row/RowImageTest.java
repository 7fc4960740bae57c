package io.noclobber.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowImageTest {
    private static final TableName ORDERS = new TableName(null, "PUBLIC", "ORDERS");
    private static final RowKey KEY = RowKey.of(ORDERS, 1L);

    @Test
    void of_otherCountThanColumns_isRefused() {
        assertThatThrownBy(() -> RowImage.of(shape("A", "B"), KEY, new Object[] {1}, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 values for 2 columns");
    }

    @Test
    void over_sameShape_isTheNewerItself() {
        RowShape shape = shape("A", "B");
        RowImage newer = RowImage.of(shape, KEY, new Object[] {3, 4}, 2);
        assertThat(newer.over(RowImage.of(shape, KEY, new Object[] {1, 2}, 1))).isSameAs(newer);
    }

    @Test
    void over_fewerColumns_keepsTheEarlierReadBehind() {
        RowImage earlier = image(1, "A", 1, "B", 2);
        RowImage both = image(2, "A", 3).over(earlier);
        assertThat(newest(both)).isEqualTo(Map.of("A", 3, "B", 2));
        assertThat(both.readAtMillis()).isEqualTo(2);
        assertThat(both.older()).isSameAs(earlier);
    }

    @Test
    void over_allColumnsOfBoth_dropsWhatWasBehind() {
        RowImage newest = image(3, "B", 5, "A", 6);
        assertThat(newest.over(image(2, "A", 3).over(image(1, "A", 1, "B", 2)))).isSameAs(newest);
    }

    @Test
    void over_onlyTheOldestAdds_keepsTheOldest() {
        RowImage oldest = image(1, "A", 1, "B", 2);
        assertThat(image(3, "A", 7).over(image(2, "A", 3).over(oldest)).older()).isSameAs(oldest);
    }

    @Test
    void over_bothAdd_mergesThemNewestFirst() {
        RowImage merged = image(3, "C", 9).over(image(2, "A", 3).over(image(1, "A", 1, "B", 2)));
        assertThat(newest(merged)).isEqualTo(Map.of("A", 3, "B", 2, "C", 9));
        RowImage older = merged.older();
        assertThat(older).isNotNull();
        assertThat(older.older()).isNull();
        assertThat(older.readAtMillis()).isEqualTo(1);
    }

    @Test
    void over_bothAddUnlikeColumns_mergesTheShapes() {
        RowImage merged = image(3, "C", 9).over(image(2, "A", 3).over(image(1, "B", 2)));
        assertThat(newest(merged)).isEqualTo(Map.of("A", 3, "B", 2, "C", 9));
    }

    @Test
    void over_columnThatCouldNotBeRead_hidesTheOlderValue() {
        RowImage merged = image(2, "A", RowImage.NOT_READ).over(image(1, "A", 1, "B", 2));
        assertThat(newest(merged)).isEqualTo(Map.of("A", RowImage.NOT_READ, "B", 2));
    }

    @Test
    void over_anyReads_holdsTheNewestValueOfEachColumn() {
        long seed = Long.getLong("test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int run = 0; run < 20_000; run++) {
            RowImage image = null;
            Map<String, Object> expected = new HashMap<>();
            for (int i = 0; i < 6; i++) {
                RowImage read = randomImage(random, i);
                expected.putAll(newest(read));
                boolean covered = image != null
                        && read.shape().columns().size() == newest(image).size()
                        && newest(read).keySet().equals(newest(image).keySet());
                assertThat(covered && read.over(image) != read)
                        .as("seed %d", seed)
                        .isFalse();
                image = image == null ? read : read.over(image);
                assertThat(newest(image)).as("seed %d", seed).isEqualTo(expected);
                RowImage older = image.older();
                assertThat(older == null || older.older() == null)
                        .as("seed %d", seed)
                        .isTrue();
            }
        }
    }

    @Test
    void over_imageThatHasAnOlderOneItself_keepsAllNewest() {
        RowImage upper = image(4, "A", 40).over(image(3, "B", 30));
        RowImage lower = image(2, "B", 20, "C", 21).over(image(1, "D", 10));
        assertThat(newest(upper.over(lower))).isEqualTo(Map.of("A", 40, "B", 30, "C", 21, "D", 10));
    }

    @Test
    void covers_countsWhatIsBehind() {
        RowImage split = image(2, "A", 1).over(image(1, "B", 2));
        assertThat(image(3, "A", 1, "B", 2).covers(split)).isTrue();
        assertThat(image(3, "A", 1).covers(split)).isFalse();
        assertThat(image(3, "B", 1).covers(split)).isFalse();
    }

    private static RowImage randomImage(Random random, int time) {
        List<Object> pairs = new ArrayList<>();
        for (String column : List.of("A", "B", "C", "D")) {
            if (random.nextBoolean()) {
                pairs.add(column);
                pairs.add(random.nextInt());
            }
        }
        return pairs.isEmpty() ? image(time, "A", random.nextInt()) : image(time, pairs.toArray());
    }

    private static Map<String, @Nullable Object> newest(RowImage image) {
        Map<String, @Nullable Object> values = new HashMap<>();
        RowImage older = image.older();
        if (older != null) {
            values.putAll(newest(older));
        }
        for (int i = 0; i < image.shape().columns().size(); i++) {
            values.put(image.shape().columns().get(i).name(), image.value(i));
        }
        return values;
    }

    private static RowImage image(long readAt, Object... pairs) {
        String[] columns = new String[pairs.length / 2];
        Object[] values = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = (String) pairs[2 * i];
            values[i] = pairs[2 * i + 1];
        }
        return RowImage.of(shape(columns), KEY, values, readAt);
    }

    private static RowShape shape(String... columns) {
        return new RowShape(
                ORDERS,
                Arrays.stream(columns).map(name -> new ColumnName(ORDERS, name)).toList(),
                "SELECT " + String.join(", ", columns) + " FROM ORDERS");
    }
}
