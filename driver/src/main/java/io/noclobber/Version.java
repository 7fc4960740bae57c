package io.noclobber;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version in the manifest of our jar; 0.0 for classes that run from no jar. */
final class Version {
    private static final Pattern PARTS = Pattern.compile("(\\d+)\\.(\\d+).*");

    private Version() {}

    static int major() {
        return part(1);
    }

    static int minor() {
        return part(2);
    }

    private static int part(int group) {
        String version = Version.class.getPackage().getImplementationVersion();
        Matcher parts = PARTS.matcher(version == null ? "" : version);
        return parts.matches() ? Integer.parseInt(parts.group(group)) : 0;
    }
}
