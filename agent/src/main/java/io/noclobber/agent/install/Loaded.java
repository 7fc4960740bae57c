package io.noclobber.agent.install;

import io.noclobber.agent.report.Report;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.Arrays;
import java.util.Objects;

/** Classes that were loaded before the agent came. */
final class Loaded {
    private Loaded() {}

    /** Whether {@code type} is a {@code name}, which is a type of the JDK. */
    static boolean is(Class<?> type, String name) {
        try {
            return Class.forName(name, false, ClassLoader.getPlatformClassLoader())
                    .isAssignableFrom(type);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Lets the agent see those by which connections are opened. */
    static void retransform(Instrumentation instrumentation, Report report) {
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getClassLoader() != null
                    && !type.isInterface()
                    && !type.isArray()
                    && opensConnections(type)
                    && instrumentation.isModifiableClass(type)) {
                try {
                    instrumentation.retransformClasses(type);
                } catch (UnmodifiableClassException | RuntimeException | LinkageError failure) {
                    report.notHooked(type.getName(), Objects.requireNonNull(type.getClassLoader()), failure);
                }
            }
        }
    }

    private static boolean opensConnections(Class<?> type) {
        return Arrays.stream(Hook.values()).map(Hook::type).distinct().anyMatch(name -> is(type, name));
    }
}
