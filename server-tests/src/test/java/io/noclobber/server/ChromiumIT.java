package io.noclobber.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people at one order, each with a browser that has a window. What they see is in {@code target/screenshots}. */
final class ChromiumIT {
    private static final String AGENT = Path.of(System.getProperty("agent.jar"))
            .toAbsolutePath()
            .normalize()
            .toString();
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @TempDir
    private Path place;

    @BeforeEach
    void findBrowser() {
        String missing = "no /usr/bin/chromium and /usr/bin/chromedriver (Debian's chromium and chromium-driver)";
        if (!Chromium.isInstalled()) {
            System.out.println("Left out: what two people see in their browsers, because there is " + missing);
        }
        assumeTrue(Chromium.isInstalled(), missing);
    }

    @Test
    void twoPeople_withoutAgent_firstSaveIsLost() throws Exception {
        try (HsqldbServer hsqldb = HsqldbServer.start();
                RunningServer server = start(hsqldb, List.of());
                Chromium ada = browser("ada");
                Chromium bob = browser("bob")) {
            URI form = form(server);
            ada.open(form);
            bob.open(form);

            save(ada, "SHIPPED");
            save(bob, "CANCELLED");

            bob.screenshot(SCREENSHOTS.resolve("without-agent-bob-has-saved.png"));
            assertThat(bob.field("status")).isEqualTo("CANCELLED");
            assertThat(hsqldb.database().row(1)).isEqualTo("CANCELLED Ada");
        }
    }

    @Test
    void twoPeople_withAgent_secondIsToldAndSavesAfterLookingAgain() throws Exception {
        try (HsqldbServer hsqldb = HsqldbServer.start();
                RunningServer server = start(hsqldb, List.of("-javaagent:" + AGENT));
                Chromium ada = browser("ada");
                Chromium bob = browser("bob")) {
            URI form = form(server);
            ada.open(form);
            bob.open(form);
            bob.screenshot(SCREENSHOTS.resolve("1-bob-opens-the-order.png"));

            save(ada, "SHIPPED");
            assertThat(ada.field("status")).isEqualTo("SHIPPED");
            ada.screenshot(SCREENSHOTS.resolve("2-ada-has-saved.png"));

            save(bob, "CANCELLED");
            bob.screenshot(SCREENSHOTS.resolve("3-bob-is-told.png"));
            assertThat(bob.text())
                    .contains(ShopContract.NOT_SAVED)
                    .contains("was 'OPEN', is now 'SHIPPED', you wanted 'CANCELLED'");
            assertThat(hsqldb.database().row(1)).isEqualTo("SHIPPED Ada");

            bob.click("a");
            assertThat(bob.field("status")).isEqualTo("SHIPPED");
            bob.screenshot(SCREENSHOTS.resolve("4-bob-looks-again.png"));
            save(bob, "CANCELLED");
            bob.screenshot(SCREENSHOTS.resolve("5-bob-has-saved.png"));
            assertThat(bob.field("status")).isEqualTo("CANCELLED");
            assertThat(hsqldb.database().row(1)).isEqualTo("CANCELLED Ada");
        }
    }

    private RunningServer start(HsqldbServer hsqldb, List<String> jvm) throws Exception {
        ShopDatabase database = hsqldb.database();
        database.create();
        database.insert(1);
        return RunningServer.start(
                Tomcat.find("10.1", true),
                Files.createDirectory(place.resolve("server")),
                jvm,
                Map.of("shop", database));
    }

    private Chromium browser(String person) throws IOException, InterruptedException {
        return Chromium.start(Files.createDirectory(place.resolve(person)));
    }

    private static URI form(RunningServer server) {
        return URI.create(server.application("shop") + "/edit?id=1");
    }

    private static void save(Chromium person, String status) throws IOException, InterruptedException {
        person.type("status", status);
        person.click("input[type=submit]");
    }
}
