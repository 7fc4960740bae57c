package io.noclobber.conformance.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who logs in by what a URL says. Immutable.
 *
 * @param user the name in the URL, {@code null} where there is none
 * @param withPassword whether the URL brings the user's password
 */
public record UrlLogin(@Nullable String user, boolean withPassword) {
    private static final String PAIR = "(?i)[?&;:,({/][ \\t]*%s[ \\t]*=[ \\t]*([^&;,)]*)";
    private static final Pattern USER = Pattern.compile(PAIR.formatted("user(?:_?name)?"));
    private static final Pattern PASSWORD = Pattern.compile(PAIR.formatted("(?:password|pwd)"));
    private static final Pattern BEFORE_HOST = Pattern.compile("//(?!\\[)([^/:@?;=]+)(:(?!\\d+[/?;])[^@]*)?@");
    private static final Pattern BEFORE_ORACLE = Pattern.compile("jdbc:oracle:\\w+:([^/:@]+)(/[^@]*)?@");

    /** What {@code url} says. */
    public static UrlLogin of(String url) {
        String user = null;
        boolean withPassword = PASSWORD.matcher(url).find();
        for (Pattern before : new Pattern[] {BEFORE_HOST, BEFORE_ORACLE}) {
            Matcher found = before.matcher(url);
            if (found.find()) {
                user = found.group(1);
                withPassword |= found.group(2) != null;
            }
        }
        Matcher pair = USER.matcher(url);
        if (pair.find()) {
            user = pair.group(1).strip();
        }
        return new UrlLogin(user == null ? null : decoded(user), withPassword);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException plain) {
            return text; // a % that encodes nothing
        }
    }

    /**
     * Gives a driver user and password so that they do not contradict the URL: what is empty was not given, and H2 refuses a user
     * that is named twice.
     */
    public static void complete(Properties properties, String url, String user, String password) {
        UrlLogin login = of(url);
        if (!user.isEmpty() && login.user == null) {
            properties.setProperty("user", user);
        }
        if (!password.isEmpty() || (!user.isEmpty() && !login.withPassword)) {
            properties.setProperty("password", password);
        }
    }
}
