package io.noclobber.clients.pool;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads a pool from jars that the build has put aside, before any other version of it on the class path. */
final class PoolJars extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private PoolJars(URL[] jars) {
        super(jars, PoolJars.class.getClassLoader());
    }

    /** The loader of jars given as {@code artifact-version}; without any, that of the class path. */
    static ClassLoader loader(String... jars) {
        if (jars.length == 0) {
            return PoolJars.class.getClassLoader();
        }
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = url(Path.of(System.getProperty("test.pools", "target/pools"), jars[i] + ".jar"));
        }
        return new PoolJars(urls);
    }

    private static URL url(Path jar) {
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing; the build puts it there (process-test-resources)");
        }
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the pool may look for, and must not find in a newer version of itself. */
    private static boolean isOfPool(String name) {
        return name.startsWith("com.mchange.")
                || name.startsWith("com.zaxxer.")
                || name.startsWith("org.apache.commons.dbcp")
                || name.startsWith("org.apache.commons.pool")
                || name.startsWith("org.apache.tomcat.")
                || name.startsWith("org.apache.juli.")
                || name.startsWith("io.agroal.");
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            return isOfPool(name) ? findClass(name) : super.loadClass(name, resolve);
        }
    }
}
