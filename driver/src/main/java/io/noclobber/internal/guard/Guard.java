package io.noclobber.internal.guard;

import io.noclobber.dialect.Binding;
import io.noclobber.dialect.ColumnRule;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.SpliceableText;
import io.noclobber.internal.sql.StatementPlan;
import io.noclobber.row.RowImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The guarded form of one text for images with NULLs in the same places: NULL is spelled in the text,
 * never bound. For the elements of a batch, whose images have NULLs in different places, the text has both
 * spellings of such a column and a parameter that chooses. Immutable.
 */
final class Guard {
    /** What a guard has to say of one column, two bits each; a value is 0. */
    private static final int NULL = 1;

    private static final int NOT_READ = 2;
    private static final int VALUE_OR_NULL = 3;

    private static final @Nullable RowImage[] NO_HOLDERS = {};
    private static final GuardedSql.Value CHOOSE_VALUE = new GuardedSql.Value(Binding.OBJECT, 0);
    private static final GuardedSql.Value CHOOSE_NULL = new GuardedSql.Value(Binding.OBJECT, 1);

    private final String unguarded;
    private final Compared compared;
    private final long[] pattern;
    private final @Nullable String text;
    private final List<Place> places;
    private final int parameters;

    /** Where the value of one column is bound: {@code times} times, behind two parameters that choose if it may be NULL. */
    private record Place(int predicate, Compared.Item item, Binding binding, int times, boolean chooses) {
        int parameters() {
            return chooses ? times + 2 : times;
        }
    }

    private Guard(String unguarded, Compared compared, long[] pattern, @Nullable String text, List<Place> places) {
        this.unguarded = unguarded;
        this.compared = compared;
        this.pattern = pattern;
        this.text = text;
        this.places = List.copyOf(places);
        this.parameters = places.stream().mapToInt(Place::parameters).sum();
    }

    /** What is to be said of each compared column of one image. */
    static long[] pattern(Compared compared, RowImage image) {
        int count = compared.predicates();
        long[] bits = new long[(count + 31) / 32];
        for (int i = 0; i < count; i++) {
            Object value = compared.items().get(i).bound(image);
            if (value == null) {
                bits[i >> 5] |= (long) NULL << (2 * (i & 31));
            } else if (value == RowImage.NOT_READ) {
                bits[i >> 5] |= (long) NOT_READ << (2 * (i & 31));
            }
        }
        return bits;
    }

    /**
     * The pattern that serves images of both.
     *
     * @return {@code null} when there is none: a column was read of some rows only
     */
    static long @Nullable [] join(long[] one, long[] other) {
        if (Arrays.equals(one, other)) {
            return one;
        }
        long[] joined = new long[one.length];
        for (int i = 0; i < one.length * 32; i++) {
            int first = at(one, i);
            int second = at(other, i);
            if (first != second && (first == NOT_READ || second == NOT_READ)) {
                return null;
            }
            joined[i >> 5] |= (long) (first == second ? first : VALUE_OR_NULL) << (2 * (i & 31));
        }
        return joined;
    }

    private static int at(long[] pattern, int item) {
        return (int) (pattern[item >> 5] >>> (2 * (item & 31))) & 3;
    }

    static Guard build(SpliceableText statement, Compared compared, long[] pattern) {
        StringBuilder predicate = new StringBuilder();
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < compared.predicates(); i++) {
            Compared.Item item = compared.items().get(i);
            Column column = item.column();
            int kind = at(pattern, i);
            if (kind == NOT_READ) {
                continue;
            }
            if (!predicate.isEmpty()) {
                predicate.append(" AND ");
            }
            if (kind == NULL) {
                item.rule().renderNull(predicate, column.sqlName());
                continue;
            }
            ColumnRule rule = item.rule();
            places.add(new Place(i, item, rule.binding(), rule.bindings(), kind == VALUE_OR_NULL));
            if (kind == VALUE_OR_NULL) {
                predicate.append("(? = 1 AND ");
                rule.renderNull(predicate, column.sqlName());
                predicate.append(" OR ? = 0 AND ");
                rule.render(predicate, column.sqlName());
                predicate.append(')');
            } else {
                rule.render(predicate, column.sqlName());
            }
        }
        String text = predicate.isEmpty() ? null : statement.splice(predicate.toString());
        return new Guard(statement.text(), compared, pattern, text, places);
    }

    boolean fits(String unguarded, Compared compared, long[] pattern) {
        return this.compared == compared && Arrays.equals(this.pattern, pattern) && this.unguarded.equals(unguarded);
    }

    /**
     * What to send for a row as {@code image} shows it.
     *
     * @param statement the text at hand
     * @param literals those of its literals that are bound
     * @param stored the columns to ask back, empty for none
     */
    GuardedSql on(RowImage image, AnalysedStatement statement, List<GuardedSql.Value> literals, List<String> stored) {
        return on(image, statement, literals, stored, NO_HOLDERS);
    }

    /** What to send for each element of a batch whose patterns this guard joins. */
    List<GuardedSql> on(List<BatchStep> steps) {
        List<RowImage> images = new ArrayList<>(steps.size());
        for (BatchStep step : steps) {
            images.add(step.intentOrThrow().imageOrThrow());
        }
        @Nullable RowImage[] holders = holders(images);
        List<GuardedSql> all = new ArrayList<>(images.size());
        for (int i = 0; i < images.size(); i++) {
            BatchStep step = steps.get(i);
            all.add(on(images.get(i), step.element().statement(), step.literals(), List.of(), holders));
        }
        return all;
    }

    private GuardedSql on(
            RowImage image,
            AnalysedStatement statement,
            List<GuardedSql.Value> literals,
            List<String> stored,
            @Nullable RowImage[] holders) {
        int before = ((StatementPlan.Write) statement.plan()).parametersBeforeSplice();
        if (text == null) {
            return new GuardedSql(statement.text(), false, List.of(), before, stored);
        }
        GuardedSql.Value[] bound = new GuardedSql.Value[literals.size() + parameters];
        int next = 0;
        for (int i = 0; i < literals.size(); i++) {
            bound[next++] = literals.get(i);
        }
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            @Nullable Object value = place.item().bound(image);
            if (place.chooses()) {
                GuardedSql.Value choice = value == null ? CHOOSE_NULL : CHOOSE_VALUE;
                bound[next++] = choice;
                bound[next++] = choice;
                RowImage holder = holders[place.predicate()];
                value = value == null && holder != null ? place.item().bound(holder) : value;
            }
            if (value == null) {
                throw new IllegalStateException("NULL is spelled, not bound");
            }
            GuardedSql.Value one = new GuardedSql.Value(place.binding(), value);
            for (int times = place.times(); times > 0; times--) {
                bound[next++] = one;
            }
        }
        return new GuardedSql(text, true, List.of(bound), before, stored);
    }

    /** For each column that is NULL in some images, one in which it is not: a parameter needs some value, and NULL is never bound. */
    private @Nullable RowImage[] holders(List<RowImage> images) {
        @Nullable RowImage[] holders = new @Nullable RowImage[compared.predicates()];
        for (Place place : places) {
            for (int i = 0; place.chooses() && holders[place.predicate()] == null; i++) {
                holders[place.predicate()] = place.item().bound(images.get(i)) == null ? null : images.get(i);
            }
        }
        return holders;
    }
}
