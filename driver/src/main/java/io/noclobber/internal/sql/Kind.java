package io.noclobber.internal.sql;

/** What a token is. */
enum Kind {
    /** A keyword or an unquoted name. */
    WORD,
    /** A name in quotes. */
    QUOTED,
    /** A string, hex or bit literal, prefix included. */
    STRING,
    NUMBER,
    /** A JDBC parameter. */
    PARAMETER,
    /** {@code @x}: a variable of the database's own language. */
    VARIABLE,
    /** An operator or a separator. */
    SYMBOL,
    /** {@code (}, {@code [} or an opening brace. */
    OPEN,
    CLOSE;

    /** Whether a token of this kind can be a part of a name. */
    boolean isName() {
        return this == WORD || this == QUOTED;
    }
}
