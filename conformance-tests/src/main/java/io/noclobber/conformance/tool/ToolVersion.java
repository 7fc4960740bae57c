package io.noclobber.conformance.tool;

import io.noclobber.NoclobberDriver;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, which is that of noclobber. Stateless. */
final class ToolVersion implements IVersionProvider {
    /** As the jar says it; {@code development} outside of one. */
    static String text() {
        String packed = Conformance.class.getPackage().getImplementationVersion();
        return packed == null ? "development" : packed;
    }

    @Override
    public String[] getVersion() {
        NoclobberDriver driver = new NoclobberDriver();
        return new String[] {
            "noclobber-conformance " + text(),
            "driver noclobber " + driver.getMajorVersion() + "." + driver.getMinorVersion(),
            "Java " + System.getProperty("java.version") + ", " + System.getProperty("java.vendor")
        };
    }
}
