package io.noclobber.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server as it is unpacked, and how to start it. */
interface ServerKind {
    /** What the tests call it. */
    String label();

    /** The jar of the servlet API that it brings. */
    Path api() throws IOException;

    /** Whether that is the one in {@code jakarta.servlet}. */
    boolean jakarta();

    /** What it runs on. */
    default Path java() {
        return Java.own();
    }

    /**
     * Writes what it needs into {@code base}.
     *
     * @param applications the folders of the applications by their context paths
     * @param databases the database of each
     * @return the arguments of {@code java} behind those for the agent
     */
    List<String> prepare(Path base, int port, Map<String, Path> applications, Map<String, ShopDatabase> databases)
            throws IOException;
}
