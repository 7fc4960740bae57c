package io.noclobber.agent.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.agent.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformerTest {
    private static final String DRIVER = "org.hsqldb.jdbc.JDBCDriver";

    private final Transformer transformer = new Transformer(ConnectionHooks.all(), new Report("test", null), false);

    private static URL jar(String className) throws ClassNotFoundException {
        return Class.forName(className, false, TransformerTest.class.getClassLoader())
                .getProtectionDomain()
                .getCodeSource()
                .getLocation();
    }

    private static byte[] file(String className) throws IOException {
        String path = className.replace('.', '/') + ".class";
        try (InputStream input = TransformerTest.class.getClassLoader().getResourceAsStream(path)) {
            return Objects.requireNonNull(input, path).readAllBytes();
        }
    }

    private byte @Nullable [] transform(@Nullable ClassLoader loader, String className) throws IOException {
        return transformer.transform(loader, className.replace('.', '/'), null, null, file(className));
    }

    /** Of a loader that gives no resources of the JDK, of one that does, and of one whose parent has the class. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                DRIVER,
                "org.h2.Driver",
                "org.h2.jdbcx.JdbcDataSource",
                "com.zaxxer.hikari.HikariDataSource",
                "com.p6spy.engine.spy.P6DataSource"
            })
    void classesThatOpenConnections_areFound_inAnyLoader(String className) throws Exception {
        URL[] jar = {jar(className)};
        try (URLClassLoader alone = new URLClassLoader(jar, null);
                URLClassLoader ofThePlatform = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader());
                URLClassLoader nested = new URLClassLoader(new URL[0], ofThePlatform)) {
            assertThat(transform(alone, className)).isNotNull();
            assertThat(transform(ofThePlatform, className)).isNotNull();
            assertThat(transform(nested, className)).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"org.hsqldb.jdbc.JDBCConnection", "org.h2.command.Parser", "com.zaxxer.hikari.pool.HikariPool"})
    void otherClasses_stayAsTheyAre(String className) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar(className)}, null)) {
            assertThat(transform(loader, className)).isNull();
        }
    }

    @Test
    void classes_thatHaveTheCodeAlready_areLeftAlone() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar(DRIVER)}, null)) {
            byte[] hooked = Objects.requireNonNull(transform(loader, DRIVER));
            assertThat(transformer.transform(loader, DRIVER.replace('.', '/'), null, null, hooked))
                    .isNull();
        }
    }

    @Test
    void loadersOfTheJdkAndOfTheAgent_areLeftAlone() throws IOException {
        assertThat(transform(null, DRIVER)).isNull();
        assertThat(transform(ClassLoader.getPlatformClassLoader(), DRIVER)).isNull();
        assertThat(transform(Transformer.class.getClassLoader(), DRIVER)).isNull();
    }
}
