package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application finds in its log, by SLF4J. */
class LogTest {
    @Test
    void application_connectionsRefusalsAndDoubts_areLoggedWithoutValues(@TempDir Path directory)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.log.io.noclobber=info",
                        "-Dorg.slf4j.simpleLogger.showThreadName=false",
                        "-Dorg.slf4j.simpleLogger.showDateTime=false",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoggedApplication.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(new File(output.toString()))
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();

        List<String> lines = Files.readAllLines(output).stream()
                .filter(line -> line.contains(" io.noclobber - "))
                .toList();
        assertThat(lines)
                .containsExactly(
                        "INFO io.noclobber - noclobber guards a connection to HSQL Database Engine 2.7.4"
                                + " through HSQL Database Engine Driver 2.7.4; scope auto; default options",
                        "WARN io.noclobber - A write was refused (SQLState NC001, transaction ALIVE): UPDATE of a row"
                                + " of PUBLIC.ORDERS that was UPDATED (1)",
                        "WARN io.noclobber - A statement was not understood (NOT_PARSED) and runs unguarded:"
                                + " UPDATE ORDERS SET SET STATUS = ?",
                        "INFO io.noclobber - noclobber guards a connection to HSQL Database Engine 2.7.4"
                                + " through HSQL Database Engine Driver 2.7.4; scope transaction; options scope=transaction;redact=*.STATUS;diffTimeout=30ms",
                        "WARN io.noclobber - The guard of PUBLIC.ORDERS did not work as it should: could not look"
                                + " whether a difference is our own uncommitted work: java.sql.SQLTimeoutException: a"
                                + " second connection gave no answer within 30 ms",
                        "WARN io.noclobber - A write was refused (SQLState NC001, transaction ALIVE): UPDATE of a row"
                                + " of PUBLIC.ORDERS that was UPDATED (1)");
    }
}
