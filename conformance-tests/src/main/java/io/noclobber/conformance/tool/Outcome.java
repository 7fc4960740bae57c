package io.noclobber.conformance.tool;

/** What came of one test. */
enum Outcome {
    /** What is promised is true. */
    HELD,
    /** It is not. */
    FAILED,
    /** The database or its user does not let it be tried. */
    NOT_TRIED,
    /** Its time limit has ended it, so nobody knows. */
    TOO_LONG,
    /** Twice it had no connection, or lost it, so nobody knows. */
    CONNECTION_LOST
}
