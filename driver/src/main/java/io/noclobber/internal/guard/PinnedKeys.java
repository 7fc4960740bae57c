package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.ValueSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which key a query means that does not select it, but pins it in its WHERE: by the value itself where that is
 * sure, else by asking the database. Confined to one connection.
 */
final class PinnedKeys {
    private final Session session;
    private final KeyQuestions questions;

    PinnedKeys(Session session, KeyQuestions questions) {
        this.session = session;
        this.questions = questions;
    }

    /**
     * What the query says of the key of one of its tables.
     *
     * @param rows what it has given
     * @return one form for each key column, {@code null} where the column is selected; {@code null} when it cannot be told
     */
    @Nullable Object @Nullable [] of(
            BoundRead.Source source, AnalysedStatement statement, Parameters parameters, ResultSet rows) {
        @Nullable Object @Nullable [] sure = KeyReader.pinned(source, statement, parameters);
        if (sure == null) {
            boolean bindable = statement.parameters() == 0 || parameters.replayable();
            // where a question would end the rows that the application is about to read, they are not remembered
            return source.pinned() && bindable && BesideRows.mayAsk(session, rows)
                    ? asked(source, statement, parameters)
                    : null;
        }
        for (int i = 0; i < sure.length; i++) {
            Object form = sure[i];
            if (form != null && !source.key().get(i).column().settles(form)) {
                session.tables().spelled(source.table().name());
            }
        }
        return sure;
    }

    private @Nullable Object @Nullable [] asked(
            BoundRead.Source source, AnalysedStatement statement, Parameters parameters) {
        Table table = source.table();
        List<ValueSource> values = source.key().stream()
                .map(part -> ((KeyPart.Pinned) part).source())
                .toList();
        KeyCondition given = KeyCondition.of(table.key(), values, statement, parameters);
        try {
            KeyQuestions.Answer answer = questions.stored(table, table.sqlName(), given, null);
            return answer.key() == null ? null : answer.key().values().toArray();
        } catch (SQLException failure) {
            session.counts().defect(table.name(), "the key of what was read could not be asked for: " + failure);
            return null;
        }
    }
}
