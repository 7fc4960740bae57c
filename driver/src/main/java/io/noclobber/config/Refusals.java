package io.noclobber.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The wording of everything that is refused about options: the one catalogue of these messages. */
final class Refusals {
    private static final List<String> SECRET_WORDS = List.of("pass", "pwd", "secret", "token", "credential", "auth");
    private static final String URL_FORM =
            "jdbc:noclobber:<rest of the real URL> or" + " jdbc:noclobber[key=value;key=value]:<rest of the real URL>";

    private Refusals() {}

    static InvalidOptionException unknown(String key, String value, String place, boolean ofConnection) {
        List<String> names = Arrays.stream(Option.values())
                .filter(option -> !ofConnection || !option.isForAgent())
                .map(Option::key)
                .toList();
        String nearest = Nearest.to(key, names);
        String shown = mask(key, value);
        return new InvalidOptionException(
                "Unknown noclobber option '" + key + "' with value '" + shown + "' in " + place + "."
                        + didYouMean(nearest) + " The options are: " + String.join(", ", names) + ".",
                key,
                shown,
                "one of " + String.join(", ", names),
                nearest,
                null);
    }

    static InvalidOptionException empty(Option option, String place) {
        return new InvalidOptionException(
                "The noclobber option '" + option.key() + "' in " + place + " has no value. It must be " + option.rule()
                        + ". Leave it out for " + leftOut(option) + ".",
                option.key(),
                "",
                option.rule(),
                null,
                null);
    }

    static InvalidOptionException invalid(Option option, String value, String place, String detail) {
        String shown = option.isSecret() ? "***" : value;
        String nearest = option.choices().isEmpty() ? null : Nearest.to(value, option.choices());
        return new InvalidOptionException(
                "The noclobber option '" + option.key() + "' in " + place + " cannot be '" + shown + "'"
                        + (detail.isEmpty() || option.isSecret() ? "" : ": " + detail) + ". It must be "
                        + option.rule() + "." + didYouMean(nearest),
                option.key(),
                shown,
                option.rule(),
                nearest,
                null);
    }

    static InvalidOptionException twice(String key, String first, String second, String place) {
        String shown = mask(key, second);
        return new InvalidOptionException(
                "The noclobber option '" + key + "' is given twice in " + place + ", as '" + mask(key, first)
                        + "' and as '" + shown + "'. Give it once.",
                key,
                shown,
                "given once",
                null,
                null);
    }

    static InvalidOptionException misplaced(Option option, String value, String place) {
        return new InvalidOptionException(
                "The noclobber option '" + option.key() + "' in " + place + " is one of the agent."
                        + " Give it as an argument of the agent, in noclobber.properties or as the system property "
                        + option.propertyName() + ".",
                option.key(),
                mask(option.key(), value),
                "given to the agent",
                null,
                null);
    }

    static InvalidOptionException arguments(String wrong, String wayOut) {
        String form = "key=value;key=value";
        return new InvalidOptionException(
                "The arguments of the noclobber agent are malformed. " + wrong + ". " + wayOut + ". The form is " + form
                        + ".",
                null,
                null,
                form,
                null,
                null);
    }

    static InvalidOptionException nested() {
        return url("It names noclobber twice", "Write jdbc:noclobber once, before the rest of the real URL");
    }

    static InvalidOptionException url(String wrong, String wayOut) {
        return new InvalidOptionException(
                "The noclobber URL is malformed. " + wrong + ". " + wayOut + ". The form is " + URL_FORM + ".",
                null,
                null,
                URL_FORM,
                null,
                null);
    }

    static InvalidOptionException file(String name, String wrong, String wayOut, @Nullable Throwable cause) {
        String rule = "a readable file of key=value lines in UTF-8";
        return new InvalidOptionException(
                "The noclobber options in " + name + " cannot be read: " + wrong + ". " + wayOut + ".",
                null,
                null,
                rule,
                null,
                cause);
    }

    /** What may be said of a value whose option is not known: nothing when its name smells of a secret. */
    static String mask(String key, String value) {
        return smellsOfSecret(key) ? "***" : value;
    }

    static boolean smellsOfSecret(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        return SECRET_WORDS.stream().anyMatch(name::contains)
                || Arrays.stream(Option.values())
                        .anyMatch(option -> option.isSecret() && option.key().equals(key));
    }

    private static String didYouMean(@Nullable String nearest) {
        return nearest == null ? "" : " Did you mean '" + nearest + "'?";
    }

    private static String leftOut(Option option) {
        String text = option.defaultText();
        return text == null ? "no value" : "the default '" + text + "'";
    }
}
