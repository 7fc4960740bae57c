package io.noclobber.internal.proxy;

import org.jspecify.annotations.Nullable;

/**
 * Makes wrappers of one kind and remembers the factory of the last delegate class, so that the usual
 * case costs one comparison. Holds the driver's class as long as it lives itself. Thread-safe.
 */
public final class ProxyMaker<D, C, W> {
    private record Slot<D, C, W>(Class<?> type, ProxyFactory<D, C, W> factory) {}

    private final ProxyKind<D, C, W> kind;

    /** Written without a lock: a slot is immutable, and a lost one is only looked up again. */
    private @Nullable Slot<D, C, W> last;

    public ProxyMaker(ProxyKind<D, C, W> kind) {
        this.kind = kind;
    }

    /** A new wrapper of {@code delegate}. */
    public W make(D delegate, C context) {
        Class<?> type = delegate.getClass();
        Slot<D, C, W> slot = last;
        if (slot == null || slot.type != type) {
            slot = new Slot<>(type, kind.factory(type));
            last = slot;
        }
        return slot.factory.create(delegate, context);
    }
}
