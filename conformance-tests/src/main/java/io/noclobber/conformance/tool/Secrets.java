package io.noclobber.conformance.tool;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes passwords out of texts before anybody sees them: the one that was given, and those that stand in URLs. Immutable. */
final class Secrets {
    private static final String MASK = "***";
    private static final int SHORTEST = 4;

    private static final String NAME =
            "[\\w.]*(?:password|passwd|pwd|secret|token|passphrase|crypt_?key|encryption_?key)[\\w.]*\\s*=\\s*";

    /** As SQL Server has it: what is in braces may hold anything, and }} means }. */
    private static final String BRACED = "\\{(?:[^}]|}})*}";

    /** Each has what it is found by, the secret, and what follows. What ends a password depends on what has led to it. */
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile("(?i)([?&]" + NAME + ")(" + BRACED + "|[^&\\s]+)()"),
            Pattern.compile("(?i)(;" + NAME + ")(" + BRACED + "|[^;\\s]+)()"),
            Pattern.compile("(?i)((?:[:,({\\s]|^)" + NAME + ")(" + BRACED + "|[^&;,)\\s]+)()"),
            Pattern.compile("(//[^/:@\\s]*:)(?!\\d+;)([^/?\\s]+)(@)"),
            Pattern.compile("(jdbc:oracle:\\w+:[^/:@\\s]+/)(\\S+)(@)"));

    private final Set<String> known = new LinkedHashSet<>();

    /** @param password the one that was given besides the URL, or empty */
    Secrets(String password) {
        know(password);
    }

    /** Those in the URL are hidden where they stand alone as well, as they are written and as they are meant. */
    Secrets(String url, String password) {
        this(password);
        for (Pattern form : FORMS) {
            form.matcher(url).results().map(found -> found.group(2)).forEach(this::knowForms);
        }
    }

    private void knowForms(String written) {
        know(written);
        if (written.startsWith("{") && written.endsWith("}")) {
            know(written.substring(1, written.length() - 1).replace("}}", "}"));
        }
        try {
            know(URLDecoder.decode(written, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException plain) {
            return; // a % that encodes nothing
        }
    }

    /** One of less than four characters would be found in any text. */
    private void know(String secret) {
        if (secret.length() >= SHORTEST) {
            known.add(secret);
        }
    }

    /** Whether the URL itself holds a password. */
    static boolean isIn(String url) {
        return !masked(url).equals(url);
    }

    private static String masked(String text) {
        String masked = text;
        for (Pattern form : FORMS) {
            masked = form.matcher(masked).replaceAll(Secrets::mask);
        }
        return masked;
    }

    private static String mask(MatchResult found) {
        return Matcher.quoteReplacement(found.group(1) + MASK + found.group(3));
    }

    /** The values without passwords. */
    Map<String, String> hide(Map<String, String> options) {
        Map<String, String> hidden = new LinkedHashMap<>();
        options.forEach((name, value) -> hidden.put(name, hide(value)));
        return hidden;
    }

    /** The text without passwords; the longest first, for one may be a part of another. */
    String hide(String text) {
        String masked = masked(text);
        List<String> longest = new ArrayList<>(known);
        longest.sort((one, other) -> other.length() - one.length());
        for (String secret : longest) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }
}
