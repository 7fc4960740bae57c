package io.noclobber.internal.proxy;

/**
 * Makes wrappers for the delegates of one class. Implemented by generated classes.
 *
 * @param <D> the interface of the delegates
 * @param <C> what else the constructor of the base takes
 * @param <W> the base of the wrappers
 */
public interface ProxyFactory<D, C, W> {
    W create(D delegate, C context);
}
