package io.noclobber.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which thread works for which request: the order that one of them has shown is the one that another saves. */
abstract class ThreadsContract extends ShopServers {
    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void request_onOtherThread_belongsToItsSession(String path) throws Exception {
        Shop shop = shop(path);
        Browser ada = shop.user();
        assertThat(ada.get("/background?id=" + shop.id()).body()).isEqualTo("OPEN");
        shop.somebodyElseWrites("SHIPPED");

        assertThat(ada.post("/background", "id=" + shop.id(), "status=CANCELLED")
                        .body())
                .as(guarded().said())
                .contains(NOT_SAVED);

        assertThat(ada.get("/background?dispatch=yes&id=" + shop.id()).body()).contains("SHIPPED");
        assertThat(ada.post("/background", "id=" + shop.id(), "status=CANCELLED")
                        .body())
                .isEqualTo("saved 1");
    }

    /** Threads of the pool serve one user after the other. */
    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void threads_ofThePool_keepNothingOfEarlierUsers(String path) throws Exception {
        Shop shop = shop(path);
        shop.user().get(shop.form());
        shop.user().get(shop.form());
        for (int i = 0; i < 12; i++) {
            shop.somebodyElseWrites("SHIPPED " + i);
            assertThat(shop.quick(shop.user(), "CANCELLED").body()).isEqualTo("saved 1");
        }
    }

    /** The server calls a listener, on whichever of its threads, when the client has sent more or can take more. */
    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void request_withoutBlocking_belongsToItsSession(String path) throws Exception {
        Shop shop = shop(path);
        Browser ada = shop.user();
        assertThat(ada.get("/streaming?id=" + shop.id()).body()).isEqualTo("OPEN");
        shop.somebodyElseWrites("SHIPPED");

        assertThat(ada.postJson("/streaming?id=" + shop.id(), "CANCELLED").body())
                .as(guarded().said())
                .contains(NOT_SAVED);

        assertThat(ada.get("/streaming?id=" + shop.id()).body()).isEqualTo("SHIPPED");
        assertThat(ada.postJson("/streaming?id=" + shop.id(), "CANCELLED").body())
                .isEqualTo("saved 1");
    }

    /** The server calls a listener when nobody else has answered in time. */
    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void request_thatTimesOut_belongsToItsSession(String path) throws Exception {
        Shop shop = shop(path);
        Browser ada = shop.user();
        assertThat(ada.get("/timed?id=" + shop.id()).body()).isEqualTo("OPEN");
        shop.somebodyElseWrites("SHIPPED");

        assertThat(ada.post("/timed", "id=" + shop.id(), "status=CANCELLED").body())
                .as(guarded().said())
                .contains(NOT_SAVED);

        assertThat(ada.get("/timed?id=" + shop.id()).body()).isEqualTo("SHIPPED");
        assertThat(ada.post("/timed", "id=" + shop.id(), "status=CANCELLED").body())
                .isEqualTo("saved 1");
    }

    /** By then the answer is on its way: what a listener reads at the end no user sees. */
    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void request_readsAtItsEnd_showsNothing(String path) throws Exception {
        Shop shop = shop(path);
        Browser ada = shop.user();
        assertThat(ada.get(shop.form()).body()).contains("OPEN");
        shop.somebodyElseWrites("SHIPPED");
        assertThat(ada.get("/timed?end=yes&id=" + shop.id()).body()).isEqualTo("shows nothing");
        assertThat(shop.user().get("/timed?seen=yes").body()).isEqualTo("SHIPPED");

        assertThat(shop.save(ada, "CANCELLED").body()).as(guarded().said()).contains(NOT_SAVED);
    }

    /** The JVM shows no agent the class of a lambda. */
    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void request_servedByLambda_belongsToItsSession(String path) throws Exception {
        Shop shop = shop(path);
        Browser ada = shop.user();
        assertThat(ada.get("/lambda?id=" + shop.id()).body()).isEqualTo("OPEN");
        shop.somebodyElseWrites("SHIPPED");

        assertThat(ada.post("/lambda", "id=" + shop.id(), "status=CANCELLED").body())
                .as(guarded().said())
                .contains(NOT_SAVED);

        assertThat(ada.get("/lambda?id=" + shop.id()).body()).isEqualTo("SHIPPED");
        assertThat(ada.post("/lambda", "id=" + shop.id(), "status=CANCELLED").body())
                .isEqualTo("saved 1");
    }

    /** What a thread of the application reads that outlives its request nobody was shown, and what it saves nobody stands in the way of. */
    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void thread_thatOutlivesItsRequest_worksForNobody(String path) throws Exception {
        Shop shop = shop(path);
        Browser ada = shop.user();
        Browser bob = shop.user();
        assertThat(ada.get(shop.form()).body()).contains("OPEN");
        assertThat(ada.post("/afterwards", "id=" + shop.id()).body()).isEqualTo("begun");
        shop.somebodyElseWrites("SHIPPED");
        assertThat(bob.get("/afterwards").body()).isEqualTo("SHIPPED");
        assertThat(shop.save(ada, "CANCELLED").body())
                .as("nobody has shown her the row: " + guarded().said())
                .contains(NOT_SAVED);

        assertThat(bob.get(shop.form()).body()).contains("SHIPPED");
        assertThat(ada.post("/afterwards", "id=" + shop.id(), "status=PACKED").body())
                .isEqualTo("begun");
        shop.somebodyElseWrites("RETURNED");
        assertThat(bob.get("/afterwards").body())
                .as("it has read what it saves: " + guarded().said())
                .isEqualTo("saved 1");
        assertThat(shop.save(bob, "CANCELLED").body()).contains(NOT_SAVED);
    }
}
