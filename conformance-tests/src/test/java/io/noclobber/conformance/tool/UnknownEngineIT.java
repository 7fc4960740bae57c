package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of which nobody has measured anything, by a driver that a DBA brings: guarded by the generic dialect. */
class UnknownEngineIT {
    private static final List<String> CLASSES = List.of("NamelessDriver", "NamelessDriver$Change");

    @TempDir
    private Path directory;

    private Program verify(String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "verify",
                "--url",
                "jdbc:quill:mem:shop;DB_CLOSE_DELAY=-1",
                "--driver",
                jar().toString(),
                "--driver",
                TestedEngine.jar("org.h2.Driver").toString(),
                "--json",
                "report.json"));
        all.addAll(List.of(more));
        return Program.run(directory, Map.of(), all.toArray(String[]::new));
    }

    private Path jar() throws IOException {
        Path jar = directory.resolve("quill.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            entries.putNextEntry(new JarEntry("META-INF/services/java.sql.Driver"));
            entries.write(NamelessDriver.class.getName().getBytes(StandardCharsets.UTF_8));
            for (String name : CLASSES) {
                entries.putNextEntry(
                        new JarEntry(NamelessDriver.class.getPackageName().replace('.', '/') + "/" + name + ".class"));
                try (InputStream type = NamelessDriver.class.getResourceAsStream(name + ".class")) {
                    type.transferTo(entries);
                }
            }
        }
        return jar;
    }

    @Test
    void verify_ofAnUnknownEngine_conformsByTheGenericDialect() throws Exception {
        Program program = verify("--groups", "lost-updates,deletes,transactions,batches");

        assertThat(program.exit()).as(program.said()).isZero();
        assertThat(program.output())
                .contains("noclobber on " + NamelessDriver.PRODUCT)
                .contains("Known as         Stranger, an engine that nobody has measured")
                .contains("Found out of this database: it does not: ", "does not: updatable views");
        StoredReport report = StoredReport.read(Files.readString(directory.resolve("report.json")));
        assertThat(report.verdict()).isEqualTo("conforms");
        assertThat(report.groups().values())
                .allSatisfy(group -> assertThat(group.held()).isPositive())
                .allSatisfy(group -> assertThat(group.failed()).isZero());
        // its triggers are classes, which must be where its driver is
        assertThat(report.groups().get("transactions").notTried()).isEqualTo(2);
        assertThat(report.groups().get("lost-updates").notTried()).isZero();
    }

    @Test
    void verify_ofAnUnknownEngineByItsBareDriver_fails() throws Exception {
        Program program = verify("--groups", "lost-updates", "--bare");

        assertThat(program.exit()).as(program.said()).isOne();
        assertThat(program.output()).contains("does not conform", "Changes can be lost");
    }
}
