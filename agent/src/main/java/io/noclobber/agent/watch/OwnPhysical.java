package io.noclobber.agent.watch;

/**
 * Pools that make physical connections of their own out of those of a driver, and cast them back: there the connection of the driver is
 * guarded, and theirs is left alone.
 */
final class OwnPhysical {
    private static final String C3P0 = "com.mchange.v2.c3p0.";

    private OwnPhysical() {}

    /** Whether {@code source} is of such a pool. */
    static boolean isOf(Class<?> source) {
        return source.getName().startsWith(C3P0);
    }
}
