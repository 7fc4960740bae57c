package io.noclobber.conformance.tool;

import io.noclobber.config.InvalidOptionException;
import io.noclobber.config.Option;
import io.noclobber.config.Settings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The options of noclobber that hold for each guarded connection, from wherever the driver takes them. Stateless. */
final class OptionsInForce {
    private static final Pattern OPTION = Pattern.compile(Arrays.stream(Option.values())
            .map(option -> Pattern.quote(option.key()))
            .collect(Collectors.joining("|", "(?:^|;)(", ")=")));

    private OptionsInForce() {}

    /**
     * What differs from the defaults, in the file and among the system properties of this JVM, and over that what was named for this run.
     *
     * @param named on the command line and in the URL
     */
    static Map<String, String> with(Map<String, String> named) throws CannotRunException {
        try {
            Map<String, String> all = split(Settings.resolve(null, null).describeNonDefaults());
            all.putAll(named);
            // one that is wrong is told before anything is tried
            Settings.of(all);
            return all;
        } catch (InvalidOptionException wrong) {
            throw new CannotRunException(wrong.getMessage(), wrong);
        }
    }

    /** A value may hold a semicolon, but none before the name of an option. */
    private static Map<String, String> split(String text) {
        Map<String, String> options = new LinkedHashMap<>();
        Matcher names = OPTION.matcher(text);
        String key = null;
        int begin = 0;
        while (names.find()) {
            if (key != null) {
                options.put(key, text.substring(begin, names.start()));
            }
            key = names.group(1);
            begin = names.end();
        }
        if (key != null) {
            options.put(key, text.substring(begin));
        }
        return options;
    }
}
