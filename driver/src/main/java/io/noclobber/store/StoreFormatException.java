package io.noclobber.store;

/** Bytes that are not what a store was given, or a value that has no form in bytes. */
public final class StoreFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreFormatException(String message) {
        super(message);
    }

    StoreFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
