package io.noclobber.internal.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.internal.image.ImageStore.Footprint;
import io.noclobber.internal.image.ImageStore.Lifetime;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.RowShape;
import io.noclobber.row.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random operations on a store and on its model must agree. A failure names its seed; run that alone
 * with {@code -Dtest.seed=…}.
 */
class ImageStoreModelTest {
    private static final int SEQUENCES = 20_000;
    private static final int OPERATIONS = 40;

    private static final TableName ORDERS = new TableName(null, "PUBLIC", "ORDERS");
    private static final TableName LINES = new TableName(null, "PUBLIC", "LINES");
    private static final List<RowKey> KEYS =
            List.of(RowKey.of(ORDERS, 1L), RowKey.of(ORDERS, 2L), RowKey.of(LINES, 1L, 1L));
    private static final List<List<String>> COLUMNS =
            List.of(List.of("A"), List.of("A", "B"), List.of("B", "C"), List.of("C"), List.of("C", "B", "A"));
    private static final Map<TableName, List<RowShape>> SHAPES = Map.of(ORDERS, shapes(ORDERS), LINES, shapes(LINES));
    private static final List<String> TOKENS = List.of("s1", "s2", "s3");
    private static final Set<TableName> ALL = Set.of(ORDERS, LINES);
    private static final ImageLimits UNLIMITED =
            new ImageLimits(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofSeconds(Long.MAX_VALUE));

    @Test
    void connectionLifetime_randomOperations_agreeWithModel() {
        run(seed -> new Sequence(seed, UNLIMITED, Lifetime.CONNECTION, false).run());
    }

    @Test
    void transactionLifetime_randomOperations_agreeWithModel() {
        run(seed -> new Sequence(seed, UNLIMITED, Lifetime.TRANSACTION, false).run());
    }

    @Test
    void limits_randomOperations_keepTheBoundsAndNeverAWrongImage() {
        run(seed -> {
            Random random = new Random(~seed);
            ImageLimits limits = new ImageLimits(
                    random.nextInt(6), random.nextBoolean() ? 100_000 : random.nextInt(1_500), Duration.ofMillis(20));
            new Sequence(seed, limits, Lifetime.CONNECTION, true).run();
        });
    }

    private interface Run {
        void run(long seed);
    }

