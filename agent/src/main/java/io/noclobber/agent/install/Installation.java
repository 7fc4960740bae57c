package io.noclobber.agent.install;

import io.noclobber.agent.bridge.NoclobberGate;
import io.noclobber.agent.http.RequestCounts;
import io.noclobber.agent.http.RequestWatch;
import io.noclobber.agent.log.ErrorOutput;
import io.noclobber.agent.report.Report;
import io.noclobber.agent.watch.AgentOptions;
import io.noclobber.agent.watch.ConnectionWatch;
import io.noclobber.agent.watch.Guardian;
import io.noclobber.config.HttpConversation;
import io.noclobber.config.InvalidOptionException;
import io.noclobber.config.Settings;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the agent comes into the JVM. */
public final class Installation {
    private Installation() {}

    /**
     * Begins. In an application that runs already it does so with valid options only: whoever attaches the agent is told, and tries
     * again. An application that starts is told which of its connections are not guarded, and may be refused them.
     *
     * @param arguments of the agent
     * @param attached whether the application runs already
     * @return why nothing is guarded, {@code null} where the agent guards
     */
    public static @Nullable String begin(
            @Nullable String arguments, Instrumentation instrumentation, boolean attached) {
        // read when ByteBuddy's first class is loaded: without it newer JDKs warn of what it does
        if (System.getProperty("net.bytebuddy.safe") == null) {
            System.setProperty("net.bytebuddy.safe", "true");
        }
        AgentOptions options = new AgentOptions(arguments);
        InvalidOptionException invalid = options.invalid();
        String reason = invalid == null ? null : String.valueOf(invalid.getMessage());
        if (reason == null || !attached) {
            install(options, instrumentation, attached);
        }
        if (reason != null) {
            ErrorOutput.say("ERROR", "guards nothing, because of its options. " + reason, null);
        }
        return reason;
    }

    private static void install(AgentOptions options, Instrumentation instrumentation, boolean attached) {
        Settings begun = options.begun();
        String heading = heading(options, attached);
        Report report = new Report(heading, file(begun));
        Watches watches = new Watches(new ConnectionWatch(new Guardian(options, report)), requests(begun, report));
        List<Hook> hooks = watches.hooks();
        Registration registration = new Registration(instrumentation);
        try {
            registration.begin(hooks, report, options.failsClosed());
            if (begun != null) {
                ErrorOutput.say("INFO", heading, null);
            }
            report.write();
            if (begun != null && begun.report() != null) {
                // by then its numbers are the last ones
                Runtime.getRuntime().addShutdownHook(new Thread(null, report::write, "noclobber-report-end", 0, false));
            }
            // last: until then the code in the classes of drivers does nothing
            if (!NoclobberGate.open(watches::enter, watches::leave)) {
                throw new IllegalStateException("another agent of noclobber guards this JVM");
            }
        } catch (RuntimeException | Error failure) {
            registration.end();
            throw failure;
        }
    }

    private static @Nullable RequestWatch requests(@Nullable Settings settings, Report report) {
        HttpConversation how = settings == null ? null : settings.http();
        if (how == null || how.by() == HttpConversation.By.OFF) {
            return null;
        }
        RequestCounts counts = new RequestCounts();
        report.add("Requests:", counts::lines);
        return new RequestWatch(how, counts);
    }

    private static String heading(AgentOptions options, boolean attached) {
        String version = Installation.class.getPackage().getImplementationVersion();
        return "noclobber " + (version == null ? "" : version + " ") + (attached ? "attached" : "started") + " at "
                + Instant.now() + ", " + options.describe();
    }

    private static @Nullable Path file(@Nullable Settings settings) {
        String name = settings == null ? null : settings.report();
        return name == null ? null : Path.of(name).toAbsolutePath();
    }
}
