package io.noclobber.config;

/** What becomes of a write that cannot be guarded. */
public enum Handling {
    /** It runs as the application sent it. */
    PASS,
    /** It runs as the application sent it, and the log says so. */
    WARN,
    /** It fails. */
    REFUSE
}
