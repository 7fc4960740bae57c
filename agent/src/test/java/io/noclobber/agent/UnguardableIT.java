package io.noclobber.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that cannot be guarded: the application gets them as they are, or with {@code failClosed} not at all. */
final class UnguardableIT {
    private static final String REFUSED =
            " SQLException: noclobber does not let this connection through, because it cannot guard it and failClosed=true: ";
    private static final String HIDDEN =
            "java.sql.SQLException: the server hides what it is at jdbc:difficult://ann:***@db;password=***, to {";

    @TempDir
    private Path directory;

    private ChildJvm application(String options, String... ways) throws InterruptedException {
        return ChildJvm.application(
                "com.example.difficult.DifficultApplication",
                ChildJvm.AGENT,
                directory,
                ChildJvm.java(),
                options,
                List.of(),
                ways);
    }

    @Test
    void connections_thatCannotBeGuarded_areLeftAsTheyAreAndSaidOnceWithoutPasswords()
            throws IOException, InterruptedException {
        Path report = directory.resolve("report.txt");
        ChildJvm child = application("=report=" + report, "driver", "source", "pooled", "option");

        assertThat(child.output())
                .as(child.errors())
                .containsExactly(
                        "driver lost, open 0", "source lost, open 0", "pooled lost, open 0", "option lost, open 0");
        assertThat(child.errors())
                .containsOnlyOnce("by com.example.difficult.DifficultDriver of the loader app")
                .contains(HIDDEN)
                .containsOnlyOnce("Did you mean 'scope'?")
                .doesNotContain("tiger");
        assertThat(Files.readString(report)).contains(HIDDEN).doesNotContain("tiger");
        assertThat(child.exit()).isZero();
    }

    @Test
    void connections_thatCannotBeGuarded_areClosedAndRefusedWithFailClosed() throws InterruptedException {
        ChildJvm child = application("=failClosed=true", "driver", "source", "pooled", "option");

        assertThat(child.output())
                .as(child.errors())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("driver" + REFUSED + HIDDEN + "sharedSecret=***, open 0"),
                        line -> assertThat(line).isEqualTo("source" + REFUSED + HIDDEN + "}, open 0"),
                        line -> assertThat(line).isEqualTo("pooled" + REFUSED + HIDDEN + "}, open 0"),
                        line -> assertThat(line).startsWith("option" + REFUSED).contains("Did you mean 'scope'?"));
    }

    /** Of a driver that throws errors where others throw exceptions. */
    @Test
    void connection_thatThrowsErrors_isLeftAsItIsOrRefused() throws InterruptedException {
        ChildJvm child = application("", "unfinished");
        assertThat(child.output()).as(child.errors()).containsExactly("unfinished lost, open 0");
        assertThat(child.errors()).contains("NOT guarded: ").contains("getMetaData is not written yet");

        child = application("=failClosed=true", "unfinished");
        assertThat(child.output())
                .as(child.errors())
                .singleElement()
                .asString()
                .startsWith("unfinished" + REFUSED)
                .contains("getMetaData is not written yet")
                .endsWith(", open 0");
    }

    /** What fails before the driver is called. */
    @Test
    void faultBeforeTheDriver_isSaidOnceAndOpensUnguardedOrNothing() throws InterruptedException {
        ChildJvm child = application("", "properties", "properties");
        assertThat(child.output())
                .as(child.errors())
                .containsExactly("properties lost, open 0", "properties lost, open 0");
        assertThat(child.errors()).containsOnlyOnce("a fault of noclobber");

        child = application("=failClosed=true", "properties");
        assertThat(child.output())
                .as(child.errors())
                .singleElement()
                .asString()
                .startsWith("properties" + REFUSED)
                .contains("the names are not known");
    }

    /** A driver in whose class the agent cannot work would open connections that it never sees. */
    @Test
    void driverThatCannotBeChanged_isLeftAsItIsOrNotLoaded() throws InterruptedException {
        ChildJvm child = application("", "derived");
        assertThat(child.output()).as(child.errors()).containsExactly("derived lost, open 0");
        assertThat(child.errors())
                .containsOnlyOnce(
                        "cannot guard the connections, nor follow the requests, of com.example.difficult.DerivedDriver")
                .contains("class files are nobody's business");

        child = application("=failClosed=true", "derived");
        assertThat(child.output())
                .as(child.errors())
                .singleElement()
                .asString()
                .startsWith("derived ClassFormatError: ")
                .contains("com/example/difficult/DerivedDriver");
        assertThat(child.errors()).contains("failClosed=true, so the class is not loaded");
    }
}
