package com.example.difficult;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Another agent of the JVM, which loads a driver before the application does, and changes it again when it is loaded. */
public final class OtherAgent implements ClassFileTransformer {
    /** What the JVM calls, with {@code load=} or {@code again=} and the name of a class. */
    public static void premain(String argument, Instrumentation instrumentation)
            throws ClassNotFoundException, UnmodifiableClassException {
        String[] what = argument.split("=", 2);
        Class<?> driver = Class.forName(what[1], false, ClassLoader.getSystemClassLoader());
        if (what[0].equals("again")) {
            instrumentation.addTransformer(new OtherAgent(), true);
            instrumentation.retransformClasses(driver);
        }
    }

    /** The same class, but to the JVM it is a changed one; those that are being loaded stay as they are. */
    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
        return redefined == null ? null : file.clone();
    }

    /** Makes the jar of it. */
    public static void write(Path jar) throws IOException {
        String name = OtherAgent.class.getName();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", name);
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        String file = name.replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                InputStream input = OtherAgent.class.getClassLoader().getResourceAsStream(file)) {
            entries.putNextEntry(new ZipEntry(file));
            input.transferTo(entries);
            entries.closeEntry();
        }
    }
}
