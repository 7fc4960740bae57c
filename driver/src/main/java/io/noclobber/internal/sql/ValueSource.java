package io.noclobber.internal.sql;

/** Where a value in a statement comes from. */
public sealed interface ValueSource {
    /**
     * A JDBC parameter.
     *
     * @param index its 1-based position in the statement
     */
    record Parameter(int index) implements ValueSource {}

    /**
     * A literal. The plan is shared by all texts of one shape, so it names the literal by number; the
     * text at hand has its value ({@link AnalysedStatement#literal(int)}).
     *
     * @param ordinal 0-based position among the literals of the statement
     */
    record Literal(int ordinal) implements ValueSource {}

    /** Anything else: a function, arithmetic, a subquery, DEFAULT, another column. */
    record Expression() implements ValueSource {}
}
