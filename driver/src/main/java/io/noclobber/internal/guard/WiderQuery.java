package io.noclobber.internal.guard;

import io.noclobber.internal.sql.AnalysedStatement;

/** A query of the application with columns that it did not select behind its own. Confined to one connection. */
public final class WiderQuery {
    private final AnalysedStatement statement;
    private final HiddenColumns hidden;
    private final String text;

    WiderQuery(AnalysedStatement statement, HiddenColumns hidden) {
        this.statement = statement;
        this.hidden = hidden;
        this.text = statement.showing(hidden.list(statement.text()));
    }

    /** The text to send. */
    public String text() {
        return text;
    }

    /** How many columns the application must not see. */
    public int hidden() {
        return hidden.items().size();
    }

    /** The application's own text. */
    public String asWritten() {
        return statement.text();
    }

    AnalysedStatement statement() {
        return statement;
    }

    HiddenColumns columns() {
        return hidden;
    }
}
