package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.sql.ValueSource;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The parameters of a statement, and behind them the key of one of its rows as it is stored. Confined to one execution. */
final class StoredKey implements Parameters {
    private final Parameters given;
    private final int count;
    private final List<Column> columns;
    private final @Nullable Object[] captured;

    /** @param count how many parameters the statement has */
    StoredKey(Parameters given, int count, List<Column> columns, @Nullable Object[] captured) {
        this.given = given;
        this.count = count;
        this.columns = columns;
        this.captured = captured;
    }

    /** Where the values of the key are. */
    List<ValueSource> sources() {
        return IntStream.rangeClosed(count + 1, count + columns.size())
                .<ValueSource>mapToObj(ValueSource.Parameter::new)
                .toList();
    }

    @Override
    public boolean replayable() {
        return given.replayable();
    }

    @Override
    public @Nullable Object value(int index) {
        return index <= count ? given.value(index) : UNKNOWN;
    }

    @Override
    public @Nullable Object exact(int index) {
        return index <= count ? given.exact(index) : UNKNOWN;
    }

    @Override
    public @Nullable Object spelling(int index) {
        return index <= count ? given.spelling(index) : null;
    }

    /** The row, by its key. */
    KeyCondition condition() {
        return KeyCondition.of(columns, captured);
    }

    @Override
    public void bind(int index, PreparedStatement target, int targetIndex) throws SQLException {
        if (index > count) {
            throw new IllegalStateException("the key is asked for as a whole");
        }
        given.bind(index, target, targetIndex);
    }
}
