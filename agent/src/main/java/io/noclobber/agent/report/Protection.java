package io.noclobber.agent.report;

/** Whether connections are guarded. */
public enum Protection {
    /** By the agent. */
    GUARDED("guarded"),
    /** By a copy of noclobber that the application has itself. */
    GUARDED_BY_APPLICATION("guarded by the application's own noclobber"),
    /** Lent by a pool or another source, from connections that are guarded. */
    LENT("lent, guarded inside"),
    /** As the options have it. */
    OFF("left alone, as mode=off has it"),
    NOT("NOT guarded");

    private final String words;

    Protection(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
