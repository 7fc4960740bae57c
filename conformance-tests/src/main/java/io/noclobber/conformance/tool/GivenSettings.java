package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.Database;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a driver is told by its URL and by the properties of a connection, as that driver understands it. Immutable. */
final class GivenSettings {
    /** Behind ?, &amp; and ;, and in the brackets in which MySQL takes a host; a name without a value is one for MariaDB. */
    private static final Pattern PAIR = Pattern.compile("[?&;(,]\\s*([\\w.]+)\\s*(?:=([^&;(),]*))?(?=[&;(),]|$)");

    /** Connector/J takes true and yes, MariaDB Connector/J true, 1 and nothing; what one does not take it refuses. */
    private static final Set<String> ON = Set.of("true", "yes", "1", "");

    private static final Pattern SEVERAL_HOSTS = Pattern.compile("//[^/?;]*[^/?;(),],[^/?;(),=]+(?:[/?;].*|$)");

    private final String url;
    private final List<Setting> settings = new ArrayList<>();

    /**
     * One of them.
     *
     * @param where in words
     */
    private record Setting(String name, String value, String where) {
        @Override
        public String toString() {
            return name + (value.isEmpty() ? "" : "=" + value) + " in " + where;
        }
    }

    private GivenSettings(String url) {
        this.url = url;
    }

    static GivenSettings of(Database database) {
        GivenSettings given = new GivenSettings(database.url());
        Matcher pairs = PAIR.matcher(database.url());
        while (pairs.find()) {
            String value = pairs.group(2) == null ? "" : decoded(pairs.group(2)).strip();
            given.settings.add(new Setting(pairs.group(1), value, "the URL"));
        }
        Properties properties = database.with(new Properties());
        properties.stringPropertyNames().stream()
                .sorted()
                .map(name -> new Setting(name, properties.getProperty(name), "the properties of connections"))
                .forEach(given.settings::add);
        return given;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException plain) {
            return value; // a % that encodes nothing
        }
    }

    private boolean isPostgres() {
        return url.startsWith("jdbc:postgresql:");
    }

    /** Those of MySQL and MariaDB are found however they are written. */
    private boolean isCalled(Setting setting, String name) {
        return isPostgres() ? setting.name.equals(name) : setting.name.equalsIgnoreCase(name);
    }

    /** The setting as it was written, if it is switched on. */
    Optional<String> on(String name) {
        return settings.stream()
                .filter(setting -> isCalled(setting, name))
                .filter(setting -> isPostgres()
                        ? setting.value.equalsIgnoreCase("true")
                        : ON.contains(setting.value.toLowerCase(Locale.ROOT)))
                .map(Setting::toString)
                .findFirst();
    }

    /** The setting as it was written, if its value is like that. */
    Optional<String> matching(String name, String regex) {
        return settings.stream()
                .filter(setting -> isCalled(setting, name))
                .filter(setting -> setting.value.toLowerCase(Locale.ROOT).matches(regex))
                .map(Setting::toString)
                .findFirst();
    }

    /** What makes connections of this URL go to servers that are behind. */
    Optional<String> replicas() {
        Matcher scheme = Pattern.compile("jdbc:[\\w+]+:(replication|loadbalance|load-balance-read|aurora):.*")
                .matcher(url.toLowerCase(Locale.ROOT));
        if (scheme.matches()) {
            return Optional.of(scheme.group(1) + ": in the URL");
        }
        return on("loadBalanceHosts")
                .or(() -> matching("targetServerType", ".*(secondary|slave|prefer).*"))
                .or(() -> matching("type", "slave|secondary|replica"))
                .or(() -> matching("applicationIntent", "readonly"));
    }

    /** Whether whichever of several servers answers first is connected to, and nobody says that it must be the primary. */
    boolean takesAnyHost() {
        return matching("targetServerType", "primary|master").isEmpty()
                && SEVERAL_HOSTS.matcher(url).find();
    }
}
