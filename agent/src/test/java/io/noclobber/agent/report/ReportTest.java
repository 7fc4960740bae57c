package io.noclobber.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_ERR)
final class ReportTest {
    private static final int CLASSES = 5_000;

    private final Report report = new Report("test", null);

    @Test
    void classesThatCannotBeChanged_areSaidUpToALimit() {
        String said = said(() -> {
            for (int i = 0; i < CLASSES; i++) {
                report.notHooked("com.example.Driver" + i, ReportTest.class.getClassLoader(), fault(), false);
            }
        });

        assertThat(said.split("because its class could not be changed", -1)).hasSize(101);
        assertThat(said.split("\tat ", -1).length).isLessThan(1_000);
        assertThat(said).containsOnlyOnce("of others it is not said any more, but counted in the report");
        assertThat(report.lines())
                .hasSizeLessThan(1_100)
                .anyMatch(line -> line.contains(CLASSES + " classes could not be changed"));
    }

    private static RuntimeException fault() {
        return new IllegalStateException("no class file");
    }

    private static String said(Runnable deed) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            deed.run();
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
