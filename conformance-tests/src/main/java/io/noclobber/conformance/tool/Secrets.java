package io.noclobber.conformance.tool;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Takes the password out of texts before anybody sees them. Immutable. */
final class Secrets {
    private static final String MASK = "***";
    private static final int SHORTEST = 4;
    private static final Pattern PARAMETER = Pattern.compile(
            "(?i)((?:[?&;:,(\\s]|^)[\\w.]*(?:password|passwd|pwd|secret|token|passphrase|crypt_?key|encryption_?key)[\\w.]*\\s*=\\s*)([^&;,)\\s]+)");
    private static final Pattern AUTHORITY = Pattern.compile("(//[^/:@\\s]*:)[^/@\\s]+(@)");
    private static final Pattern ORACLE = Pattern.compile("(jdbc:oracle:\\w+:[^/:@\\s]+/)[^@\\s]+(@)");

    private final String password;

    Secrets(String password) {
        this.password = password;
    }

    /** Whether the URL itself holds a password. */
    static boolean isIn(String url) {
        return !masked(url).equals(url);
    }

    private static String masked(String text) {
        String masked = PARAMETER.matcher(text).replaceAll("$1" + MASK);
        masked = AUTHORITY.matcher(masked).replaceAll("$1" + MASK + "$2");
        return ORACLE.matcher(masked).replaceAll("$1" + MASK + "$2");
    }

    /** The values without passwords. */
    Map<String, String> hide(Map<String, String> options) {
        Map<String, String> hidden = new LinkedHashMap<>();
        options.forEach((name, value) -> hidden.put(name, hide(value)));
        return hidden;
    }

    /** The text without passwords; one of less than four characters would be found in any text, and is looked for in URLs only. */
    String hide(String text) {
        String masked = masked(text);
        return password.length() < SHORTEST ? masked : masked.replace(password, MASK);
    }
}
