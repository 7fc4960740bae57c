package io.noclobber.conformance.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The jar with a server's binaries, which the build puts into {@link ServerDirectory#shared()}. */
final class ServerArchive {
    private ServerArchive() {}

    /**
     * Finds the jar.
     *
     * @param arches the names of the processor architectures its binaries run on
     * @throws EngineUnavailableException when they do not run here, or are not here
     */
    static Path find(String name, String... arches) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        if (!system.equals("linux") || !List.of(arches).contains(arch)) {
            throw new EngineUnavailableException("no server binaries for " + system + " on " + arch
                    + ", only for linux on " + String.join(", ", arches));
        }
        Path jar = ServerDirectory.shared().resolve(name + ".jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing. The build of conformance-tests puts it there"
                    + " (mvn process-resources), or set the system property " + ServerDirectory.PROPERTY
                    + " to the folder that has it.");
        }
        return jar;
    }

    /** The last lines of a server's log, for the message that says why it did not start. */
    static String tail(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "(it wrote no log)";
        }
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }
}