    private static void run(Run run) {
        Long only = Long.getLong("test.seed");
        long first = only == null ? System.nanoTime() : only;
        System.out.println("image store model: first seed " + first);
        for (int i = 0; i < (only == null ? SEQUENCES : 1); i++) {
            long seed = first + i;
            try {
                run.run(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Dtest.seed=" + seed + " fails: " + e.getMessage(), e);
            }
        }
    }

    private static List<RowShape> shapes(TableName table) {
        return COLUMNS.stream()
                .map(names -> new RowShape(
                        table,
                        names.stream().map(name -> new ColumnName(table, name)).toList(),
                        "SELECT " + names))
                .toList();
    }

    /** One store and its model under the same operations. */
    private static final class Sequence {
        private final Random random;
        private final ImageLimits limits;
        private final Lifetime lifetime;
        private final boolean limited;
        private final ModelStore model;
        private final ImageStore store;
        private final Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);
        private final List<String> history = new ArrayList<>();
        private long now = 1_000;

        Sequence(long seed, ImageLimits limits, Lifetime lifetime, boolean limited) {
            this.random = new Random(seed);
            this.limits = limits;
            this.lifetime = lifetime;
            this.limited = limited;
            this.model = new ModelStore(limited, lifetime == Lifetime.TRANSACTION);
            this.store =
                    new ImageStore(limits, lifetime, (rows, why) -> dropped.merge(why, rows, Integer::sum), () -> now);
        }

        void run() {
            for (int i = 0; i < OPERATIONS; i++) {
                now += random.nextInt(3);
                step();
                try {
                    if (limited) {
                        checkBounds();
                    }
                    KEYS.forEach(limited ? this::checkNotWrong : this::checkEqual);
                    if (!limited) {
                        checkWhole();
                    }
                } catch (AssertionError e) {
                    throw new AssertionError(e.getMessage() + "\nafter " + String.join("\n  ", history), e);
                }
            }
        }

        private void step() {
            RowKey key = KEYS.get(random.nextInt(KEYS.size()));
            int choice = random.nextInt(100);
            if (choice < 30) {
                RowImage image = image(key);
                history.add("read " + key + columns(image));
                store.read(image);
                model.read(key, columns(image));
            } else if (choice < 42) {
                history.add("wrote " + key);
                OwnWork work = work(false);
                store.wrote(key, work);
                model.wrote(key, work);
            } else if (choice < 50) {
                RowImage image = image(key);
                history.add("stored " + key + columns(image));
                OwnWork work = work(false);
                store.wrote(key, work, image);
                model.wrote(key, work, columns(image));
            } else if (choice < 55) {
                history.add("deleted " + key);
                store.deleted(key);
                model.deleted(key);
            } else if (choice < 58) {
                history.add("forget " + key.table());
                OwnWork work = work(true);
                store.forget(key.table(), work, DropReason.UNKNOWN_EFFECT);
                model.forget(Set.of(key.table()), work);
            } else if (choice < 60) {
                history.add("forget all");
                store.forgetAll(DropReason.UNKNOWN_EFFECT);
                model.forget(ALL, OwnWork.UNKNOWN);
            } else if (choice < 64) {
                history.add("inserted " + key.table());
                store.inserted(key.table());
                model.inserted(key.table());
            } else if (choice < 69) {
                confirm(key);
            } else if (choice < 88) {
                savepoints();
            } else {
                transaction();
            }
        }

        private OwnWork work(boolean several) {
            int choice = random.nextInt(4);
            OwnWork work = choice == 0
                    ? OwnWork.UNKNOWN
                    : choice == 1 && several ? OwnWork.DELETED : OwnWork.set(Set.of(choice == 2 ? "A" : "B"));
            history.add("  by " + work);
            return work;
        }

        private void confirm(RowKey key) {
            if (limited && !unconfirmed().containsKey(key)) {
                return; // a row that the log let go is not asked for
            }
            if (random.nextInt(4) == 0) {
                history.add("lost " + key);
                store.lost(key);
                model.lost(key);
            } else {
                RowImage image = image(key);
                history.add("confirmed " + key + columns(image));
                store.confirmed(key, image);
                model.confirmed(key, columns(image));
            }
        }

        private void savepoints() {
            String token = TOKENS.get(random.nextInt(TOKENS.size()));
            int choice = random.nextInt(10);
            if (choice < 4 || !model.tokens().contains(token)) {
                history.add("savepoint " + token);
                store.savepoint(token);
                model.savepoint(token);
            } else if (choice < 8) {
                history.add("rollback to " + token);
                store.rollbackTo(token);
                model.rollbackTo(token);
            } else {
                history.add("release " + token);
                store.release(token);
                model.release(token);
            }
        }

        private void transaction() {
            int choice = random.nextInt(24);
            if (choice < 4) {
                history.add("commit");
                store.commit();
                model.commit();
            } else if (choice < 8) {
                history.add("rollback");
                store.rollback();
                model.rollback();
            } else if (choice < 16) {
                history.add("autocommit off");
                store.autoCommit(false);
                model.autoCommit(false);
            } else if (choice < 18) {
                history.add("autocommit on");
                store.autoCommit(true);
                model.autoCommit(true);
            } else if (choice < 23) {
                history.add("begin");
                store.begin();
                model.begin();
            } else {
                history.add("clear");
                store.clear();
                model.clear();
            }
        }

        private RowImage image(RowKey key) {
            RowShape shape = SHAPES.get(key.table()).get(random.nextInt(COLUMNS.size()));
            Object[] values = new Object[shape.columns().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = history.size() * 10 + i;
            }
            return RowImage.of(shape, key, values, now);
        }

        private void checkEqual(RowKey key) {
            ModelStore.Row row = model.row(key);
            RowImage found = store.find(key);
            assertThat(columns(found)).as("image of %s", key).isEqualTo(row.columns());
            assertThat(store.held(key)).as("%s is held", key).isEqualTo(row.held());
            assertThat(store.isDoubtful(key)).as("%s is doubtful", key).isEqualTo(row.doubtful());
        }

        private void checkWhole() {
            List<RowKey> existing =
                    KEYS.stream().filter(key -> model.row(key).exists()).toList();
            for (TableName table : ALL) {
                assertThat(store.holds(table))
                        .as("holds %s", table)
                        .isEqualTo(existing.stream().anyMatch(key -> key.table().equals(table)));
            }
            assertThat(store.isEmpty())
                    .isEqualTo(existing.isEmpty()
                            && KEYS.stream().noneMatch(key -> model.row(key).held()));
            Set<RowKey> unknown = existing.stream()
                    .filter(key -> model.row(key).unknown() && lifetime == Lifetime.CONNECTION)
                    .collect(Collectors.toSet());
            assertThat(unconfirmed().keySet()).isEqualTo(unknown);
            unconfirmed()
                    .forEach((key, image) ->
                            assertThat(columns(image)).isEqualTo(model.row(key).columns()));
            dropped.remove(DropReason.NOT_UNDONE);
            assertThat(dropped.values().stream().mapToInt(Integer::intValue).sum())
                    .as("dropped %s", dropped)
                    .isEqualTo(model.dropped);
        }

        private Map<RowKey, RowImage> unconfirmed() {
            return store.unconfirmed().stream().collect(Collectors.toMap(RowImage::key, image -> image));
        }

        private void checkNotWrong(RowKey key) {
            ModelStore.Row row = model.row(key);
            RowImage found = store.find(key);
            if (found != null) {
                assertThat(now - found.readAtMillis())
                        .isLessThanOrEqualTo(limits.age().toMillis());
            }
            Map<String, Object> wrong = columns(found);
            wrong.entrySet()
                    .removeIf(column -> column.getValue() == RowImage.NOT_READ
                            || column.getValue().equals(row.columns().get(column.getKey()))
                            || row.alternatives()
                                    .getOrDefault(column.getKey(), Set.of())
                                    .contains(column.getValue()));
            assertThat(wrong).as("wrong values of %s, rather %s", key, row).isEmpty();
            if (!unconfirmed().containsKey(key)) {
                Map<String, Object> stale = columns(found);
                stale.entrySet().retainAll(row.columns().entrySet());
                stale.keySet().retainAll(row.stale());
                assertThat(stale)
                        .as("known values of %s from before the write, %s", key, row)
                        .isEmpty();
            }
            assertThat(store.held(key) && !row.held())
                    .as("%s is held, %s", key, row)
                    .isFalse();
        }

        private void checkBounds() {
            Footprint footprint = store.footprint();
            assertThat(footprint.rows()).isLessThanOrEqualTo(limits.rows());
            assertThat(footprint.bytes()).isLessThanOrEqualTo(limits.bytes());
            assertThat(footprint.undoEntries()).isLessThanOrEqualTo(limits.rows());
            assertThat(footprint.undoBytes()).isLessThanOrEqualTo(limits.bytes());
            assertThat(footprint.savepoints()).isLessThanOrEqualTo(Math.max(1, limits.rows()));
            assertThat(footprint.bytes() == 0).isEqualTo(footprint.rows() == 0);
            assertThat(footprint.undoBytes() == 0).isEqualTo(footprint.undoEntries() == 0);
        }

        private static Map<String, Object> columns(@Nullable RowImage image) {
            Map<String, Object> columns = new HashMap<>();
            if (image != null) {
                columns.putAll(columns(image.older()));
                for (int i = 0; i < image.shape().columns().size(); i++) {
                    columns.put(image.shape().columns().get(i).name(), image.value(i));
                }
            }
            return columns;
        }
    }
}
