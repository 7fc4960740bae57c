package io.noclobber.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent was started with: {@code key=value;key=value}, or with commas where a name and {@code =} follow, because
 * shells take the semicolon for their own. Immutable.
 */
public final class AgentArguments {
    private static final OptionText TEXT = new OptionText("in the arguments", Refusals::arguments);
    private static final String SEPARATOR = ";|,(?=\\s*[A-Za-z]+\\s*=)";

    private final Layer layer;

    private AgentArguments(Layer layer) {
        this.layer = layer;
    }

    /**
     * Takes them apart.
     *
     * @throws InvalidOptionException when they are malformed, or an option is unknown or invalid
     */
    public static AgentArguments parse(@Nullable String text) {
        return text == null || text.isBlank()
                ? none()
                : new AgentArguments(new Layer("the arguments of the agent", TEXT.parse(text.split(SEPARATOR, -1))));
    }

    /** None at all. */
    public static AgentArguments none() {
        return new AgentArguments(new Layer("the arguments of the agent", List.of()));
    }

    Layer layer() {
        return layer;
    }
}
