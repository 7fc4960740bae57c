package io.noclobber.config;

/** Whether writes are guarded at all. */
public enum Mode {
    /** A write that would overwrite somebody else's change is refused. */
    ENFORCE,
    /** Everything is passed to the real driver as it is. */
    OFF
}
