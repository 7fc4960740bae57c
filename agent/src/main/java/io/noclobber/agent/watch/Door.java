package io.noclobber.agent.watch;

/** The kinds of calls by which connections come. */
enum Door {
    CONNECT,
    SOURCE,
    XA,
    POOLED;

    /** The kind of a hook. */
    static Door of(String hook) {
        return switch (hook) {
            case "CONNECT" -> CONNECT;
            case "SOURCE", "SOURCE_AS" -> SOURCE;
            case "XA", "XA_AS" -> XA;
            case "POOLED", "POOLED_AS" -> POOLED;
            default -> throw new IllegalArgumentException("no hook has the name " + hook);
        };
    }

    /** Whether it gives physical connections, whose handles are guarded one by one. */
    boolean givesPhysical() {
        return this == XA || this == POOLED;
    }
}
