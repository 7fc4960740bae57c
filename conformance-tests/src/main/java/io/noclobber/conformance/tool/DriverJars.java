package io.noclobber.conformance.tool;

import io.noclobber.NoclobberDriver;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** The drivers of a DBA: jars that he names, or that lie in a folder. They come before those in this jar. */
final class DriverJars {
    private DriverJars() {}

    /**
     * Sees to it that {@code DriverManager} has a driver for {@code url}.
     *
     * @param named jars
     * @param folder where more of them lie, if it exists
     */
    static void provide(String url, List<Path> named, Path folder) throws CannotRunException {
        List<Path> jars = new ArrayList<>(named);
        jars.addAll(within(folder));
        for (Path jar : jars) {
            refuseUnlessJar(jar);
        }
        List<Driver> brought = jars.isEmpty() ? List.of() : load(jars);
        for (Driver driver : brought) {
            if (accepts(driver, url)) {
                replace(driver, url);
                return;
            }
        }
        if (!named.isEmpty() && brought.isEmpty()) {
            throw new CannotRunException("There is no driver in " + listed(jars)
                    + ": none of these jars says by META-INF/services/java.sql.Driver that it has one. A jar of sources or of"
                    + " documentation has none, nor has a part of a driver that comes in several jars. Give --driver the one"
                    + " with the driver.");
        }
        // a verdict on another driver than the one that was named would be none
        if (!named.isEmpty()
                || DriverManager.drivers()
                        .noneMatch(driver -> !(driver instanceof NoclobberDriver) && accepts(driver, url))) {
            throw new CannotRunException(missing(url, jars, folder));
        }
    }

    /** What is wrong with a file is told by itself: without that a driver would be missing, and nobody knew why. */
    private static void refuseUnlessJar(Path jar) throws CannotRunException {
        if (Files.isDirectory(jar)) {
            throw new CannotRunException("The driver " + jar
                    + " is a folder. Give --driver the jar itself, or --drivers a folder in which jars lie.");
        }
        if (!Files.isReadable(jar)) {
            throw new CannotRunException("The driver " + jar
                    + (Files.exists(jar)
                            ? " cannot be read: this user has no right to."
                            : " cannot be read: there is no such file.")
                    + " Give --driver the path of a jar that exists.");
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            if (zip.size() == 0) {
                throw new CannotRunException("The driver " + jar + " is a jar with nothing in it.");
            }
        } catch (IOException broken) {
            throw new CannotRunException(
                    "The driver " + jar + " is no jar, or one that is broken: " + broken.getMessage()
                            + ". Was it downloaded to its end, and is it what its name says?",
                    broken);
        }
    }

    private static String listed(List<Path> jars) {
        return jars.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String missing(String url, List<Path> jars, Path folder) {
        String protocol = new Secrets("").hide(url.split("[/@?;]", 2)[0]);
        String tried = jars.isEmpty() ? "no jar was given" : "tried: " + listed(jars);
        return "There is no driver for a URL that begins with " + protocol
                + ", or one that takes it cannot read the rest of this one ("
                + tried
                + "). Are host, port and what follows them as its driver wants them? Else name its jar by --driver path/to/driver.jar, or put it into the folder "
                + folder
                + ". This program brings drivers for HSQLDB, H2, Derby, SQLite and PostgreSQL only.";
    }

    private static List<Path> within(Path folder) throws CannotRunException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CannotRunException("The folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** With nothing of ours in sight, so that a driver that is also in this jar is really the one given. */
    private static List<Driver> load(List<Path> jars) throws CannotRunException {
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            try {
                urls[i] = jars.get(i).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new CannotRunException(jars.get(i) + " is no path of a jar", e);
            }
        }
        // never closed: its drivers are used until the program ends
        ClassLoader loader = new URLClassLoader("drivers", urls, ClassLoader.getPlatformClassLoader());
        List<Driver> drivers = new ArrayList<>();
        try {
            ServiceLoader.load(Driver.class, loader).forEach(drivers::add);
        } catch (UnsupportedClassVersionError newer) {
            throw new CannotRunException(
                    "A driver in " + jars + " was compiled for a newer Java than " + System.getProperty("java.version")
                            + ", which runs this program (" + newer.getMessage()
                            + "). Start it by a newer Java, or give --driver a release of the driver for this one.",
                    newer);
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw new CannotRunException(
                    "A driver in " + jars + " cannot be loaded: " + broken
                            + ". If it names a class, another jar is missing, which --driver takes as well.",
                    broken);
        }
        return drivers;
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException | RuntimeException | LinkageError cannotTell) {
            return false;
        }
    }

    private static void replace(Driver driver, String url) throws CannotRunException {
        try {
            for (Driver ours : DriverManager.drivers().toList()) {
                if (!(ours instanceof NoclobberDriver) && accepts(ours, url)) {
                    DriverManager.deregisterDriver(ours);
                }
            }
            DriverManager.registerDriver(new DriverFromJar(driver));
        } catch (SQLException e) {
            throw new CannotRunException("The driver " + driver.getClass().getName() + " was not taken", e);
        }
    }
}
