package io.noclobber.conformance.database;

/** There is no such database on this machine, which is no fault of the machine's owner or of the tests. */
public final class EngineUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what has to be done to have it, or why it cannot be had, in a few words. */
    EngineUnavailableException(String reason) {
        super(reason);
    }
}
