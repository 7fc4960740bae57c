package io.noclobber.agent;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of the agent in a JVM that it was attached to. It is left among the agent properties of that JVM, where whoever has
 * attached it can read it, and the application cannot: to throw it would have the JVM print its frames on the error output of the
 * application, and give the other process no more than a number. Immutable.
 *
 * @param kind whether the JVM is guarded now
 * @param reason why not, else empty
 */
record AttachOutcome(Kind kind, String reason) {
    private static final String PROPERTY = "io.noclobber.agent.outcome";
    private static final String SEPARATOR = " ";

    enum Kind {
        GUARDED,
        GUARDED_ALREADY,
        NOT_GUARDED
    }

    static AttachOutcome guarded() {
        return new AttachOutcome(Kind.GUARDED, "");
    }

    static AttachOutcome guardedAlready() {
        return new AttachOutcome(Kind.GUARDED_ALREADY, "");
    }

    static AttachOutcome notGuarded(String reason) {
        return new AttachOutcome(Kind.NOT_GUARDED, reason);
    }

    /** The one that was left last, or {@code null}. */
    static @Nullable AttachOutcome find(Properties agentProperties) {
        String text = agentProperties.getProperty(PROPERTY);
        if (text == null) {
            return null;
        }
        String[] parts = text.split(SEPARATOR, 2);
        return new AttachOutcome(Kind.valueOf(parts[0]), parts[1]);
    }

    /** Leaves it in this JVM. */
    void leave(Instrumentation instrumentation) {
        try {
            Class<?> support = Class.forName("jdk.internal.vm.VMSupport");
            instrumentation.redefineModule(
                    support.getModule(),
                    Set.of(),
                    Map.of(support.getPackageName(), Set.of(AttachOutcome.class.getModule())),
                    Map.of(),
                    Set.of(),
                    Map.of());
            Properties properties =
                    (Properties) support.getMethod("getAgentProperties").invoke(null);
            properties.setProperty(PROPERTY, kind + SEPARATOR + reason);
        } catch (ReflectiveOperationException | RuntimeException otherJdk) {
            // the command then says that it does not know; here all was said already
            System.err.println(
                    "noclobber agent: cannot tell the process that has attached it what became of it: " + otherJdk);
        }
    }
}
