package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a run chooses at random follows from its seed: the program and the contracts that it runs know no other source of chance. */
class ChanceTest {
    private static final Path SOURCES = Path.of("src/main/java/io/noclobber/conformance");

    /** That a seed is not given, or that something is told apart by chance. */
    private static final Pattern CHANCE = Pattern.compile(
            "Math\\.random|ThreadLocalRandom|SecureRandom|randomUUID|new (Splittable)?Random\\(\\)|shuffle\\([^,)]*\\)");

    /** The other one is the mark in the names of tables, by which runs with the same seed are told apart. */
    @Test
    void seed_isTheOnlyThingThatIsLeftToChance() throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (Path folder : List.of(SOURCES, SOURCES.resolve("tool"))) {
            try (Stream<Path> sources = Files.list(folder)) {
                for (Path source : sources.filter(Files::isRegularFile).toList()) {
                    String text = Files.readString(source);
                    CHANCE.matcher(text)
                            .results()
                            .forEach(each -> found.add(source.getFileName() + " " + each.group()));
                }
            }
        }

        assertThat(found)
                .containsExactly("VerifyCommand.java new SplittableRandom()", "VerifyRun.java new SplittableRandom()");
    }
}
