package io.noclobber.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The drivers of SQL Server and Oracle, of which no server is here: the agent works in all classes by which they open connections, also
 * in data sources that go past their driver, and what these say where nobody answers is what they say without the agent.
 */
final class OtherDriversIT {
    private static final String SQL_SERVER = "com.microsoft.sqlserver.jdbc.SQLServer";
    private static final String ORACLE = "oracle.jdbc.";

    private static final List<String> OPENING = List.of(
            SQL_SERVER + "Driver",
            SQL_SERVER + "DataSource",
            SQL_SERVER + "ConnectionPoolDataSource",
            SQL_SERVER + "XADataSource",
            ORACLE + "OracleDriver",
            ORACLE + "pool.OracleDataSource",
            ORACLE + "pool.OracleConnectionPoolDataSource",
            ORACLE + "xa.client.OracleXADataSource");

    /** The same, but where a class inherits what it opens connections by. */
    private static final List<String> HOOKED = List.of(
            SQL_SERVER + "Driver",
            SQL_SERVER + "DataSource",
            SQL_SERVER + "ConnectionPoolDataSource",
            SQL_SERVER + "XADataSource",
            ORACLE + "driver.OracleDriver",
            ORACLE + "datasource.impl.OracleDataSource",
            ORACLE + "datasource.impl.OracleConnectionPoolDataSource",
            ORACLE + "xa.client.OracleXADataSource");

    @TempDir
    private Path directory;

    private ChildJvm run(List<String> agent) throws IOException, InterruptedException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("test.drivers")))) {
            List<String> arguments = new ArrayList<>(agent);
            arguments.add("-cp");
            arguments.add(Stream.concat(
                            Stream.of(ChildJvm.classPath("/noclobber-", "/byte-buddy-", "/caffeine", "/jsqlparser")),
                            jars.map(Path::toString))
                    .collect(Collectors.joining(File.pathSeparator)));
            arguments.add("com.example.legacy.OtherSources");
            arguments.addAll(OPENING);
            ChildJvm child = ChildJvm.start(directory, ChildJvm.java(), arguments);
            child.awaitEnd();
            return child;
        }
    }

    private static String inReport(String className) {
        return "  " + className + " of the loader app jdk.internal.loader.ClassLoaders$AppClassLoader";
    }

    @Test
    void classesThatOpenConnections_areHooked_andSayWhatTheySayWithoutTheAgent()
            throws IOException, InterruptedException {
        List<String> bare = run(List.of()).output();
        assertThat(bare)
                .hasSameSizeAs(OPENING)
                .allMatch(line -> line.contains("SQLException ") || line.contains("SQLServerException "));

        Path report = directory.resolve("report.txt");
        ChildJvm child = run(List.of("-javaagent:" + ChildJvm.AGENT + "=report=" + report));

        assertThat(child.output()).as(child.errors()).isEqualTo(bare);
        assertThat(child.errors()).doesNotContain("ERROR");
        assertThat(Files.readAllLines(report))
                .contains(HOOKED.stream().map(OtherDriversIT::inReport).toArray(String[]::new));
    }
}
