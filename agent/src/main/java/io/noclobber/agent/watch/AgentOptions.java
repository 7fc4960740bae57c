package io.noclobber.agent.watch;

import io.noclobber.config.AgentArguments;
import io.noclobber.config.HttpConversation;
import io.noclobber.config.InvalidOptionException;
import io.noclobber.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The options of the agent and of the connections that it sees. Immutable. */
public final class AgentOptions {
    private static final String FAIL_CLOSED = "noclobber.failClosed";

    private final @Nullable AgentArguments arguments;
    private final @Nullable InvalidOptionException invalid;
    private final @Nullable Settings begun;
    private final boolean failClosed;

    /**
     * As the agent was started.
     *
     * @param text the arguments as they were given
     */
    public AgentOptions(@Nullable String text) {
        AgentArguments parsed = null;
        Settings settings = null;
        InvalidOptionException refusal = null;
        try {
            parsed = AgentArguments.parse(text);
            settings = Settings.resolveForAgent(null, parsed);
        } catch (InvalidOptionException wrong) {
            refusal = wrong;
        }
        this.arguments = parsed;
        this.begun = settings;
        this.invalid = refusal;
        this.failClosed = settings == null ? asksToFailClosed(text) : settings.failClosed();
    }

    /** What is wrong with the options, or {@code null}. */
    public @Nullable InvalidOptionException invalid() {
        return invalid;
    }

    /** Those that the agent itself was started with, {@code null} where they are invalid. */
    public @Nullable Settings begun() {
        return begun;
    }

    /** Those of the agent that are not as by default, for people. */
    public String describe() {
        if (begun == null) {
            return "options invalid";
        }
        List<String> described = new ArrayList<>();
        String ofConnections = begun.describeNonDefaults();
        if (!ofConnections.isEmpty()) {
            described.add(ofConnections);
        }
        if (begun.failClosed()) {
            described.add("failClosed=true");
        }
        if (begun.report() != null) {
            described.add("report=" + begun.report());
        }
        if (begun.http().by() != HttpConversation.By.SESSION) {
            described.add("http=" + spell(begun.http()));
        }
        return described.isEmpty() ? "options as by default" : "options " + String.join(";", described);
    }

    private static String spell(HttpConversation http) {
        String by = http.by().name().toLowerCase(Locale.ROOT);
        return http.name().isEmpty() ? by : by + ":" + http.name();
    }

    /** Whether unguarded connections are refused, whatever they are opened with. */
    public boolean failsClosed() {
        return failClosed;
    }

    /**
     * Whether an unguarded connection is refused, as far as that can be told of options that are invalid. Among the properties of
     * a connection this option has no place, and makes them invalid; but who asks for it there wants no unguarded connection.
     *
     * @param properties what the connection is opened with, or {@code null}
     */
    boolean failClosed(@Nullable Properties properties) {
        return failClosed || properties != null && "true".equals(properties.getProperty(FAIL_CLOSED));
    }

    private static boolean asksToFailClosed(@Nullable String text) {
        String given = text == null ? "" : text.replaceAll("\\s", "");
        return given.matches("(?s)(.*[;,])?failClosed=true([;,].*)?") || Boolean.getBoolean(FAIL_CLOSED);
    }

    /**
     * The options of a connection.
     *
     * @param properties what it was opened with, or {@code null}
     */
    Settings resolve(@Nullable Properties properties) {
        if (arguments == null) {
            throw invalid == null ? new IllegalStateException("no arguments") : invalid;
        }
        return Settings.resolveForAgent(properties, arguments);
    }
}
