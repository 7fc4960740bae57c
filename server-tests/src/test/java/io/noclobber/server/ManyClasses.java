package io.noclobber.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;

/** A jar of many beans, each with properties of many types, as large applications have them. */
final class ManyClasses {
    private static final Class<?>[] TYPES = {
        String.class, int.class, long.class, java.util.Date.class, java.math.BigDecimal.class, java.util.List.class
    };
    private static final int PROPERTIES = 15;

    private ManyClasses() {}

    static void write(Path jar, int count) throws IOException {
        StringBuilder names = new StringBuilder();
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (int i = 0; i < count; i++) {
                String name = "com.example.many.part" + i / 100 + ".Bean" + i;
                put(entries, name.replace('.', '/') + ".class", bean(name, i));
                names.append(name).append('\n');
            }
            put(entries, "names.txt", names.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] bean(String name, int number) {
        DynamicType.Builder<?> bean = new ByteBuddy().subclass(Object.class).name(name);
        for (int i = 0; i < PROPERTIES; i++) {
            bean = bean.defineProperty("value" + number + "of" + i, TYPES[i % TYPES.length]);
        }
        try (DynamicType.Unloaded<?> made =
                bean.defineField("touched", boolean.class, Visibility.PRIVATE).make()) {
            return made.getBytes();
        }
    }

    private static void put(JarOutputStream entries, String name, byte[] bytes) throws IOException {
        entries.putNextEntry(new ZipEntry(name));
        entries.write(bytes);
        entries.closeEntry();
    }
}
