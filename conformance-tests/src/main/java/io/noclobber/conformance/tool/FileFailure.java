package io.noclobber.conformance.tool;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What went wrong with a file, of which some exceptions only say its name. Stateless. */
final class FileFailure {
    private FileFailure() {}

    static String why(Exception failed) {
        if (failed instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return failed instanceof AccessDeniedException
                ? "this user has no right to"
                : String.valueOf(failed.getMessage());
    }
}
