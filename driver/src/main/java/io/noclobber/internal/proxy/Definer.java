package io.noclobber.internal.proxy;

import java.lang.invoke.MethodHandles;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.CommonDataSource;
import javax.sql.PooledConnection;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * Loads generated classes where both our bases and a driver's interfaces can be seen: beside us when
 * the driver's class is visible from here, else in a loader of their own that dies with them.
 */
final class Definer {
    private static final String PACKAGE = Definer.class.getPackageName();

    /** By which one comes at a connection, or at the end of its transaction. */
    private static final List<Class<?>> DOORS =
            List.of(CommonDataSource.class, PooledConnection.class, Connection.class, XAResource.class);

    private static final AtomicLong SERIAL = new AtomicLong();

    private final ClassLoader sight;
    private final @Nullable ProxyLoader own;

    private Definer(ClassLoader sight, @Nullable ProxyLoader own) {
        this.sight = sight;
        this.own = own;
    }

    /**
     * Where a wrapper of {@code delegate} is to be loaded.
     *
     * @param base what the wrapper extends
     * @param named the other types of ours that the generated classes name
     */
    static Definer of(Class<?> base, Class<?> delegate, Class<?>... named) {
        ClassLoader ours = base.getClassLoader();
        if (delegate.getClassLoader() == ours || sees(ours, delegate)) {
            return new Definer(ours, null);
        }
        ProxyLoader loader = new ProxyLoader(ours, delegate.getClassLoader());
        for (Class<?> c = base; c != null; c = c.getSuperclass()) {
            loader.own.put(c.getName(), c);
        }
        for (Class<?> type : named) {
            loader.own.put(type.getName(), type);
        }
        return new Definer(loader, loader);
    }

    /** A new class name that tells a reader of a stack trace what is wrapped. */
    static String name(Class<?> base, Class<?> delegate) {
        // Not its simple name: to find that, the JVM asks the class around it, which may not be there.
        String full = delegate.getName();
        String wrapped = full.substring(full.lastIndexOf('.') + 1).replaceAll("[^\\p{Alnum}]", "");
        return PACKAGE + '.' + base.getSimpleName() + '$' + wrapped + '$' + SERIAL.incrementAndGet();
    }

    Class<?> define(byte[] bytes) {
        if (own != null) {
            return own.define(bytes);
        }
        try {
            return MethodHandles.lookup().defineClass(bytes);
        } catch (IllegalAccessException e) {
            throw new LinkageError("a class of our own package cannot be defined", e);
        }
    }

    /** {@code type} and those public interfaces of {@code delegate} that a generated class can implement. */
    List<Class<?>> exposable(Class<?> type, Class<?> delegate) {
        Set<Class<?>> found = new LinkedHashSet<>();
        found.add(type);
        // not offered where the base does not guard them: drivers like to have one class for several
        List<Class<?>> doors =
                DOORS.stream().filter(door -> !door.isAssignableFrom(type)).toList();
        for (Class<?> c = delegate; c != null; c = c.getSuperclass()) {
            collect(c, found, doors);
        }
        return new ArrayList<>(found);
    }

    private void collect(Class<?> type, Set<Class<?>> found, List<Class<?>> doors) {
        for (Class<?> candidate : type.getInterfaces()) {
            boolean door = doors.stream().anyMatch(closed -> closed.isAssignableFrom(candidate));
            if (!door && !found.contains(candidate) && implementable(candidate)) {
                found.add(candidate);
            }
            collect(candidate, found, doors);
        }
    }

    @SuppressWarnings("ReturnValueIgnored") // asked only for whether all its methods can be linked
    private boolean implementable(Class<?> candidate) {
        if (!java.lang.reflect.Modifier.isPublic(candidate.getModifiers())
                || candidate.isSealed()
                || candidate.isHidden()
                || !candidate.getModule().isExported(candidate.getPackageName())
                || !sees(sight, candidate)) {
            return false;
        }
        try {
            candidate.getMethods();
            return true;
        } catch (LinkageError missingTypes) {
            // It names types that are not there. The driver lives with that, and so do we without it.
            return false;
        }
    }

    private static boolean sees(ClassLoader loader, Class<?> type) {
        try {
            return Class.forName(type.getName(), false, loader) == type;
        } catch (ClassNotFoundException | LinkageError invisible) {
            return false;
        }
    }

    /**
     * Sees the few types of ours that generated classes name, and what the driver sees. In this order,
     * because either side may have a copy of what belongs to the other.
     */
    private static final class ProxyLoader extends ClassLoader {
        final Map<String, Class<?>> own = new HashMap<>();
        private final @Nullable ClassLoader driver;

        ProxyLoader(ClassLoader ours, @Nullable ClassLoader driver) {
            super(ours);
            this.driver = driver;
        }

        Class<?> define(byte[] bytes) {
            return defineClass(null, bytes, 0, bytes.length);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> type = own.get(name);
            if (type == null) {
                type = findLoadedClass(name);
            }
            return type == null ? Class.forName(name, false, driver) : type;
        }
    }
}
