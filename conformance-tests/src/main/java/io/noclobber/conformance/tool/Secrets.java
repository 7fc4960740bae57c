package io.noclobber.conformance.tool;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes passwords out of texts before anybody sees them: the one that was given, and those that stand in URLs. Immutable. */
final class Secrets {
    private static final String SHOWN = "***";

    /** A shorter one is a part of many words. */
    private static final int SHORTEST_ANYWHERE = 4;

    private static final String NO_WORD_BEFORE = "(?<![\\p{L}\\p{N}_])";
    private static final String NO_WORD_AFTER = "(?![\\p{L}\\p{N}_])";

    private final String url;
    private final Set<String> known = new LinkedHashSet<>();

    /** @param password the one that was given besides the URL, or empty */
    Secrets(String password) {
        this("", password);
    }

    /** Those in the URL are hidden where they stand alone as well, as they are written and as they are meant. */
    Secrets(String url, String password) {
        this.url = url;
        know(password);
        know(URLEncoder.encode(password, StandardCharsets.UTF_8));
        PasswordForms.in(url).forEach(this::knowForms);
    }

    /** What was taken for the secret may be more than it: then it ends at the first separator. */
    private void knowForms(String written) {
        for (String each : List.of(written, written.split("[&;]", 2)[0])) {
            know(each);
            know(each.replaceAll("\\\\(.)", "$1"));
            if (each.length() > 2 && "{\"'".indexOf(each.charAt(0)) >= 0) {
                String closing = each.charAt(0) == '{' ? "}" : each.substring(0, 1);
                know(each.substring(1, each.length() - 1).replace(closing + closing, closing));
            }
            know(decoded(each));
            know(decoded(each.replace("+", "%2B")));
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException plain) {
            return text; // a % that encodes nothing
        }
    }

    private void know(String secret) {
        if (!secret.isBlank()) {
            known.add(secret);
        }
    }

    /** Whether it is one of those that were given, as it is written or as it is meant. */
    boolean isKnown(String password) {
        return known.contains(password);
    }

    /** Whether the URL itself holds a password. */
    static boolean isIn(String url) {
        return !PasswordForms.in(url).isEmpty();
    }

    /** The values without passwords. */
    Map<String, String> hide(Map<String, String> options) {
        Map<String, String> hidden = new LinkedHashMap<>();
        options.forEach((name, value) -> hidden.put(name, hide(value)));
        return hidden;
    }

    /** The text without passwords; the longest first, for one may be a part of another. */
    String hide(String text) {
        String masked = url.isEmpty() ? text : text.replace(url, PasswordForms.masked(url));
        List<String> longest = new ArrayList<>(known);
        longest.sort((one, other) -> other.length() - one.length());
        for (String secret : longest) {
            masked = secret.length() < SHORTEST_ANYWHERE
                    ? place(secret).matcher(masked).replaceAll(PasswordForms.MASK)
                    : masked.replace(secret, PasswordForms.MASK);
        }
        return PasswordForms.masked(masked).replace(PasswordForms.MASK, SHOWN);
    }

    /**
     * Where a short one is hidden: where it is a whole word. A single letter is a word of many sentences, and hiding it there
     * would tell it: it is hidden in quotes.
     */
    private static Pattern place(String secret) {
        String quoted = Pattern.quote(secret);
        if (secret.length() == 1) {
            return Pattern.compile("(?<=['\"`])" + quoted + "(?=['\"`])");
        }
        boolean begins = Character.isLetterOrDigit(secret.codePointAt(0));
        boolean ends = Character.isLetterOrDigit(secret.codePointBefore(secret.length()));
        return Pattern.compile((begins ? NO_WORD_BEFORE : "") + quoted + (ends ? NO_WORD_AFTER : ""));
    }
}
