package io.noclobber.internal.sql;

import org.jspecify.annotations.Nullable;

/**
 * What is remembered of all texts of one shape: the plan, and by token where a write is spliced.
 * Immutable.
 *
 * @param plan what such a text does
 * @param places where its clauses lie; {@code null} unless the plan is a {@link StatementPlan.Write}
 * @param items the token behind the select list of a {@link StatementPlan.Read}; 0 where nothing can be added to it
 */
record Shape(StatementPlan plan, @Nullable Places places, int items) {

    /**
     * The tokens of an UPDATE or DELETE that a predicate is added to. Of each pair the first belongs to
     * it, the second does not.
     *
     * @param verb UPDATE or DELETE
     * @param target the table written, with its alias
     * @param targetEnd the token behind it
     * @param where the first token behind WHERE, or -1
     * @param end the token behind the condition, or behind the statement up to where WHERE belongs
     */
    record Places(int verb, int target, int targetEnd, int where, int end) {}

    static Shape of(StatementPlan plan) {
        return new Shape(plan, null, 0);
    }
}
