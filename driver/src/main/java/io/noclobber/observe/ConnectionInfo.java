package io.noclobber.observe;

import java.util.Objects;

/**
 * What is worth knowing of a connection that was opened. Holds neither URL nor user. Immutable.
 *
 * @param engine the database, its version and its driver as they name themselves
 * @param scope how long it is remembered what was read
 * @param options the options that differ from their default, secrets masked; empty when none does
 */
public record ConnectionInfo(String engine, String scope, String options) {
    public ConnectionInfo {
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(options, "options");
    }
}
