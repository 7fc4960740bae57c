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

    /**
     * A parameter or literal that the database converts to a type that has one form for each value.
     *
     * @param given what is converted
     * @param type the type's name as it is written
     */
    record Cast(ValueSource given, String type) implements ValueSource {
        public Cast {
            if (!(given instanceof Parameter) && !(given instanceof Literal)) {
                throw new IllegalArgumentException("only parameters and literals are looked at through a cast");
            }
        }
    }

    /** Anything else: a function, arithmetic, a subquery, DEFAULT, another column. */
    record Expression() implements ValueSource {}
}
