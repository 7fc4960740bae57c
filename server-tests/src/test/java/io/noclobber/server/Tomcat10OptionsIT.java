package io.noclobber.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What tells one user from another where it is not the session, in Tomcat 10.1: option {@code http}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Tomcat10OptionsIT {
    /** By what requests belong together, and how one sends it. */
    enum By {
        HEADER("header:X-Form") {
            @Override
            Map<String, String> sentBy(String user) {
                return Map.of("X-Form", user);
            }
        },
        COOKIE("cookie:SSO") {
            @Override
            Map<String, String> sentBy(String user) {
                return Map.of("Cookie", "other=1; SSO=" + user);
            }
        },
        PRINCIPAL("principal") {
            @Override
            Map<String, String> sentBy(String user) {
                byte[] secret = (user + ":" + Tomcat.PASSWORD).getBytes(StandardCharsets.UTF_8);
                return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(secret));
            }
        };

        private final String option;

        By(String option) {
            this.option = option;
        }

        abstract Map<String, String> sentBy(String user);
    }

    private HsqldbServer hsqldb;
    private int orders;

    @BeforeAll
    void startDatabase() throws Exception {
        hsqldb = HsqldbServer.start();
        hsqldb.database().create();
    }

    @AfterAll
    void stopDatabase() {
        hsqldb.close();
    }

    @ParameterizedTest
    @EnumSource
    void requests_withTheSameValue_areOfOneUser_whateverTheirSession(By by, @TempDir Path place) throws Exception {
        List<String> jvm = List.of(
                "-javaagent:" + ShopContract.AGENT + "=http=" + by.option,
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1");
        try (RunningServer server =
                RunningServer.start(Tomcat.find("10.1", true), place, jvm, Map.of("hsqldb", hsqldb.database()))) {
            sameValue_guards(by, order(server));
            sameSession_isOfNoMatter(by, order(server));
            withoutValue_nothingIsKnown(order(server));
            assertThat(server.said()).doesNotContain("a fault of noclobber").doesNotContain("NOT guarded");
        }
    }

    private Shop order(RunningServer server) throws Exception {
        ShopDatabase database = hsqldb.database();
        orders++;
        database.insert(orders);
        return new Shop(server, "hsqldb", database, orders);
    }

    /** Each browser has cookies, and so a session, of its own. */
    private static void sameValue_guards(By by, Shop shop) throws Exception {
        Browser looks = shop.user().sending(by.sentBy("ada"));
        Browser saves = shop.user().sending(by.sentBy("ada"));
        assertThat(looks.get(shop.form()).body()).contains("OPEN");
        shop.somebodyElseWrites("SHIPPED");

        assertThat(shop.quick(saves, "CANCELLED").body())
                .as(shop.server().said())
                .contains(ShopContract.NOT_SAVED);

        assertThat(looks.get(shop.form()).body()).contains("SHIPPED");
        assertThat(shop.quick(saves, "CANCELLED").body()).isEqualTo("saved 1");
    }

    /** One browser, and so one session, with two values: of what the one was shown the other knows nothing. */
    private static void sameSession_isOfNoMatter(By by, Shop shop) throws Exception {
        Browser one = shop.user().sending(by.sentBy("ada"));
        Browser other = one.sending(by.sentBy("bob"));
        assertThat(one.get(shop.form()).body()).contains("OPEN");
        shop.somebodyElseWrites("SHIPPED");
        assertThat(other.get(shop.form()).body()).contains("SHIPPED");

        assertThat(shop.quick(one, "CANCELLED").body()).contains(ShopContract.NOT_SAVED);
        assertThat(shop.quick(other, "CANCELLED").body()).isEqualTo("saved 1");
    }

    private static void withoutValue_nothingIsKnown(Shop shop) throws Exception {
        Browser nobody = shop.user();
        assertThat(nobody.get(shop.form()).body()).contains("OPEN");
        shop.somebodyElseWrites("SHIPPED");

        assertThat(shop.quick(nobody, "CANCELLED").body()).isEqualTo("saved 1");
    }
}
