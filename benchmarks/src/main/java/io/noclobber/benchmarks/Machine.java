package io.noclobber.benchmarks;

import com.p6spy.engine.spy.P6SpyDriver;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Where the figures come from. */
final class Machine {
    private static final Path CPU = Path.of("/proc/cpuinfo");

    private Machine() {}

    static String describe() throws IOException {
        return System.getProperty("java.vm.vendor") + " JDK " + System.getProperty("java.runtime.version") + " with `"
                + String.join(" ", ChildProcess.OPTIONS) + "`, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", " + cpu() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors";
    }

    private static String cpu() throws IOException {
        if (!Files.exists(CPU)) {
            return "CPU unknown";
        }
        try (Stream<String> lines = Files.lines(CPU)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("CPU unknown");
        }
    }

    /** How many threads wanted to run in the last minute. */
    static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    static String p6spy() {
        String path = P6SpyDriver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return path.substring(path.lastIndexOf('/') + 1).replace(".jar", "");
    }
}
