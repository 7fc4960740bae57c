package io.noclobber.agent.install;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All super types of one class, by the class files that its loader finds: nothing is loaded for the question. */
final class Ancestry {
    private final ClassLoader loader;
    private final Set<String> known = new HashSet<>();
    private final Deque<ClassOutline> open = new ArrayDeque<>();

    Ancestry(ClassOutline outline, ClassLoader loader) {
        this.loader = loader;
        open.add(outline);
    }

    /** Whether the class is a {@code type}, which is one of the JDK. */
    boolean is(String type) throws IOException {
        while (!known.contains(type)) {
            ClassOutline next = open.poll();
            if (next == null) {
                return false;
            }
            for (String parent : next.parents()) {
                if (known.add(parent)) {
                    ClassOutline outline = find(parent);
                    if (outline != null) {
                        open.add(outline);
                    }
                }
            }
        }
        return true;
    }

    private @Nullable ClassOutline find(String name) throws IOException {
        String file = name.replace('.', '/') + ".class";
        // of the JDK only these have super types that are asked for
        boolean ofJdk = name.startsWith("java.") || name.startsWith("javax.sql.");
        if (ofJdk && !name.startsWith("javax.sql.")) {
            return null;
        }
        try (InputStream input = ofJdk
                ? ClassLoader.getPlatformClassLoader().getResourceAsStream(file)
                : loader.getResourceAsStream(file)) {
            return input == null ? null : ClassOutline.read(input.readAllBytes());
        }
    }
}
