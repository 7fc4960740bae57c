package io.noclobber.conformance.tool;

/** Says why a command cannot do its work, and what to do about it. Ends the program with {@link Exit#CANNOT_RUN}. */
final class CannotRunException extends Exception {
    private static final long serialVersionUID = 1L;

    CannotRunException(String message) {
        super(message);
    }

    CannotRunException(String message, Throwable cause) {
        super(message, cause);
    }
}
