package io.noclobber.agent.install;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names in a class file: of the class, its super types and its methods. Read without loading anything. Immutable. */
final class ClassOutline {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int ABSTRACT_STATIC_OR_NATIVE = 0x0400 | 0x0008 | 0x0100;

    /** The tag of a constant that is a text. */
    static final int TEXT = 1;

    /** The size of constants that count as two. */
    static final int WIDE = 9;

    /** By their tags, which count; those of texts without their characters; JVMS 4.4. */
    private static final byte[] SIZES = {0, 3, 0, 5, 5, WIDE, WIDE, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3};

    private record Method(int access, String name, String descriptor) {}

    private final @Nullable String superType;
    private final List<String> interfaces;
    private final List<Method> methods;

    private ClassOutline(@Nullable String superType, List<String> interfaces, List<Method> methods) {
        this.superType = superType;
        this.interfaces = interfaces;
        this.methods = methods;
    }

    /** Whether {@code file} may be read: the JVM itself says what is wrong with others. */
    static boolean isClass(byte[] file) {
        return file.length >= 10 && int4(file, 0) == MAGIC;
    }

    static ClassOutline read(byte[] file) {
        return new Reader(file).read();
    }

    /** The super class and the interfaces, with dots. */
    List<String> parents() {
        List<String> parents = new ArrayList<>(interfaces);
        if (superType != null) {
            parents.add(superType);
        }
        return parents;
    }

    boolean declares(String name, String descriptor) {
        return methods.stream()
                .anyMatch(method -> method.name.equals(name)
                        && method.descriptor.equals(descriptor)
                        && (method.access & ABSTRACT_STATIC_OR_NATIVE) == 0);
    }

    private static int int2(byte[] file, int at) {
        return (file[at] & 0xff) << 8 | file[at + 1] & 0xff;
    }

    private static int int4(byte[] file, int at) {
        return int2(file, at) << 16 | int2(file, at + 2);
    }

    /** The size of a constant, without the characters of a text. */
    static int size(int tag) {
        if (tag < 0 || tag >= SIZES.length || SIZES[tag] == 0) {
            throw new IllegalArgumentException("no constant of a class file has the tag " + tag);
        }
        return SIZES[tag];
    }

    /** Goes through a class file once. */
    private static final class Reader {
        private final byte[] file;
        private final int[] constants;
        private int at = 10;

        Reader(byte[] file) {
            this.file = file;
            this.constants = new int[int2(file, 8)];
            for (int i = 1; i < constants.length; i++) {
                constants[i] = at;
                int tag = file[at];
                int size = size(tag);
                at += tag == TEXT ? size + int2(file, at + 1) : size;
                if (size == WIDE) {
                    i++;
                }
            }
        }

        ClassOutline read() {
            at += 4;
            String superType = className(next());
            List<String> interfaces = new ArrayList<>();
            for (int left = next(); left > 0; left--) {
                String name = className(next());
                if (name != null) {
                    interfaces.add(name);
                }
            }
            members();
            return new ClassOutline(superType, interfaces, members());
        }

        private List<Method> members() {
            List<Method> found = new ArrayList<>();
            for (int left = next(); left > 0; left--) {
                found.add(new Method(next(), text(next()), text(next())));
                for (int attributes = next(); attributes > 0; attributes--) {
                    at += 2;
                    at += 4 + int4(file, at);
                }
            }
            return found;
        }

        private int next() {
            at += 2;
            return int2(file, at - 2);
        }

        private @Nullable String className(int constant) {
            return constant == 0
                    ? null
                    : text(int2(file, constants[constant] + 1)).replace('/', '.');
        }

        /** Names of classes and methods are nearly always ASCII; others are not among those that we look for. */
        private String text(int constant) {
            int start = constants[constant];
            return new String(file, start + 3, int2(file, start + 1), StandardCharsets.UTF_8);
        }
    }
}
