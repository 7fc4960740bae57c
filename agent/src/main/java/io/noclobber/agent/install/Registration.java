package io.noclobber.agent.install;

import io.noclobber.agent.report.Report;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/**
 * How the JVM comes to show the agent its classes. One that has to be able to change loaded classes costs twice as much for each class
 * that is loaded, on a JDK before 20: the JVM copies the class for an agent's transformers of either kind, and calls it, also where it
 * has none of the one kind. An agent that is there from the start rarely meets a class that was loaded before it, so it is one that
 * cannot, until it has to. Of one agent.
 */
final class Registration {
    private final Instrumentation instrumentation;
    private final List<Transformer> registered = new ArrayList<>();

    Registration(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** From here on classes have the code of {@code hooks}, those that are loaded already as well. */
    void begin(List<Hook> hooks, Report report, boolean failClosed) {
        Transformer loading = new Transformer(hooks, report, failClosed);
        register(loading, false);
        // looked for now, when none that comes later can be missed
        List<Class<?>> loaded = Loaded.wanted(instrumentation, hooks, report);
        if (!loaded.isEmpty()) {
            // stays: without it they would lose the code as soon as another agent changes them
            register(new Transformer(hooks, report, failClosed), true);
            instrumentation.removeTransformer(loading);
            Loaded.retransform(instrumentation, loaded, report);
        }
    }

    private void register(Transformer transformer, boolean ofLoaded) {
        instrumentation.addTransformer(transformer, ofLoaded);
        registered.add(transformer);
    }

    /** Shows the agent no class any more. */
    void end() {
        registered.forEach(instrumentation::removeTransformer);
    }
}
