package io.noclobber.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/** Loads all classes that a list on its class path names, and prints how many milliseconds that takes: by the clock, and of processors. */
final class LoadClasses {
    private LoadClasses() {}

    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        ClassLoader loader = LoadClasses.class.getClassLoader();
        long processors = processors();
        long start = System.nanoTime();
        try (BufferedReader names = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(loader.getResourceAsStream("names.txt")), StandardCharsets.UTF_8))) {
            for (String name = names.readLine(); name != null; name = names.readLine()) {
                Class.forName(name, true, loader);
            }
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.println(millis + " " + (processors() - processors));
    }

    private static long processors() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toMillis();
    }
}
