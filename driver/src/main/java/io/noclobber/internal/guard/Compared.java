package io.noclobber.internal.guard;

import io.noclobber.dialect.ColumnRule;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowShape;
import io.noclobber.row.ValueDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of images of one shape a write compares, and by whom. Immutable.
 *
 * <p>Engines break beyond some hundred predicates, so what is above the limit is compared by the
 * driver on the locked row, like the values that the database cannot compare at all. NULL it can always compare.
 */
final class Compared {
    static final int MAX_PREDICATES = 500;

    /** Instead of the number of proofs: whatever is proved from now on changes nothing here. */
    private static final int PROVED = -1;

    /**
     * One compared column.
     *
     * @param rule how it is compared, as far as that is known by now
     * @param older only an earlier read of the row covered it
     * @param index where images hold its value
     */
    record Item(Column column, ColumnRule rule, boolean older, int index) {
        @Nullable Object of(RowImage image) {
            RowImage holder = older ? image.older() : image;
            return holder == null ? RowImage.NOT_READ : holder.value(index);
        }

        /**
         * What the database is given to compare: NULL of every column, and nothing, like of one not read, of a value that only
         * the driver can compare, that is too long to be kept, or that was read before the column got another type.
         */
        @Nullable Object bound(RowImage image) {
            Object value = of(image);
            return value != null && isDriversOwn(value) ? RowImage.NOT_READ : value;
        }

        private boolean isDriversOwn(Object value) {
            return value instanceof ValueDigest
                    || rule.comparison() == ColumnRule.Comparison.LOCKED_ROW
                    || !rule.binding().takes(value);
        }

        /** Whether the driver must compare it on the locked row. */
        boolean onLockedRow(RowImage image) {
            Object value = of(image);
            return value != null && value != RowImage.NOT_READ && isDriversOwn(value);
        }
    }

    private final RowShape shape;
    private final @Nullable RowShape older;
    private final List<Item> items;
    private final int predicates;
    private final List<Column> inexact;
    private final Set<String> left;
    private final int proofs;

    private Compared(
            RowShape shape,
            @Nullable RowShape older,
            List<Item> byPredicate,
            List<Item> byDriver,
            List<Column> inexact,
            Set<String> left,
            int proofs) {
        this.shape = shape;
        this.proofs = proofs;
        this.older = older;
        List<Item> all = new ArrayList<>(byPredicate);
        all.addAll(byDriver);
        this.items = List.copyOf(all);
        this.predicates = Math.min(all.size(), MAX_PREDICATES);
        this.inexact = List.copyOf(inexact);
        this.left = Set.copyOf(left);
    }

    static Compared of(BoundWrite write, RowImage image, Environment environment) {
        int proofs = environment.catalog().proofs();
        RowImage older = image.older();
        List<Item> byPredicate = new ArrayList<>();
        List<Item> byDriver = new ArrayList<>();
        List<Column> inexact = new ArrayList<>();
        ColumnChoice choice = new ColumnChoice(write, image.shape(), environment);
        collect(write, image.shape(), null, environment, choice, byPredicate, byDriver);
        collectInexact(write, image.shape(), false, choice, inexact);
        if (older != null) {
            collect(write, older.shape(), image.shape(), environment, choice, byPredicate, byDriver);
            collectInexact(write, older.shape(), true, choice, inexact);
        }
        boolean unproved =
                byDriver.stream().anyMatch(item -> !item.rule().unproved().isEmpty());
        return new Compared(
                image.shape(),
                older == null ? null : older.shape(),
                byPredicate,
                byDriver,
                inexact,
                left(write, image, byPredicate, byDriver),
                unproved ? proofs : PROVED);
    }

    private static Set<String> left(BoundWrite write, RowImage image, List<Item> byPredicate, List<Item> byDriver) {
        Set<String> left = new HashSet<>(Intent.columns(image));
        byPredicate.forEach(item -> left.remove(item.column().name().name()));
        byDriver.forEach(item -> left.remove(item.column().name().name()));
        // also what the database computes along
        left.removeAll(write.work().columns());
        write.keyColumns().forEach(column -> left.remove(column.name().name()));
        return left;
    }

    private static void collectInexact(
            BoundWrite write, RowShape shape, boolean older, ColumnChoice choice, List<Column> inexact) {
        Table table = write.tableOrThrow();
        for (ColumnName name : shape.inexact()) {
            Column column = table.column(name.name());
            if (column != null && !inexact.contains(column) && choice.includes(column, older)) {
                inexact.add(column);
            }
        }
    }

    private static void collect(
            BoundWrite write,
            RowShape shape,
            @Nullable RowShape newer,
            Environment environment,
            ColumnChoice choice,
            List<Item> byPredicate,
            List<Item> byDriver) {
        Table table = write.tableOrThrow();
        boolean older = newer != null;
        for (int i = 0; i < shape.columns().size(); i++) {
            String name = shape.columns().get(i).name();
            Column column = table.column(name);
            boolean renewed = newer != null && newer.indexOf(name) >= 0;
            if (column == null || renewed || !choice.includes(column, older)) {
                continue;
            }
            ColumnRule rule = environment.catalog().rule(column);
            if (rule.comparison() == ColumnRule.Comparison.LOCKED_ROW) {
                byDriver.add(new Item(column, rule, older, i));
            } else if (rule.comparison() == ColumnRule.Comparison.PREDICATE) {
                byPredicate.add(new Item(column, rule, older, i));
            }
        }
    }

    /** Whether this is still right for {@code image}. */
    boolean fits(RowImage image, Environment environment) {
        return shape == image.shape()
                && (proofs == PROVED || proofs == environment.catalog().proofs())
                && (image.older() == null
                        ? older == null
                        : older == image.older().shape());
    }

    /** All compared columns, those compared by the database first. */
    List<Item> items() {
        return items;
    }

    /** How many of {@link #items()} the database compares, each as far as {@link Item#bound} says. */
    int predicates() {
        return predicates;
    }

    /** Whether the driver must compare something on the locked row, of which only digests are kept for example. */
    boolean onLockedRow(RowImage image) {
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            boolean beyond = i >= predicates && item.of(image) != RowImage.NOT_READ;
            if (beyond || item.onLockedRow(image)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The first column that should be compared and cannot: nothing reads it exactly, or the driver did not give its
     * value of this row; {@code null} when all can.
     */
    @Nullable Column missing(RowImage image) {
        if (!inexact.isEmpty()) {
            return inexact.get(0);
        }
        for (Item item : items) {
            if (item.of(image) == RowImage.NOT_READ) {
                return item.column();
            }
        }
        return null;
    }

    /** The columns of the image that the write neither compares nor sets. */
    Set<String> left() {
        return left;
    }

    List<Column> columns() {
        return items.stream().map(Item::column).toList();
    }
}
