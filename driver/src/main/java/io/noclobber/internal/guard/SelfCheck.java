package io.noclobber.internal.guard;

import io.noclobber.dialect.ColumnRule;
import io.noclobber.internal.catalog.Catalog;
import io.noclobber.row.RowImage;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out how a database that nobody has measured compares a column: on a row that is locked and known to be as it was
 * read, a predicate must hold for the value that is there and for no other that differs a little. Confined to one
 * connection; what it finds is kept for the whole database.
 */
final class SelfCheck {
    /** Where a predicate names the column, or takes the value. */
    private static final Pattern PLACE = Pattern.compile("\\$c|\\?");

    private enum Outcome {
        EXACT,
        NOT_EXACT,
        /** Not without harm to the application's transaction. */
        CANNOT_BE_TRIED
    }

    private final Session session;

    SelfCheck(Session session) {
        this.session = session;
    }

    /**
     * Tries what is not proved yet of the columns that a write compares. Runs in its transaction, behind a savepoint,
     * because a predicate that the database does not understand must not harm the application's work.
     */
    void prove(Intent intent) {
        RowImage image = intent.imageOrThrow();
        Compared compared = intent.write().guards().compared(intent.write(), image, session.environment());
        for (Compared.Item item : compared.items()) {
            Object value = item.of(image);
            if (!item.rule().unproved().isEmpty() && value != null && value != RowImage.NOT_READ) {
                List<Object> others = Neighbours.of(value, item.column().type());
                if (!others.isEmpty() && !prove(intent, item, value, others)) {
                    return;
                }
            }
        }
    }

    /** Whether it makes sense to go on with the next column. */
    private boolean prove(Intent intent, Compared.Item item, Object value, List<Object> others) {
        Catalog catalog = session.environment().catalog();
        for (ColumnRule candidate : item.rule().unproved()) {
            switch (tried(intent, item, candidate, value, others)) {
                case EXACT -> {
                    catalog.prove(item.column(), candidate);
                    return true;
                }
                case CANNOT_BE_TRIED -> {
                    return false;
                }
                case NOT_EXACT -> {}
            }
        }
        catalog.prove(item.column(), ColumnRule.lockedRow(item.column().rule().capture()));
        return true;
    }

    private Outcome tried(Intent intent, Compared.Item item, ColumnRule candidate, Object value, List<Object> others) {
        Savepoint before;
        try {
            before = session.raw().setSavepoint();
        } catch (SQLException | RuntimeException unsupported) {
            return Outcome.CANNOT_BE_TRIED;
        }
        try {
            boolean exact = isExact(intent, item, candidate, value, others);
            session.raw().releaseSavepoint(before);
            return exact ? Outcome.EXACT : Outcome.NOT_EXACT;
        } catch (SQLException | RuntimeException notUnderstood) {
            return undone(intent, before, notUnderstood) ? Outcome.NOT_EXACT : Outcome.CANNOT_BE_TRIED;
        }
    }

    private boolean undone(Intent intent, Savepoint before, Exception notUnderstood) {
        try {
            session.raw().rollback(before);
            return true;
        } catch (SQLException | RuntimeException lost) {
            lost.addSuppressed(notUnderstood);
            session.counts().defect(intent.table().name(), "a self-check could not be undone: " + lost);
            return false;
        }
    }

    private boolean isExact(Intent intent, Compared.Item item, ColumnRule candidate, Object value, List<Object> others)
            throws SQLException {
        KeyCondition key = intent.query().key();
        String column = item.column().sqlName();
        try (PreparedStatement query = prepare(intent, key, candidate, column)) {
            if (!holds(query, key, candidate, value)) {
                return false;
            }
            for (Object other : others) {
                if (holds(query, key, candidate, other)) {
                    return false;
                }
            }
        }
        return !(value instanceof String text) || tellsEndings(intent, key, candidate, column, text);
    }

    private PreparedStatement prepare(Intent intent, KeyCondition key, ColumnRule candidate, String expression)
            throws SQLException {
        StringBuilder text = new StringBuilder("SELECT 1 FROM ")
                .append(intent.statement().targetText())
                .append(" WHERE ")
                .append(key.text())
                .append(" AND ");
        candidate.render(text, expression);
        return session.raw().prepareStatement(text.toString());
    }

    private boolean holds(PreparedStatement query, KeyCondition key, ColumnRule candidate, Object value)
            throws SQLException {
        int next = key.bind(query, 1);
        for (int i = candidate.bindings(); i > 0; i--) {
            candidate.binding().bind(query, next++, value);
        }
        return found(query);
    }

    /** Whether it also tells texts apart that are longer than the stored one. */
    private boolean tellsEndings(Intent intent, KeyCondition key, ColumnRule candidate, String column, String value)
            throws SQLException {
        try (PreparedStatement query = prepare(intent, key, candidate, "{fn CONCAT(" + column + ", ?)}")) {
            for (Neighbours.Ending ending : Neighbours.ENDINGS) {
                if (!holds(query, key, candidate, ending.stored(), value + ending.stored())
                        || holds(query, key, candidate, ending.stored(), value + ending.captured())) {
                    return false;
                }
            }
            return true;
        }
    }

    private boolean holds(PreparedStatement query, KeyCondition key, ColumnRule candidate, String ending, String value)
            throws SQLException {
        int next = key.bind(query, 1);
        Matcher place = PLACE.matcher(candidate.template());
        while (place.find()) {
            if (place.group().equals("?")) {
                candidate.binding().bind(query, next++, value);
            } else {
                query.setString(next++, ending);
            }
        }
        return found(query);
    }

    private boolean found(PreparedStatement query) throws SQLException {
        try (ResultSet rows = session.questions().ask(query, query::executeQuery)) {
            return rows.next();
        }
    }
}
