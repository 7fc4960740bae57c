package io.noclobber.internal.image;

/** Is told what a store drops. Called on the thread whose call made the store drop it, without its lock. */
@FunctionalInterface
public interface ImageEvents {
    /** {@code rows} images were dropped. */
    void dropped(int rows, DropReason why);
}
