package io.noclobber.config;

/** What happens when the application deletes a row that somebody else has already deleted. */
public enum DeleteDeleted {
    /** It is a conflict. */
    CONFLICT,
    /** The application gets the count of the real driver: zero. */
    IGNORE
}
