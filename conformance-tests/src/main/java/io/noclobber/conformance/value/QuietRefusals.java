package io.noclobber.conformance.value;

import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Keeps the line that each refused write leaves in the log from burying all others, while thousands are refused on
 * purpose. Works on the standard error stream, where the build's logger writes.
 */
final class QuietRefusals {
    private final PrintStream before = System.err;

    QuietRefusals() {
        System.setErr(new PrintStream(before, true, Charset.defaultCharset()) {
            @Override
            public void println(String line) {
                if (line == null || !line.contains("A write was refused (SQLState NC00")) {
                    super.println(line);
                }
            }
        });
    }

    void end() {
        System.setErr(before);
    }
}
