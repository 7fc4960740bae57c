package io.noclobber.internal.sql;

/** The text of a write that a condition can be added to. Immutable. */
public interface SpliceableText {
    String text();

    /**
     * The text of a {@link StatementPlan.Write} with one more condition. Everything the application
     * wrote stays where it is: comments, hints, RETURNING, the order of parameters.
     *
     * @param predicate the condition to add, without parentheses around it
     */
    String splice(String predicate);
}
