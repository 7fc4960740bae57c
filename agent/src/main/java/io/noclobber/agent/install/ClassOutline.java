package io.noclobber.agent.install;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names in a class file: of the class, its super types and its methods. Read without loading anything. Immutable. */
final class ClassOutline {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int ABSTRACT_STATIC_OR_NATIVE = 0x0400 | 0x0008 | 0x0100;

    private record Method(int access, String name, String descriptor) {}

    private final @Nullable String superType;
    private final List<String> interfaces;
    private final List<Method> methods;

    private ClassOutline(@Nullable String superType, List<String> interfaces, List<Method> methods) {
        this.superType = superType;
        this.interfaces = interfaces;
        this.methods = methods;
    }

    /**
     * Whether one of {@code texts} is a constant of the class, which every descriptor of a method is that it declares or calls.
     * This is asked of every class that is loaded, so it makes no objects.
     */
    static boolean mentions(byte[] file, WantedConstants texts) {
        if (file.length < 10 || int4(file, 0) != MAGIC) {
            return false;
        }
        int count = int2(file, 8);
        int at = 10;
        for (int i = 1; i < count; i++) {
            if (file[at] == 1) {
                if (texts.have(file, at + 3, int2(file, at + 1))) {
                    return true;
                }
            } else if (isWide(file[at])) {
                i++;
            }
            at += size(file, at);
        }
        return false;
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

    private static boolean isWide(byte tag) {
        return tag == 5 || tag == 6;
    }

    /** The size of a constant, with its tag; JVMS 4.4. */
    private static int size(byte[] file, int at) {
        return switch (file[at]) {
            case 1 -> 3 + int2(file, at + 1);
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
            case 5, 6 -> 9;
            case 7, 8, 16, 19, 20 -> 3;
            case 15 -> 4;
            default -> throw new IllegalArgumentException("no constant of a class file has the tag " + file[at]);
        };
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
                if (isWide(file[at])) {
                    i++;
                    at += 9;
                } else {
                    at += size(file, at);
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
