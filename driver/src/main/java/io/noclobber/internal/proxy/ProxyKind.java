package io.noclobber.internal.proxy;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One kind of wrapper: a base, and the classes generated from it so far. Thread-safe.
 *
 * <p>Neither a driver's class loader nor our own is held: delegate classes are weak keys, and factories
 * are held weakly. A factory lives as long as its class: in our own loader as long as we do, in a loader
 * of its own as long as there is a wrapper of it.
 *
 * <p>The base has a constructor {@code (delegateType, contextType)} and a field {@code delegate}. It may
 * have methods {@code T adopt(T)}: what a forwarded method gives back as exactly {@code T} goes through it. It
 * may have a method {@code void failed(SQLException)}, which hears what forwarded methods throw.
 */
public final class ProxyKind<D, C, W> {
    private final Class<? extends W> base;
    private final Class<D> delegateType;
    private final Class<C> contextType;
    private final Predicate<Method> announced;
    private final Predicate<Method> placed;
    private final Predicate<Method> told;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Class<?>, Reference<ProxyFactory<D, C, W>>> known = new WeakHashMap<>();

    public ProxyKind(Class<? extends W> base, Class<D> delegateType, Class<C> contextType) {
        this(base, delegateType, contextType, method -> false);
    }

    /**
     * @param announced the forwarded methods before which {@code void announce()} of the base is called
     */
    public ProxyKind(
            Class<? extends W> base, Class<D> delegateType, Class<C> contextType, Predicate<Method> announced) {
        this(base, delegateType, contextType, announced, method -> false);
    }

    /**
     * @param announced the forwarded methods before which {@code void announce()} of the base is called
     * @param placed the forwarded methods whose first argument, the number or the label of a column, goes through
     *     {@code int place(int)} or {@code String place(String)} of the base
     */
    public ProxyKind(
            Class<? extends W> base,
            Class<D> delegateType,
            Class<C> contextType,
            Predicate<Method> announced,
            Predicate<Method> placed) {
        this(base, delegateType, contextType, announced, placed, method -> false);
    }

    /**
     * @param announced the forwarded methods before which {@code void announce()} of the base is called
     * @param placed the forwarded methods whose first argument, the number or the label of a column, goes through
     *     {@code int place(int)} or {@code String place(String)} of the base
     * @param told the forwarded methods before which {@code void changing(int, Object)} or
     *     {@code void changing(String, Object)} of the base is given the first argument, which is such a column, and the
     *     second, {@code null} where there is none; where they are placed as well, the first goes through
     *     {@code int target(int)} or {@code String target(String)} instead
     */
    public ProxyKind(
            Class<? extends W> base,
            Class<D> delegateType,
            Class<C> contextType,
            Predicate<Method> announced,
            Predicate<Method> placed,
            Predicate<Method> told) {
        this.base = base;
        this.delegateType = delegateType;
        this.contextType = contextType;
        this.announced = announced;
        this.placed = placed;
        this.told = told;
    }

    /** The factory for delegates of exactly {@code type}. */
    public ProxyFactory<D, C, W> factory(Class<?> type) {
        ProxyFactory<D, C, W> factory = find(type);
        return factory == null ? remember(type, generate(type)) : factory;
    }

    private @Nullable ProxyFactory<D, C, W> find(Class<?> type) {
        lock.lock();
        try {
            Reference<ProxyFactory<D, C, W>> reference = known.get(type);
            return reference == null ? null : reference.get();
        } finally {
            lock.unlock();
        }
    }

    private ProxyFactory<D, C, W> remember(Class<?> type, ProxyFactory<D, C, W> made) {
        lock.lock();
        try {
            Reference<ProxyFactory<D, C, W>> earlier = known.get(type);
            ProxyFactory<D, C, W> factory = earlier == null ? null : earlier.get();
            if (factory != null) {
                return factory;
            }
            known.put(type, new WeakReference<>(made));
            return made;
        } finally {
            lock.unlock();
        }
    }

    /** Outside the lock, because it loads classes of the driver. */
    @SuppressWarnings("unchecked")
    private ProxyFactory<D, C, W> generate(Class<?> type) {
        Definer definer = Definer.of(base, type, delegateType, contextType, ProxyFactory.class);
        ProxyWriter writer = new ProxyWriter(base, delegateType, contextType, announced, placed, told);
        String name = Definer.name(base, type);
        try {
            return (ProxyFactory<D, C, W>) define(definer, writer, name, definer.exposable(delegateType, type));
        } catch (LinkageError unlinkable) {
            // One of the driver's own interfaces cannot be implemented here: the standard ones always can.
            return (ProxyFactory<D, C, W>) define(definer, writer, name + "Plain", List.of(delegateType));
        }
    }

    private static ProxyFactory<?, ?, ?> define(
            Definer definer, ProxyWriter writer, String name, List<Class<?>> interfaces) {
        definer.define(writer.wrapper(name, interfaces));
        Class<?> factory = definer.define(writer.factory(name));
        try {
            return (ProxyFactory<?, ?, ?>) factory.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the generated " + factory.getName() + " cannot be made", e);
        }
    }
}
