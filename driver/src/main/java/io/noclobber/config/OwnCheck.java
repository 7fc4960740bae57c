package io.noclobber.config;

/** What happens when a row has changed and the application's own condition on it is false as well. */
public enum OwnCheck {
    /** The application gets the count of the real driver: it checks by itself. */
    DEFER,
    /** It is a conflict all the same. */
    CONFLICT
}
