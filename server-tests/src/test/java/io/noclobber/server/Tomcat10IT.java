package io.noclobber.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shop in Tomcat 10.1. */
final class Tomcat10IT extends ShopContract {
    private static final String LOADER = "org.apache.catalina.loader.ParallelWebappClassLoader";
    private static final int REDEPLOYS = Integer.getInteger("test.redeploys", 5);
    private static final Duration UNTIL_DROPPED = Duration.ofSeconds(30);

    @Override
    ServerKind kind() {
        return Tomcat.find("10.1", true);
    }

    /** Each time its class loader is a new one, and the one before must go, with the driver inside it if that is where it is. */
    @ParameterizedTest
    @CsvSource({"hsqldb, postgresql", "postgresql, hsqldb"})
    void application_redeployed_isDropped(String path, String other) throws Exception {
        String bean = "Catalina:j2eeType=WebModule,name=//localhost/" + path + ",J2EEApplication=none,J2EEServer=none";
        Browser administrator = new Browser(guarded().application(other));
        for (int i = 0; i < REDEPLOYS; i++) {
            editOrder(path);
            assertThat(administrator
                            .post("/monitor", "bean=" + bean, "operation=reload")
                            .body())
                    .isEqualTo("done");
        }
        editOrder(path);

        assertThat(loadersLeft(path)).as(guarded().said()).isBetween(2, 3);
    }

    /**
     * Two applications; and Tomcat itself may hold one that has ended until its next request. Each of its threads may hold another, and
     * what has a finalizer goes one collection later: so this asks again, but what leaks stays, one for each redeploy.
     */
    private int loadersLeft(String path) throws Exception {
        long end = System.nanoTime() + UNTIL_DROPPED.toNanos();
        int left = guarded().objects(LOADER);
        while (left > 3 && System.nanoTime() < end) {
            System.out.println("Class loaders of applications left: " + left);
            editOrder(path);
            left = guarded().objects(LOADER);
        }
        return left;
    }

    private void editOrder(String path) throws Exception {
        Shop shop = shop(path);
        Browser ada = shop.user();
        ada.get(shop.form());
        shop.isSaved(shop.save(ada, "SHIPPED"));
    }
}
