package io.noclobber.conformance.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that Derby writes where the program was started, unless it is told another place before it begins. Stateless. */
final class DerbyLog {
    private static final String PROPERTY = "derby.stream.error.file";

    private DerbyLog() {}

    /** Sends it where temporary files are, for as long as this program runs, unless somebody has chosen a place. */
    static void sendAway() throws CannotRunException {
        if (System.getProperty(PROPERTY) == null) {
            try {
                Path log = Files.createTempFile("derby", ".log");
                log.toFile().deleteOnExit();
                System.setProperty(PROPERTY, log.toString());
            } catch (IOException failed) {
                throw new CannotRunException("There is no room for temporary files: " + failed, failed);
            }
        }
    }
}
