package io.noclobber.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent comes to a Tomcat 10.1 that has served requests already: its classes, sessions and connections are there. */
final class Tomcat10AttachIT {
    private static final int ORDER = 1;

    @Test
    void server_thatRunsAlready_followsRequestsFromThenOn(@TempDir Path place) throws Exception {
        List<String> jvm =
                List.of("-XX:+EnableDynamicAgentLoading", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        try (HsqldbServer hsqldb = HsqldbServer.start()) {
            ShopDatabase database = hsqldb.database();
            database.create();
            try (RunningServer server =
                    RunningServer.start(Tomcat.find("10.1", true), place, jvm, Map.of("hsqldb", database))) {
                database.insert(ORDER);
                Shop shop = new Shop(server, "hsqldb", database, ORDER);
                Browser ada = shop.user();
                assertThat(lost(shop, ada)).isEqualTo("saved 1");
                assertThat(ada.get("/background?id=" + ORDER).body()).isEqualTo("CANCELLED");
                assertThat(ada.get("/lambda?id=" + ORDER).body()).isEqualTo("CANCELLED");

                attach(server.pid());

                assertThat(lost(shop, ada)).as(server.said()).contains(ShopContract.NOT_SAVED);
                ada.get(shop.form());
                assertThat(shop.quick(ada, "CANCELLED").body()).isEqualTo("saved 1");
                sessionBegunBefore_isEnded(shop, ada);
                otherThreads_areFollowed(shop, shop.user());
                assertThat(server.said()).doesNotContain("a fault of noclobber").doesNotContain("cannot guard");
            }
        }
    }

    /** What becomes of the change that somebody else makes while a user looks at the form. */
    private static String lost(Shop shop, Browser user) throws Exception {
        shop.somebodyElseWrites("OPEN");
        assertThat(user.get(shop.form()).body()).contains("OPEN");
        shop.somebodyElseWrites("SHIPPED");
        return shop.quick(user, "CANCELLED").body();
    }

    private static void sessionBegunBefore_isEnded(Shop shop, Browser user) throws Exception {
        user.get(shop.form());
        shop.somebodyElseWrites("SHIPPED");
        user.post("/login", "do=logout");
        assertThat(shop.quick(user, "CANCELLED").body()).isEqualTo("saved 1");
    }

    private static void otherThreads_areFollowed(Shop shop, Browser user) throws Exception {
        for (String page : List.of("/background", "/lambda", "/timed")) {
            user.get(page + "?id=" + ORDER);
            shop.somebodyElseWrites("SHIPPED after " + page);
            assertThat(user.post(page, "id=" + ORDER, "status=CANCELLED").body())
                    .as(page + ": " + shop.server().said())
                    .contains(ShopContract.NOT_SAVED);
        }
    }

    private static void attach(long pid) throws Exception {
        Process attach = new ProcessBuilder(
                        Java.own().toString(), "-jar", ShopContract.AGENT.toString(), "attach", String.valueOf(pid))
                .inheritIO()
                .start();
        boolean ended = attach.waitFor(60, TimeUnit.SECONDS);
        if (!ended) {
            attach.destroyForcibly();
        }
        assertThat(ended).isTrue();
        assertThat(attach.exitValue()).isZero();
    }
}
