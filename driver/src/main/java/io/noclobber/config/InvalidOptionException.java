package io.noclobber.config;

import org.jspecify.annotations.Nullable;

/**
 * Signals that options were given that noclobber cannot follow. The message says what was given, which
 * rule it breaks and what would be right; it never holds what may be a secret.
 */
public final class InvalidOptionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String key;
    private final @Nullable String value;
    private final String rule;
    private final @Nullable String nearest;

    InvalidOptionException(
            String message,
            @Nullable String key,
            @Nullable String value,
            String rule,
            @Nullable String nearest,
            @Nullable Throwable cause) {
        super(message, cause);
        this.key = key;
        this.value = value;
        this.rule = rule;
        this.nearest = nearest;
    }

    /** The name of the option as it was given, or {@code null} when the form of the URL or of a file is wrong. */
    public @Nullable String key() {
        return key;
    }

    /** The value as it was given, {@code ***} when it may be a secret, or {@code null} where there is none. */
    public @Nullable String value() {
        return value;
    }

    /** The rule that is broken, as words that complete "it must be …". */
    public String rule() {
        return rule;
    }

    /** The known name, or the allowed value, that is nearest to what was given, or {@code null}. */
    public @Nullable String nearest() {
        return nearest;
    }
}
