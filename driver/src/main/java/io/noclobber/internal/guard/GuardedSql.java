package io.noclobber.internal.guard;

import io.noclobber.dialect.Binding;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * What to send instead of, or as, the application's text. Immutable.
 *
 * @param text the text to send
 * @param guarded false when {@code text} is the application's own, to be sent by the application's own statement
 * @param values the guard's own parameters, in order; empty unless guarded
 * @param before how many of the application's parameters stand before the guard's own; the others
 *     shift by {@code values.size()}
 * @param stored the columns that the statement should give back as generated keys, by which the guard
 *     learns what was stored; empty when it does not ask
 */
public record GuardedSql(String text, boolean guarded, List<Value> values, int before, List<String> stored) {

    /** One parameter of the guard. */
    public record Value(Binding binding, Object value) {}

    public GuardedSql {
        values = List.copyOf(values);
        stored = List.copyOf(stored);
    }

    /** The application's own text, sent as it is. */
    public static GuardedSql asSent(String text) {
        return new GuardedSql(text, false, List.of(), 0, List.of());
    }

    /** The application's own text, sent by an internal statement. */
    public static GuardedSql asWritten(String text) {
        return new GuardedSql(text, true, List.of(), 0, List.of());
    }

    /** Sets all parameters: the application's {@code count} and the guard's own. */
    public void bind(PreparedStatement target, Parameters parameters, int count) throws SQLException {
        for (int i = 1; i <= count; i++) {
            parameters.bind(i, target, i <= before ? i : i + values.size());
        }
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            value.binding().bind(target, before + i + 1, value.value());
        }
    }
}
