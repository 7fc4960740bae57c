package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What is in the jars that are published. */
final class JarContentsIT {
    private static final Path THIN = Path.of(System.getProperty("jar.thin"));
    private static final Path ALL = Path.of(System.getProperty("jar.all"));

    @Test
    void allJar_everyClass_liesBelowOurPackage() throws IOException {
        assertThat(entries(ALL))
                .contains("io/noclobber/row/RowKey.class", "META-INF/LICENSE", "META-INF/NOTICE")
                .anyMatch(name -> name.startsWith("io/noclobber/shaded/bytebuddy/"))
                .anyMatch(name -> name.startsWith("io/noclobber/shaded/caffeine/"))
                .anyMatch(name -> name.startsWith("io/noclobber/shaded/jsqlparser/"))
                .allMatch(JarContentsIT::isOurs);
    }

    @Test
    void thinJar_everyEntry_isWrittenByUs() throws IOException {
        assertThat(entries(THIN))
                .contains("io/noclobber/row/RowKey.class", "META-INF/LICENSE")
                .noneMatch(name -> name.contains("/shaded/"))
                .allMatch(JarContentsIT::isOurs);
    }

    @Test
    void manifests_ofBothJars_nameTheModule() throws IOException {
        for (Path jar : List.of(THIN, ALL)) {
            try (JarFile file = new JarFile(jar.toFile())) {
                Attributes manifest = file.getManifest().getMainAttributes();

                assertThat(manifest.getValue("Automatic-Module-Name")).isEqualTo("io.noclobber.driver");
                assertThat(manifest.getValue("Multi-Release")).isNull();
            }
        }
    }

    /** Class files outside of io/noclobber include those of META-INF/versions. */
    private static boolean isOurs(String name) {
        return name.startsWith("io/noclobber/") || (name.startsWith("META-INF/") && !name.endsWith(".class"));
    }

    private static List<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .toList();
        }
    }
}
