package io.noclobber.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections of which nobody knows whether there is one yet: to ask them anything might fetch it. */
final class LateConnectionIT {
    @TempDir
    private Path directory;

    @Test
    void connection_thatConnectsLate_doesSoByTheApplicationsOwnCall() throws InterruptedException {
        ChildJvm child = ChildJvm.application(
                "com.example.difficult.LateApplication",
                ChildJvm.AGENT,
                directory,
                ChildJvm.java(),
                "",
                List.of(),
                "late",
                "lent");

        assertThat(child.output()).as(child.errors()).containsExactly("late true 0 1 NC001", "lent fresh, then NC001");
        assertThat(child.errors())
                .contains("lent, guarded inside: ")
                .doesNotContain("NOT guarded")
                .doesNotContain("ERROR");
    }
}
