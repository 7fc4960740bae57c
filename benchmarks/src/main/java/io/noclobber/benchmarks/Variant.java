package io.noclobber.benchmarks;

/** What stands between the application and the driver. */
public enum Variant {
    /** Nothing. */
    BARE("bare driver", ""),
    /** Us, with default options. */
    NOCLOBBER("noclobber", "noclobber:"),
    /** Us, comparing only what the statement writes. */
    CHANGED("noclobber, compare=changed", "noclobber[compare=changed]:"),
    /** Us, comparing a version column that the application does not select. */
    VERSION("noclobber, compare=version", "noclobber[compare=version;version=*.VERSION]:"),
    /** Us, comparing the database's own version of a row; what was read where it has none. */
    ROWVERSION("noclobber, compare=rowversion", "noclobber[compare=rowversion]:"),
    /** Us, in a conversation. */
    CONVERSATION("noclobber, in a conversation", "noclobber:"),
    /** The application compares by itself, as a careful developer would have written it. */
    HAND_WRITTEN("hand-written check", ""),
    /** Logs each statement, here to nowhere. */
    P6SPY("p6spy", "p6spy:");

    static {
        // read when p6spy is loaded, which is with the first connection of whichever variant
        System.setProperty("p6spy.config.appender", NullAppender.class.getName());
    }

    private final String label;
    private final String prefix;

    Variant(String label, String prefix) {
        this.label = label;
        this.prefix = prefix;
    }

    /** The real URL with this in between. */
    String url(String real) {
        return "jdbc:" + prefix + real.substring("jdbc:".length());
    }

    @Override
    public String toString() {
        return label;
    }
}
