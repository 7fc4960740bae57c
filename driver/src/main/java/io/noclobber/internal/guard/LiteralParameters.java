package io.noclobber.internal.guard;

import io.noclobber.dialect.BoundLiteral;
import io.noclobber.dialect.Dialect;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.SpliceableText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a guard is added to: the application's text, with parameters in the place of those of its literals
 * that the dialect knows to do the same as parameters. An application that writes its values into its texts makes a
 * new text for each write, and what is spliced into that would be prepared each time and never again. Immutable.
 */
final class LiteralParameters {
    private final SpliceableText text;
    private final List<GuardedSql.Value> values;

    private LiteralParameters(SpliceableText text, List<GuardedSql.Value> values) {
        this.text = text;
        this.values = values;
    }

    /** Texts with parameters of their own are left alone: the application prepares them once as it is. */
    static LiteralParameters of(BoundWrite write, AnalysedStatement statement, Dialect dialect) {
        List<LiteralPlace> places = statement.parameters() > 0 ? List.of() : write.literals();
        int[] ordinals = new int[places.size()];
        List<GuardedSql.Value> values = new ArrayList<>(places.size());
        for (LiteralPlace place : places) {
            @Nullable Object literal = statement.isPlain(place.ordinal()) ? statement.literal(place.ordinal()) : null;
            BoundLiteral bound =
                    literal == null ? null : dialect.bound(place.column().type(), literal, place.assigned());
            if (bound != null) {
                ordinals[values.size()] = place.ordinal();
                values.add(new GuardedSql.Value(bound.binding(), bound.value()));
            }
        }
        return values.isEmpty()
                ? new LiteralParameters(statement, List.of())
                : new LiteralParameters(statement.withParameters(Arrays.copyOf(ordinals, values.size())), values);
    }

    SpliceableText text() {
        return text;
    }

    /** The values of the literals that are parameters, in order. */
    List<GuardedSql.Value> values() {
        return values;
    }
}
