package io.noclobber.config;

/** What becomes of a row that a conversation reads again and that differs from what it has read before. */
public enum Reread {
    /** What was read first counts on, and the result set says that the row is another. */
    WARN,
    /** What is read now counts. */
    RENEW,
    /** The read fails. */
    CONFLICT
}
