package io.noclobber.agent;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where the JVM starts the agent: {@code -javaagent:noclobber-agent.jar}, or attached by {@code java -jar noclobber-agent.jar}.
 * A failure leaves the application as it was, unless it is to run guarded or not at all.
 */
public final class NoclobberAgent {
    private static final String GATE = "io.noclobber.agent.bridge.NoclobberGate";
    private static final String INSTALLATION = "io.noclobber.agent.install.Installation";

    /** What became of the start that has brought the agent into this JVM. */
    private static volatile @Nullable AttachOutcome firstStart;

    private NoclobberAgent() {}

    /** Before the application starts. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            start(arguments, instrumentation, false);
        } catch (Exception | Error failure) {
            Throwable reason = said(failure);
            if (failsClosed(arguments)) {
                throw new IllegalStateException("failClosed=true, and the noclobber agent could not start", reason);
            }
        }
    }

    /** In an application that runs, and that goes on as it was where the agent cannot start, whatever its options ask for. */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        AttachOutcome outcome;
        try {
            outcome = start(arguments, instrumentation, true);
        } catch (Exception | Error failure) {
            outcome = AttachOutcome.notGuarded("The agent could not start: " + said(failure));
        }
        outcome.leave(instrumentation);
    }

    /** Lists the JVMs of this machine, or attaches the agent to one of them. */
    public static void main(String[] arguments) {
        System.exit(new AgentCommand(home(), System.out, System.err).run(arguments));
    }

    private static AttachOutcome start(@Nullable String arguments, Instrumentation instrumentation, boolean attached)
            throws ReflectiveOperationException, IOException {
        Class<?> gate = findGate();
        if (gate != null && isOpen(gate)) {
            System.err.println(
                    "noclobber agent: is in this JVM already; the arguments of this second start do not count");
            return ofSecondStart();
        }
        AgentLoader loader = new AgentLoader(home());
        if (gate == null) {
            defineGate(loader, instrumentation);
        }
        Object reason = Class.forName(INSTALLATION, true, loader)
                .getMethod("begin", String.class, Instrumentation.class, boolean.class)
                .invoke(null, arguments, instrumentation, attached);
        AttachOutcome outcome = reason == null ? AttachOutcome.guarded() : AttachOutcome.notGuarded((String) reason);
        firstStart = outcome;
        return outcome;
    }

    private static AttachOutcome ofSecondStart() {
        AttachOutcome first = firstStart;
        return first != null && first.kind() == AttachOutcome.Kind.NOT_GUARDED
                ? AttachOutcome.notGuarded("The agent is there since its start, with options that are invalid: "
                        + first.reason() + " Those of this attempt do not count; start that JVM again.")
                : AttachOutcome.guardedAlready();
    }

    /** Says on the error output why the agent could not start; there is no log yet, and may never be. */
    private static Throwable said(Throwable failure) {
        Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : null;
        Throwable reason = cause == null ? failure : cause;
        StringWriter text = new StringWriter();
        text.append("noclobber agent: does not guard this JVM, because it could not start: ");
        reason.printStackTrace(new PrintWriter(text, true));
        System.err.println(text.toString().stripTrailing());
        return reason;
    }

    /** The bridge of an agent that was started earlier, {@code null} where none was. */
    private static @Nullable Class<?> findGate() {
        try {
            return Class.forName(GATE, false, null);
        } catch (ClassNotFoundException notYet) {
            return null;
        }
    }

    private static boolean isOpen(Class<?> gate) throws ReflectiveOperationException {
        return (Boolean) gate.getMethod("isOpen").invoke(null);
    }

    /**
     * Puts the bridge into a package of the base module: every class loader sees it there, those of OSGi and JBoss Modules too, and
     * nothing needs to be appended to the boot class path, which would switch off class data sharing and warn of that.
     */
    private static void defineGate(AgentLoader loader, Instrumentation instrumentation)
            throws ReflectiveOperationException {
        Class<?> neighbour = BiFunction.class;
        instrumentation.redefineModule(
                neighbour.getModule(),
                Set.of(),
                Map.of(),
                Map.of(neighbour.getPackageName(), Set.of(NoclobberAgent.class.getModule())),
                Set.of(),
                Map.of());
        MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup()).defineClass(loader.bytes(GATE));
    }

    /** Asked without the classes that know options, which may be what failed. */
    private static boolean failsClosed(@Nullable String arguments) {
        String given = arguments == null ? "" : arguments.replaceAll("\\s", "");
        return given.matches("(.*[;,])?failClosed=true([;,].*)?") || Boolean.getBoolean("noclobber.failClosed");
    }

    private static Path home() {
        try {
            return Path.of(NoclobberAgent.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
