package io.noclobber.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** Is shown every class, and does nothing: what the JVM takes for that, whatever an agent does with it. */
public final class IdleAgent implements ClassFileTransformer {
    /** What the JVM calls. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        instrumentation.addTransformer(new IdleAgent());
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] file) {
        return null;
    }

    static void write(Path jar) throws IOException {
        String name = IdleAgent.class.getName();
        String entry = name.replace('.', '/') + ".class";
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", name);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                InputStream file =
                        Objects.requireNonNull(IdleAgent.class.getClassLoader().getResourceAsStream(entry), entry)) {
            entries.putNextEntry(new ZipEntry(entry));
            file.transferTo(entries);
            entries.closeEntry();
        }
    }
}
