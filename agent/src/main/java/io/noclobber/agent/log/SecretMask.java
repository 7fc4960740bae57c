package io.noclobber.agent.log;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes passwords out of what drivers say before anybody sees it: some repeat the URL in their exceptions, or a property. */
public final class SecretMask {
    private static final String MASK = "***";

    /** A shorter one would be found in any text. */
    private static final int SHORTEST = 4;

    private static final List<String> WORDS = List.of("pass", "pwd", "secret", "token", "credential", "key");
    private static final String VALUE = "(?:\"[^\"]*\"|'[^']*'|[^&;,)\\s]+)";
    private static final Pattern PARAMETER = Pattern.compile(
            "(?i)([\\w.]*(?:passw|passphrase|pwd|secret|token|credential|crypt_?key)[\\w.]*\\s*=\\s*)" + VALUE);

    /** Not so of tokens, which parsers find unexpected. */
    private static final Pattern SENTENCE = Pattern.compile("(?i)((?:password|passphrase|pwd):\\s*)" + VALUE);

    private static final Pattern AUTHORITY = Pattern.compile("(//[^/:@\\s]*:)[^/@\\s]+(@)");
    private static final Pattern ORACLE = Pattern.compile("(jdbc:oracle:\\w+:[^/:@\\s]+/)[^@\\s]+(@)");

    private SecretMask() {}

    /** The text without what looks like a password in it. */
    public static String hide(String text) {
        String masked = PARAMETER.matcher(text).replaceAll("$1" + MASK);
        masked = SENTENCE.matcher(masked).replaceAll("$1" + MASK);
        masked = AUTHORITY.matcher(masked).replaceAll("$1" + MASK + "$2");
        return ORACLE.matcher(masked).replaceAll("$1" + MASK + "$2");
    }

    /** The text without these secrets either. */
    public static String hide(String text, Collection<String> secrets) {
        String masked = text;
        for (String secret : secrets) {
            masked = secret.length() < SHORTEST ? masked : masked.replace(secret, MASK);
        }
        return hide(masked);
    }

    /** The values among the properties of a connection whose names say that they are secret. */
    public static List<String> secretsIn(@Nullable Properties properties) {
        return properties == null
                ? List.of()
                : properties.stringPropertyNames().stream()
                        .filter(SecretMask::namesSecret)
                        .map(properties::getProperty)
                        .toList();
    }

    private static boolean namesSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains);
    }
}
