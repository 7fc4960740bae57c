package io.noclobber.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one borrower of a pool has read is nothing to the next, whichever pool it is. */
final class OtherPoolsIT {
    @TempDir
    private Path directory;

    @Test
    void pools_lendConnectionsThatKnowNothingOfEarlierBorrowers() throws InterruptedException {
        ChildJvm child = ChildJvm.application(
                "com.example.legacy.OtherPools",
                ChildJvm.AGENT,
                directory,
                ChildJvm.java(),
                "",
                List.of(),
                "dbcp",
                "tomcat",
                "c3p0",
                "agroal");

        assertThat(child.output())
                .as(child.errors())
                .containsExactly("dbcp NC001 fresh", "tomcat NC001 fresh", "c3p0 NC001 fresh", "agroal NC001 fresh");
        assertThat(child.errors()).doesNotContain("NOT guarded").doesNotContain("a fault of noclobber");
    }
}
