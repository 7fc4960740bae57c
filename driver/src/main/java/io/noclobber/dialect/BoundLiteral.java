package io.noclobber.dialect;

import java.util.Objects;

/**
 * A literal of an application's text as a parameter that does exactly the same in its place. Immutable.
 *
 * @param binding how the parameter is set
 * @param value what it is set to
 */
public record BoundLiteral(Binding binding, Object value) {
    public BoundLiteral {
        Objects.requireNonNull(binding, "binding");
        Objects.requireNonNull(value, "value");
    }
}
