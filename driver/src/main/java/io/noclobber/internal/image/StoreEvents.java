package io.noclobber.internal.image;

import java.util.function.Supplier;

/** Is told that a store of conversations has failed. */
@FunctionalInterface
public interface StoreEvents {
    /** The store could not do {@code what}: of these rows nothing is known. */
    void failed(String what, Throwable failure);

    /**
     * Asks a store for something. Stores are classes of others, with clients of caches behind them: whatever they throw costs
     * no application its statement, which the database may have run by then. Not so where the JVM itself is at its end.
     *
     * @param otherwise what counts where the store fails
     */
    static <T> T asked(StoreEvents failures, String what, Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (Throwable failure) {
            if (failure instanceof VirtualMachineError end && !(failure instanceof StackOverflowError)) {
                throw end;
            }
            failures.failed(what, failure);
            return otherwise;
        }
    }
}
