package io.noclobber.internal.image;

/** Is told that a store of conversations has failed. */
@FunctionalInterface
public interface StoreEvents {
    /** The store could not do {@code what}: of these rows nothing is known. */
    void failed(String what, RuntimeException failure);
}
