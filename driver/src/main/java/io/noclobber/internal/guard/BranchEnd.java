package io.noclobber.internal.guard;

/** How a branch of a distributed transaction ended. */
public enum BranchEnd {
    /** What it wrote is stored. */
    COMMITTED,
    /** What it wrote is undone. */
    ROLLED_BACK,
    /** A part of it is stored and a part undone, or nobody knows. */
    UNKNOWN
}
