package io.noclobber.agent.install;

import io.noclobber.agent.report.Report;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Classes that were loaded before the agent came. */
final class Loaded {
    private Loaded() {}

    /** Whether {@code type} is a {@code name}. */
    static boolean is(Class<?> type, String name) {
        return names(type).contains(name);
    }

    /** Those that are one of the types of {@code hooks}, and may be changed. */
    static List<Class<?>> wanted(Instrumentation instrumentation, List<Hook> hooks, Report report) {
        Set<String> types = hooks.stream().map(Hook::type).collect(Collectors.toSet());
        List<Class<?>> wanted = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getClassLoader() != null && !type.isInterface() && !type.isArray()) {
                try {
                    if (names(type).stream().anyMatch(types::contains) && instrumentation.isModifiableClass(type)) {
                        wanted.add(type);
                    }
                } catch (RuntimeException | LinkageError failure) {
                    notHooked(type, failure, report);
                }
            }
        }
        return wanted;
    }

    /** Lets the agent see these. */
    static void retransform(Instrumentation instrumentation, List<Class<?>> types, Report report) {
        for (Class<?> type : types) {
            try {
                instrumentation.retransformClasses(type);
            } catch (UnmodifiableClassException | RuntimeException | LinkageError failure) {
                notHooked(type, failure, report);
            }
        }
    }

    private static void notHooked(Class<?> type, Throwable failure, Report report) {
        report.notHooked(type.getName(), Objects.requireNonNull(type.getClassLoader()), failure, false);
    }

    /** The names of a class and of all its super types. */
    private static Set<String> names(Class<?> type) {
        Set<String> names = new HashSet<>();
        add(type, names);
        return names;
    }

    private static void add(@Nullable Class<?> type, Set<String> names) {
        if (type != null && names.add(type.getName())) {
            add(type.getSuperclass(), names);
            for (Class<?> parent : type.getInterfaces()) {
                add(parent, names);
            }
        }
    }
}
