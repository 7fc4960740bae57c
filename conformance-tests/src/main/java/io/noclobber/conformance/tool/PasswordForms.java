package io.noclobber.conformance.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How passwords stand in URLs and in what drivers say of them. What ends one is not always certain, for passwords may hold
 * blanks and separators: then too much is taken for it, not too little. Stateless.
 */
final class PasswordForms {
    /** What stands where a password was; nobody writes that character, so it is known again. */
    static final String MASK = "\uE000";

    private static final String NAME =
            "(?:[\\w.-]*(?:password|passwd|pwd|secret|token|passphrase|passcode|credential|crypt_?key|encryption_?key"
                    + "|api_?key|access_?key)[\\w.-]*|(?:[\\w.-]*(?:[._-]|ssl|key|store))?pass)[ \\t]*=[ \\t]*(?!"
                    + MASK + ")";

    /** As SQL Server has it: what is in braces may hold anything, and }} means }. So do quotes with others. */
    private static final String ENCLOSED = "\\{(?:[^}]|}})*}|\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'";

    /** A pair behind the password. */
    private static final String NEXT = "[&;,][ \\t]*[\\w.-]+[ \\t]*=";

    /** Digits, and then what a URL has behind a port: otherwise they begin a password. */
    private static final String PORT = "\\d+(?=[,;/?)])[^@\\n]*[?;&(:,][^@=?;&\\n]*=|\\d+[,;/?]*(?:\\s|$)";

    /** Each has what it is found by, the secret, and what follows. What ends a password depends on what has led to it. */
    private static final List<Pattern> FORMS = List.of(
            form("[?&]", "&", "[^&\\n]+"),
            form(";", ";", "(?:\\\\.|[^;\\n])+"),
            Pattern.compile("(?im)((?:[:,({/\\s]|^)" + NAME + ")((?:" + ENCLOSED + ")(?=[\\s&;,)}\\]]|$)|[^\\n]+?)"
                    + "(?=" + NEXT + "|[)}\\]](?:\\W|$)|$)()"),
            Pattern.compile(
                    "(?m)(//(?!\\[)(?![A-Za-z]:[/\\\\])[^/:@?&=\\n]*:)(?!" + PORT + "|" + MASK + "@)([^\\n]+)(@)"),
            Pattern.compile("(jdbc:oracle:\\w+:[^/@\\n]*/)(?!" + MASK + "@)([^\\n]+)(@)"));

    private PasswordForms() {}

    /** An opened quote that is not closed where a value may end hides all that follows. */
    private static Pattern form(String before, String separator, String plain) {
        return Pattern.compile("(?im)(" + before + NAME + ")((?:" + ENCLOSED + ")(?=[ \\t]*(?:" + separator
                + "|$))|[{\"'][^\\n]*|" + plain + ")()");
    }

    /** All secrets in a text, as they are written there. */
    static List<String> in(String text) {
        List<String> found = new ArrayList<>();
        for (Pattern form : FORMS) {
            form.matcher(text).results().forEach(each -> found.add(each.group(2)));
        }
        return found;
    }

    /** The text with {@link #MASK} in their places. */
    static String masked(String text) {
        String masked = text;
        for (Pattern form : FORMS) {
            masked = form.matcher(masked)
                    .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + MASK + found.group(3)));
        }
        return masked;
    }
}
