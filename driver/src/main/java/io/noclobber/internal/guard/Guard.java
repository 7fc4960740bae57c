package io.noclobber.internal.guard;

import io.noclobber.dialect.ColumnRule;
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
 * never bound. Immutable.
 */
final class Guard {
    private final String unguarded;
    private final Compared compared;
    private final long[] nulls;
    private final @Nullable String text;

    private Guard(String unguarded, Compared compared, long[] nulls, @Nullable String text) {
        this.unguarded = unguarded;
        this.compared = compared;
        this.nulls = nulls;
        this.text = text;
    }

    /** Two bits a compared column: NULL, and not read of this row. */
    static long[] nulls(Compared compared, RowImage image) {
        int count = compared.predicates();
        long[] bits = new long[(count + 31) / 32];
        for (int i = 0; i < count; i++) {
            Object value = compared.items().get(i).of(image);
            if (value == null) {
                bits[i >> 5] |= 1L << (2 * (i & 31));
            } else if (value == RowImage.NOT_READ) {
                bits[i >> 5] |= 2L << (2 * (i & 31));
            }
        }
        return bits;
    }

    static Guard build(SpliceableText statement, Compared compared, RowImage image, long[] nulls) {
        StringBuilder predicate = new StringBuilder();
        for (int i = 0; i < compared.predicates(); i++) {
            Compared.Item item = compared.items().get(i);
            Object value = item.of(image);
            if (value == RowImage.NOT_READ) {
                continue;
            }
            if (!predicate.isEmpty()) {
                predicate.append(" AND ");
            }
            if (value == null) {
                predicate.append(item.column().sqlName()).append(" IS NULL");
            } else {
                item.rule().render(predicate, item.column().sqlName());
            }
        }
        String text = predicate.isEmpty() ? null : statement.splice(predicate.toString());
        return new Guard(statement.text(), compared, nulls, text);
    }

    boolean fits(String unguarded, Compared compared, long[] nulls) {
        return this.compared == compared && Arrays.equals(this.nulls, nulls) && this.unguarded.equals(unguarded);
    }

    /**
     * What to send for a row as {@code image} shows it.
     *
     * @param statement the text at hand
     * @param literals those of its literals that are bound
     * @param stored the columns to ask back, empty for none
     */
    GuardedSql on(RowImage image, AnalysedStatement statement, List<GuardedSql.Value> literals, List<String> stored) {
        int before = ((StatementPlan.Write) statement.plan()).parametersBeforeSplice();
        if (text == null) {
            return new GuardedSql(statement.text(), false, List.of(), before, stored);
        }
        List<GuardedSql.Value> bound = new ArrayList<>(literals);
        for (int i = 0; i < compared.predicates(); i++) {
            Compared.Item item = compared.items().get(i);
            @Nullable Object value = item.of(image);
            if (value != null && value != RowImage.NOT_READ) {
                ColumnRule rule = item.rule();
                GuardedSql.Value one = new GuardedSql.Value(rule.binding(), value);
                for (int b = rule.bindings(); b > 0; b--) {
                    bound.add(one);
                }
            }
        }
        return new GuardedSql(text, true, bound, before, stored);
    }
}
