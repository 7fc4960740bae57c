package io.noclobber.internal.guard;

import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.ValueSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a statement spells the values of a key, as something that can be compared. Stateless. */
final class Spelling {
    private Spelling() {}

    /** The same for two values only if the database is given the same; {@code null} where that cannot be told. */
    static @Nullable Object of(ValueSource source, AnalysedStatement statement, Parameters parameters) {
        if (source instanceof ValueSource.Cast cast) {
            Object given = of(cast.given(), statement, parameters);
            return given == null ? null : List.of(cast.type(), given);
        }
        if (source instanceof ValueSource.Literal literal) {
            return statement.literalText(literal.ordinal());
        }
        return source instanceof ValueSource.Parameter parameter ? parameters.spelling(parameter.index()) : null;
    }

    /** The same of a whole key. */
    static @Nullable List<Object> of(List<ValueSource> key, AnalysedStatement statement, Parameters parameters) {
        List<Object> spellings = new ArrayList<>();
        for (ValueSource source : key) {
            Object spelling = of(source, statement, parameters);
            if (spelling == null) {
                return null;
            }
            spellings.add(spelling);
        }
        return spellings;
    }
}
