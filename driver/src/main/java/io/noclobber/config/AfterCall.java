package io.noclobber.config;

/** What a call of a stored procedure does to what was read before. */
public enum AfterCall {
    /** It counts on. What the call itself has changed is told from what others have changed while its transaction lasts. */
    KEEP,
    /** It is forgotten, because the call may have changed any of it. */
    FORGET
}
