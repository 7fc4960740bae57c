package io.noclobber.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Loads what lies in the agent's jar where nobody else finds it. Sees the JDK and nothing of the application. Thread-safe. */
final class AgentLoader extends ClassLoader {
    private static final String INSIDE = "inside/";
    private static final String CLASS = ".class";

    static {
        registerAsParallelCapable();
    }

    private final JarFile jar;
    private final String url;
    private final @Nullable String version;

    AgentLoader(Path file) throws IOException {
        super("noclobber-agent", getPlatformClassLoader());
        this.jar = new JarFile(file.toFile(), false);
        this.url = "jar:" + file.toUri() + "!/";
        Manifest manifest = jar.getManifest();
        this.version =
                manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    }

    /** The bytes of a class of this loader. */
    byte[] bytes(String className) throws ClassNotFoundException {
        byte[] bytes = read(className.replace('.', '/') + CLASS);
        if (bytes == null) {
            throw new ClassNotFoundException(className);
        }
        return bytes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = bytes(name);
        String packageName = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        if (getDefinedPackage(packageName) == null) {
            definePackage(packageName);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private void definePackage(String name) {
        try {
            definePackage(name, null, null, null, "noclobber agent", version, null, null);
        } catch (IllegalArgumentException definedMeanwhile) {
            if (getDefinedPackage(name) == null) {
                throw definedMeanwhile;
            }
        }
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        InputStream parent = getParent().getResourceAsStream(name);
        byte[] bytes = parent == null ? read(name) : null;
        return bytes == null ? parent : new ByteArrayInputStream(bytes);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        JarEntry entry = entry(name);
        try {
            return entry == null ? null : new URL(url + entry.getName());
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return Collections.enumeration(found == null ? List.of() : List.of(found));
    }

    private byte @Nullable [] read(String name) {
        JarEntry entry = entry(name);
        if (entry == null) {
            return null;
        }
        try (InputStream input = jar.getInputStream(entry)) {
            return input.readAllBytes();
        } catch (IOException unreadable) {
            throw new IllegalStateException("the agent's jar cannot be read: " + jar.getName(), unreadable);
        }
    }

    private @Nullable JarEntry entry(String name) {
        return jar.getJarEntry(INSIDE + (name.endsWith(CLASS) ? name + "data" : name));
    }
}
