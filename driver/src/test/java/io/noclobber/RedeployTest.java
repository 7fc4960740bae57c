package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An application that brings us along is deployed and dropped again and again; nothing of it stays. Each time takes half
 * a second, so {@code -Dtest.redeploys=100} asks for more of them, and only then the heap tells what no class loader does.
 */
class RedeployTest {
    private static final int REDEPLOYS = Integer.getInteger("test.redeploys", 10);

    /** Where the real driver stays, less is loaded each time, and less can be held. */
    private static final int SHARE = 10;

    /** What may come and go between two looks at the heap; one application that is held takes more than a megabyte. */
    private static final long MOST_BYTES = 16_000_000;

    /**
     * @param driverOfItsOwn whether the application brings the real driver, too, or the server has it
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void classLoader_ofADroppedApplication_isCollected(boolean driverOfItsOwn) throws Exception {
        // Java 17 keeps the last class whose record compared two of its components (ObjectMethods.OBJECT_EQ), and
        // H2 the context class loader of the first that connected (OnExitDatabaseCloser). Never more than these.
        int allowed = driverOfItsOwn ? 1 : 2;
        List<URL> server = new ArrayList<>();
        List<URL> application = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            (!driverOfItsOwn && new File(entry).getName().startsWith("h2-") ? server : application).add(url(entry));
        }
        // DriverManager looks for drivers once a JVM, through the context class loader of that moment: not one to be
        // dropped
        assertThat(DriverManager.drivers()).isNotEmpty();
        try (URLClassLoader parent =
                new URLClassLoader(server.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            List<WeakReference<ClassLoader>> dropped = new ArrayList<>();
            int redeploys = driverOfItsOwn ? REDEPLOYS : Math.max(3, REDEPLOYS / SHARE);
            long before = 0;
            for (int i = 0; i < redeploys; i++) {
                dropped.add(deployAndDrop(application, parent));
                if (i == redeploys / 5) {
                    before = usedHeap();
                }
            }
            assertThat(usedHeap() - before).as("growth of the heap").isLessThan(MOST_BYTES);
            for (int tries = 0; tries < 200 && held(dropped) > allowed; tries++) {
                System.gc();
                Thread.sleep(50);
            }
            assertThat(held(dropped)).isLessThanOrEqualTo(allowed);
        }
    }

    private static long usedHeap() throws InterruptedException {
        System.gc();
        Thread.sleep(20);
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long held(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    private static URL url(String entry) throws MalformedURLException {
        return new File(entry).toURI().toURL();
    }

    private static WeakReference<ClassLoader> deployAndDrop(List<URL> application, ClassLoader parent)
            throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(application.toArray(new URL[0]), parent)) {
            thread.setContextClassLoader(loader);
            Class<?> type = loader.loadClass(RedeployedApplication.class.getName());
            ((Runnable) type.getDeclaredConstructor().newInstance()).run();
            awaitWarmUp();
            return new WeakReference<>(loader);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Its classes must not be taken away from it while it loads them. */
    private static void awaitWarmUp() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("noclobber-warm-up")) {
                thread.join(30_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }
}
