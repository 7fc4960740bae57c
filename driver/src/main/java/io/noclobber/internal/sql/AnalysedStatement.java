package io.noclobber.internal.sql;

import org.jspecify.annotations.Nullable;

/** One exact text with its plan. Immutable. */
public interface AnalysedStatement extends SpliceableText {
    /** The text as the application wrote it. */
    @Override
    String text();

    StatementPlan plan();

    /** Whether this is a {@link StatementPlan.Write} that gives rows, as by RETURNING. */
    default boolean isReturning() {
        return plan() instanceof StatementPlan.Write write && write.returning();
    }

    /** How many JDBC parameters the text has. */
    int parameters();

    /**
     * The value of a literal: {@code String}, {@code Long}, {@code BigDecimal}, {@code Double},
     * {@code Boolean}, {@code byte[]}, a {@code java.time} value for DATE, TIME and TIMESTAMP literals, or
     * {@code null} for NULL.
     *
     * @param ordinal as in {@link ValueSource.Literal}
     */
    @Nullable Object literal(int ordinal);

    /** The literal's text, quotes and prefix included. */
    String literalText(int ordinal);

    /** The WITH clause of a {@link StatementPlan.Write} whose condition names what that defines; else nothing. */
    String headText();

    /** How many parameters {@link #headText} has. */
    int headParameters();

    /** The table that a {@link StatementPlan.Write} writes, with alias, as the application spelled it. */
    String targetText();

    /** The condition behind WHERE, or {@code null} where the text has none. */
    @Nullable String whereText();

    /** Whether this is a {@link StatementPlan.Read} to whose select list more can be added at the end. */
    boolean canShowMore();

    /**
     * The text of a query that {@link #canShowMore}, with more at the end of its select list.
     *
     * @param items what to add, separated by commas
     */
    String showing(String items);

    /**
     * Whether a literal is, as the text stands, all that is behind an {@code =}, in its simplest form: a
     * number, or a string in single quotes without a prefix.
     */
    boolean isPlain(int ordinal);

    /**
     * The text of a {@link StatementPlan.Write} with a parameter in the place of some of its literals.
     *
     * @param ordinals which, ascending; each {@link #isPlain}
     */
    SpliceableText withParameters(int[] ordinals);
}
