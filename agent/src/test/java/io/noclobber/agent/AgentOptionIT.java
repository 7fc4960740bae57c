package io.noclobber.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be told to the agent, and what it does with what is wrong. */
final class AgentOptionIT {
    @TempDir
    private Path directory;

    @Test
    void options_ofArgumentsAndFile_countInThatOrder() throws IOException, InterruptedException {
        Path file = directory.resolve("noclobber.properties");
        Files.writeString(file, "changedState=X0003\nfailClosed=true\n");
        List<String> named = List.of("-Dnoclobber.config=" + file);

        ChildJvm child = ChildJvm.application(directory, ChildJvm.java(), "", named, "driverManager");
        assertThat(child.output()).as(child.errors()).containsExactly("driverManager X0003");

        child = ChildJvm.application(
                directory, ChildJvm.java(), "=changedState=X0004,compare=changed", named, "driverManager");
        assertThat(child.output()).as(child.errors()).containsExactly("driverManager X0004");
        assertThat(child.errors()).contains("options compare=changed;changedState=X0004;failClosed=true");
    }

    @Test
    void options_ofSystemProperties_countMoreThanTheFileAndLessThanArguments()
            throws IOException, InterruptedException {
        Path file = directory.resolve("noclobber.properties");
        Files.writeString(file, "changedState=X0003\n");
        Path report = directory.resolve("report.txt");
        List<String> properties = List.of(
                "-Dnoclobber.config=" + file,
                "-Dnoclobber.changedState=X0008",
                "-Dnoclobber.compare=changed",
                "-Dnoclobber.report=" + report);

        ChildJvm child = ChildJvm.application(directory, ChildJvm.java(), "", properties, "driverManager", "options");
        // what the application opens a connection with counts more
        assertThat(child.output()).as(child.errors()).containsExactly("driverManager X0008", "options X0001");
        assertThat(child.errors()).contains("compare=changed");
        assertThat(Files.readString(report)).contains("guarded: org.hsqldb.jdbc.JDBCConnection");

        child = ChildJvm.application(
                directory, ChildJvm.java(), "=changedState=X0004", properties, "driverManager", "options");
        assertThat(child.output()).as(child.errors()).containsExactly("driverManager X0004", "options X0004");
    }

    @Test
    void systemProperty_thatIsUnknown_isSaidOnceAndCountsForFailClosed() throws InterruptedException {
        List<String> wrong = List.of("-Dnoclobber.scpoe=transaction");
        ChildJvm child = ChildJvm.application(directory, ChildJvm.java(), "", wrong, "driverManager", "h2");
        assertThat(child.output()).as(child.errors()).containsExactly("driverManager lost", "h2 lost");
        assertThat(child.errors())
                .containsOnlyOnce("guards nothing, because of its options. Unknown noclobber option 'scpoe'");

        child = ChildJvm.application(
                directory,
                ChildJvm.java(),
                "",
                List.of("-Dnoclobber.scpoe=transaction", "-Dnoclobber.failClosed=true"),
                "driverManager");
        assertThat(child.output())
                .as(child.errors())
                .singleElement()
                .asString()
                .startsWith("driverManager SQLException: noclobber does not let this connection through");
    }

    @Test
    void option_unknown_isSaidOnceAndTheApplicationRuns() throws InterruptedException {
        ChildJvm child = ChildJvm.application(
                directory, ChildJvm.java(), "=scpoe=transaction", List.of(), "driverManager", "h2");

        assertThat(child.output()).as(child.errors()).containsExactly("driverManager lost", "h2 lost");
        assertThat(child.errors())
                .containsOnlyOnce("guards nothing, because of its options. Unknown noclobber option 'scpoe'")
                .contains("Did you mean 'scope'?");
        assertThat(child.exit()).isZero();
    }

    @Test
    void option_unknownAndFailClosed_refusesConnections() throws InterruptedException {
        ChildJvm child = ChildJvm.application(
                directory, ChildJvm.java(), "=scpoe=transaction,failClosed=true", List.of(), "driverManager");

        assertThat(child.output())
                .as(child.errors())
                .singleElement()
                .asString()
                .startsWith("driverManager SQLException: noclobber does not let this connection through")
                .contains("Did you mean 'scope'?");
    }

    @Test
    void report_toFileAndByJmx_namesWhatWasSeen() throws IOException, InterruptedException {
        Path file = directory.resolve("report.txt");
        ChildJvm child = ChildJvm.application(
                directory,
                ChildJvm.java(),
                "=report=" + file,
                List.of(),
                "driverManager",
                "hikari",
                "modeOff",
                "report");

        assertThat(child.output()).as(child.errors()).last().asString().matches("report \\d\\d? [2-9]");
        assertThat(Files.readString(file))
                .contains(", options report=" + file)
                .contains("org.hsqldb.jdbc.JDBCDriver of the loader app")
                .contains("guarded: org.hsqldb.jdbc.JDBCConnection by org.hsqldb.jdbc.JDBCDriver")
                .contains(
                        "lent, guarded inside: com.zaxxer.hikari.pool.HikariProxyConnection by com.zaxxer.hikari.HikariDataSource")
                .contains("left alone, as mode=off has it: org.h2.jdbc.JdbcConnection");
    }

    /** What comes after the last line that is new is in the file when the JVM has ended. */
    @Test
    void report_ofAnApplicationThatHasEnded_hasTheLastNumbers() throws IOException, InterruptedException {
        int once = guarded("driverManager", "modeOff");
        int twice = guarded("driverManager", "modeOff", "driverManager");

        assertThat(twice).isEqualTo(2 * once).isPositive();
    }

    private int guarded(String... deeds) throws IOException, InterruptedException {
        Path file = directory.resolve(deeds.length + ".txt");
        ChildJvm child = ChildJvm.application(directory, ChildJvm.java(), "=report=" + file, List.of(), deeds);
        Matcher times = Pattern.compile(
                        "(\\d+) times guarded: org\\.hsqldb\\.jdbc\\.JDBCConnection by org\\.hsqldb\\.jdbc\\.JDBCDriver")
                .matcher(Files.readString(file));
        assertThat(times.find()).as(child.errors()).isTrue();
        return Integer.parseInt(times.group(1));
    }
}
