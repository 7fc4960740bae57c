package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Disguise;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that this JVM cannot run, which says nothing of noclobber. */
class BrokenDriverTest {
    private static final int MAJOR_VERSION = 7;
    private static final int FAR_AHEAD = 200;
    private static final String FAILING = "jdbc:failing:x;user=a;password=geheim99";

    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();

    private int verify(String... arguments) {
        return Conformance.run(new PrintWriter(new StringWriter()), new PrintWriter(err), arguments);
    }

    /** The jar of a driver whose class is this one, in another version of the format. */
    private Path jar(int version, String name) throws IOException {
        byte[] bytes;
        String path = "/" + BrokenDriverTest.class.getName().replace('.', '/') + ".class";
        try (InputStream own = BrokenDriverTest.class.getResourceAsStream(path)) {
            bytes = own.readAllBytes();
        }
        bytes[MAJOR_VERSION] = (byte) version;
        Path jar = directory.resolve("driver.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            entries.putNextEntry(new JarEntry("META-INF/services/" + Driver.class.getName()));
            entries.write(name.getBytes(StandardCharsets.UTF_8));
            entries.putNextEntry(new JarEntry(name.replace('.', '/') + ".class"));
            entries.write(bytes);
        }
        return jar;
    }

    @Test
    void driver_forANewerJava_isSaidSo() throws Exception {
        Path jar = jar(FAR_AHEAD, BrokenDriverTest.class.getName());

        assertThat(verify("verify", "--url", "jdbc:newer:x", "--driver", jar.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("Could not run: A driver in [" + jar + "] was compiled for a newer Java than")
                .contains("Start it by a newer Java")
                .doesNotContain("\tat ");
    }

    /** The name of the class in the file is another one. */
    @Test
    void driver_thatDoesNotLink_isSaidSo() throws Exception {
        Path jar = jar(61, "com.example.Driver");

        assertThat(verify("verify", "--url", "jdbc:other:x", "--driver", jar.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("Could not run: A driver in [" + jar + "] cannot be loaded:", "NoClassDefFoundError")
                .doesNotContain("\tat ");
    }

    /** Nor does one that breaks down when it is asked keep others from being found. */
    @Test
    void driver_thatFailsWhenAsked_isNone() throws Exception {
        Driver failing = Disguise.of(Driver.class, (proxy, method, arguments) -> {
            if (method.getName().equals("acceptsURL")) {
                throw new IllegalStateException("cannot read " + arguments[0]);
            }
            return method.getReturnType() == String.class ? "failing" : false;
        });
        DriverManager.registerDriver(failing);
        try {
            assertThat(verify("verify", "--url", "jdbc:nobody:x;password=geheim99"))
                    .isEqualTo(2);
            assertThat(err.toString())
                    .contains("There is no driver")
                    .doesNotContain("geheim99")
                    .doesNotContain("\tat ");
        } finally {
            DriverManager.deregisterDriver(failing);
        }
    }

    /** The code of a verdict would be 1. And what the driver says may quote the URL. */
    @Test
    void error_ofWhateverKind_isNoVerdict() throws Exception {
        Driver failing = Disguise.of(Driver.class, (proxy, method, arguments) -> {
            if (method.getName().equals("acceptsURL") && arguments[0].equals(FAILING)) {
                throw new AssertionError("nobody should ask for " + FAILING);
            }
            return method.getReturnType() == String.class ? "failing" : false;
        });
        DriverManager.registerDriver(failing);
        try {
            assertThat(verify("verify", "--url", FAILING)).isEqualTo(2);
            assertThat(err.toString())
                    .contains("nobody should ask for jdbc:failing")
                    .doesNotContain("geheim99");
        } finally {
            DriverManager.deregisterDriver(failing);
        }
        assertThat(err.toString())
                .contains("Could not run, by a defect of this program or of the driver:", "AssertionError");
    }
}
