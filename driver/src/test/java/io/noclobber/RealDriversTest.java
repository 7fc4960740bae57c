package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that only the application's class loader has: DriverManager hides them from a noclobber that is in another one. */
class RealDriversTest {
    private static final String SQL_SERVER = "jdbc:sqlserver://127.0.0.1";
    private static final String DRIVER = "com.microsoft.sqlserver.jdbc.SQLServerDriver";

    @TempDir
    private Path directory;

    /** A driver of whose URL nothing is known but what it says itself. */
    public static final class Served extends StubDriver {
        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith("jdbc:served:");
        }
    }

    /** The class loader of an application that brings a driver; an old jar does not say that it holds one. */
    private static final class Application extends URLClassLoader {
        Application(Path jar) throws IOException {
            super(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.startsWith("META-INF/services/") ? Collections.emptyEnumeration() : super.getResources(name);
        }
    }

    private static Path jar() throws IOException {
        try (Stream<Path> drivers = Files.list(Path.of(System.getProperty("test.drivers")))) {
            return drivers.filter(each -> each.getFileName().toString().startsWith("mssql-jdbc"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Driver find(ClassLoader context, String url, @Nullable String named) throws SQLException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(context);
        try {
            return RealDrivers.find(url, named);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void driver_thatIsAServiceOfTheApplication_isFound() throws Exception {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(Driver.class.getName()), "no.such.Driver\n" + Served.class.getName());
        assertThatThrownBy(() -> RealDrivers.find("jdbc:served:x", null)).isInstanceOf(SQLException.class);
        try (URLClassLoader application = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            assertThat(find(application, "jdbc:served:x", null)).isInstanceOf(Served.class);
        }
    }

    @Test
    void driver_thatIsNoService_isFoundByItsUrlOrItsName() throws Exception {
        assertThatThrownBy(() -> RealDrivers.find(SQL_SERVER, null)).isInstanceOf(SQLException.class);
        for (String named : new String[] {null, DRIVER}) {
            try (Application application = new Application(jar())) {
                Driver found = find(application, SQL_SERVER, named);
                assertThat(found.getClass().getName()).isEqualTo(DRIVER);
                assertThat(found.getClass().getClassLoader()).isSameAs(application);
            }
        }
    }
}
