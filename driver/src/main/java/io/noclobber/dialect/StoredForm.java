package io.noclobber.dialect;

/**
 * What a column holds, in the form in which it is captured, after an UPDATE has set it to a value. Only where
 * an engine is known to store that value and no other; immutable.
 */
@FunctionalInterface
public interface StoredForm {
    /** Stands for what only the database can tell. */
    Object UNKNOWN = new Object() {
        @Override
        public String toString() {
            return "unknown";
        }
    };

    /** Nothing is known of columns of the type. */
    StoredForm NONE = value -> UNKNOWN;

    /**
     * The captured form of {@code value}, or {@link #UNKNOWN}.
     *
     * @param value what the statement sets the column to, as the application gave it; never {@code null}
     */
    Object of(Object value);
}
