package io.noclobber.conformance.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A server that comes as a package of npm, installed by whoever wants it tested: into the folder that the system property
 * {@code test.npm} names, else {@code .cache/noclobber} in the home folder.
 */
final class NpmPackage {
    static final String PROPERTY = "test.npm";

    private NpmPackage() {}

    /**
     * The folder of the installed package.
     *
     * @throws EngineUnavailableException when there is none, or its binaries do not run here
     */
    static Path find(String name, String version) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        if (!system.equals("linux") || !List.of("amd64", "x86_64").contains(arch)) {
            throw new EngineUnavailableException("runs on linux on x86_64 only");
        }
        Path folder = home().resolve("node_modules").resolve(name);
        if (!Files.isDirectory(folder)) {
            throw new EngineUnavailableException(
                    "not installed: npm install --prefix ~/.cache/noclobber " + name + "@" + version);
        }
        return folder;
    }

    private static Path home() {
        String named = System.getProperty(PROPERTY);
        return named == null ? Path.of(System.getProperty("user.home"), ".cache", "noclobber") : Path.of(named);
    }
}
