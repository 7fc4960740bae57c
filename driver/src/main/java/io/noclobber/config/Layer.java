package io.noclobber.config;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The options that were found in one place, each known, valid and given once. */
final class Layer {
    /** The system property that names the file of options; not an option itself. */
    static final String FILE_PROPERTY = "noclobber.config";

    /** What was given for an option, as text and as what it means. */
    record Given(String text, Object value) {}

    private final Map<Option, Given> options = new EnumMap<>(Option.class);

    /**
     * Checks what was found.
     *
     * @param place where, for the messages
     * @param found names without prefix and values, in the order in which they stand
     */
    Layer(String place, List<Map.Entry<String, String>> found) {
        this(place, found, false);
    }

    private Layer(String place, List<Map.Entry<String, String>> found, boolean ofConnection) {
        for (Map.Entry<String, String> entry : found) {
            Option option = Option.find(entry.getKey());
            if (option == null) {
                throw Refusals.unknown(entry.getKey(), entry.getValue(), place, ofConnection);
            }
            Given before = options.get(option);
            if (before != null) {
                throw Refusals.twice(option.key(), before.text, entry.getValue(), place);
            }
            if (ofConnection && option.isForAgent()) {
                throw Refusals.misplaced(option, entry.getValue(), place);
            }
            options.put(option, new Given(entry.getValue().strip(), option.parse(entry.getValue(), place)));
        }
    }

    void addTo(Map<Option, Given> resolved) {
        resolved.putAll(options);
    }

    /** The options among the properties of the JVM. */
    static Layer ofSystem(Properties properties) {
        List<Map.Entry<String, String>> found = prefixed(properties);
        found.removeIf(entry -> (Option.PREFIX + entry.getKey()).equals(FILE_PROPERTY));
        return new Layer("the system properties", found);
    }

    /** The options among the properties that a connection is opened with. */
    static Layer ofConnection(Properties properties) {
        return new Layer("the connection properties", prefixed(properties), true);
    }

    /** The options in the brackets of a URL. */
    static Layer ofUrl(List<Map.Entry<String, String>> found) {
        return new Layer("the URL", found, true);
    }

    private static List<Map.Entry<String, String>> prefixed(Properties properties) {
        List<Map.Entry<String, String>> found = new ArrayList<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(Option.PREFIX)) {
                found.add(entry(name, properties.getProperty(name)));
            }
        }
        // applications put numbers and flags into Properties, too
        properties.forEach((name, value) -> {
            if (name instanceof String text && text.startsWith(Option.PREFIX) && !(value instanceof String)) {
                found.add(entry(text, String.valueOf(value)));
            }
        });
        found.sort(Map.Entry.comparingByKey());
        return found;
    }

    private static Map.Entry<String, String> entry(String name, String value) {
        return new SimpleImmutableEntry<>(name.substring(Option.PREFIX.length()), value);
    }
}
