package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.ServiceLoader;
import org.hsqldb.jdbc.JDBCDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The {@code -all} jar on a class path that holds nothing else but a real driver and the SLF4J API. */
final class AllJarIT {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private URLClassLoader alone;

    @BeforeEach
    void leaveTheClassPathOfTheTests() throws MalformedURLException {
        URL jar = Path.of(System.getProperty("jar.all")).toUri().toURL();
        URL[] classPath = {jar, home(Logger.class), home(JDBCDriver.class)};
        alone = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(alone);
    }

    @AfterEach
    void comeBack() throws Exception {
        Thread.currentThread().setContextClassLoader(before);
        alone.close();
    }

    @Test
    void allJar_alone_connectsAndForwards() throws SQLException {
        try (Connection other =
                        driver("org.hsqldb.jdbc.JDBCDriver").connect("jdbc:hsqldb:mem:plain", new Properties());
                Connection ours = driver("io.noclobber.NoclobberDriver")
                        .connect("jdbc:noclobber:hsqldb:mem:plain", new Properties())) {
            assertThat(ours.toString()).startsWith("noclobber[");
            assertThat(ours.getClass().getClassLoader()).isNotSameAs(before);
            run(other, "CREATE TABLE orders (id INT PRIMARY KEY, status VARCHAR(20))");
            run(other, "INSERT INTO orders VALUES (1, 'OPEN')");

            assertThat(read(ours)).isEqualTo("OPEN");
            assertThat(save(ours, "PACKED")).isOne();
            assertThat(read(other)).isEqualTo("PACKED");
        }
    }

    @Test
    void allJar_alone_refusesToOverwriteWhatAnotherChanged() throws SQLException {
        try (Connection other =
                        driver("org.hsqldb.jdbc.JDBCDriver").connect("jdbc:hsqldb:mem:alone", new Properties());
                Connection ours = driver("io.noclobber.NoclobberDriver")
                        .connect("jdbc:noclobber:hsqldb:mem:alone", new Properties())) {
            assertThat(ours.toString()).startsWith("noclobber[");
            run(other, "CREATE TABLE orders (id INT PRIMARY KEY, status VARCHAR(20))");
            run(other, "INSERT INTO orders VALUES (1, 'OPEN')");
            assertThat(read(ours)).isEqualTo("OPEN");
            assertThat(save(ours, "PACKED")).isOne();
            run(other, "UPDATE orders SET status = 'SHIPPED'");

            assertThatThrownBy(() -> save(ours, "CANCELLED")).isInstanceOfSatisfying(SQLException.class, refusal -> {
                assertThat(refusal.getSQLState()).isEqualTo("NC001");
                assertThat(refusal.getClass().getName())
                        .isEqualTo("io.noclobber.conflict.ConcurrencyConflictException");
                assertThat(refusal.getClass().getClassLoader()).isSameAs(alone);
            });
            assertThat(read(other)).isEqualTo("SHIPPED");
        }
    }

    private static String read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, status FROM orders WHERE id = 1")) {
            assertThat(rows.next()).isTrue();
            return rows.getString("status");
        }
    }

    private static int save(Connection connection, String status) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE orders SET status = ? WHERE id = ?")) {
            update.setString(1, status);
            update.setInt(2, 1);
            return update.executeUpdate();
        }
    }

    private static void run(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    /** A driver of the other class path, found by its service file. */
    private Driver driver(String name) {
        return ServiceLoader.load(Driver.class, alone).stream()
                .filter(provider -> provider.type().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no META-INF/services/java.sql.Driver names " + name))
                .get();
    }

    private static URL home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
