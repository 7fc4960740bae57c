package io.noclobber.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.server.Browser.Answer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of two users at one order, in a web application that knows nothing of noclobber: in one server with the agent, and in
 * another one without. Each test has an order of its own.
 */
abstract class ShopContract extends ThreadsContract {
    /** Of each one that is remembered there is one. */
    private static final String CONVERSATION = "io.noclobber.internal.conversation.Kept";

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void twoUsers_withoutAgent_firstSaveIsLost(String path) throws Exception {
        Shop shop = shop(path);
        Browser ada = new Browser(bare().application(path));
        Browser bob = new Browser(bare().application(path));
        assertThat(ada.get(shop.form()).body()).contains("OPEN");
        assertThat(bob.get(shop.form()).body()).contains("OPEN");

        shop.isSaved(shop.save(ada, "SHIPPED"));
        shop.isSaved(shop.save(bob, "CANCELLED"));

        assertThat(shop.row()).isEqualTo("CANCELLED Ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void twoUsers_secondIsToldAndSavesAfterLookingAgain(String path) throws Exception {
        secondIsToldAndSavesAfterLookingAgain(shop(path));
    }

    final void secondIsToldAndSavesAfterLookingAgain(Shop shop) throws Exception {
        Browser ada = shop.user();
        Browser bob = shop.user();
        assertThat(ada.get(shop.form()).body()).contains("OPEN");
        assertThat(bob.get(shop.form()).body()).contains("OPEN");

        shop.isSaved(shop.save(ada, "SHIPPED"));
        Answer refused = shop.save(bob, "CANCELLED");

        assertThat(refused.body())
                .as(guarded().said())
                .contains(NOT_SAVED)
                .contains("was 'OPEN', is now 'SHIPPED', you wanted 'CANCELLED'");
        assertThat(shop.save(bob, "CANCELLED").body()).as("tried again").contains(NOT_SAVED);
        assertThat(shop.row()).isEqualTo("SHIPPED Ada");

        assertThat(bob.get(shop.form()).body()).contains("SHIPPED");
        shop.isSaved(shop.save(bob, "CANCELLED"));
        assertThat(shop.row()).isEqualTo("CANCELLED Ada");
    }

    /** After the redirection the form shows what was saved; a handler without it knows what it has stored. */
    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void oneUser_savesTwice_isNotInHerOwnWay(String path) throws Exception {
        Shop shop = shop(path);
        Browser ada = shop.user();
        ada.get(shop.form());

        shop.isSaved(shop.save(ada, "PACKED"));
        shop.isSaved(shop.save(ada, "SHIPPED"));
        assertThat(shop.quick(ada, "A").body()).isEqualTo("saved 1");
        assertThat(shop.quick(ada, "B").body()).isEqualTo("saved 1");

        assertThat(shop.row()).isEqualTo("B Ada");
    }

    /** What the page for errors reads it does not show for saving: it is what went wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void pageForErrors_readsTheRow_savingStaysRefused(String path) throws Exception {
        Shop shop = shop(path);
        Browser ada = shop.user();
        ada.get(shop.form());
        shop.somebodyElseWrites("SHIPPED");

        for (int i = 0; i < 3; i++) {
            assertThat(shop.quick(ada, "CANCELLED").body())
                    .as(guarded().said())
                    .startsWith("error: Your change")
                    .contains(NOT_SAVED)
                    .endsWith("now SHIPPED");
        }
        ada.get(shop.form());
        assertThat(shop.quick(ada, "CANCELLED").body()).isEqualTo("saved 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void order_deletedMeanwhile_isSaid(String path) throws Exception {
        Shop shop = shop(path);
        Browser ada = shop.user();
        Browser bob = shop.user();
        ada.get(shop.form());
        bob.get(shop.form());

        assertThat(bob.post("/quick", "id=" + shop.id(), "delete=yes").body()).isEqualTo("saved 1");

        assertThat(shop.save(ada, "SHIPPED").body()).contains("was not saved, because someone else deleted it");
        assertThat(ada.get(shop.form()).body()).contains("There is no such order.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void order_changedMeanwhile_isNotDeleted(String path) throws Exception {
        Shop shop = shop(path);
        Browser ada = shop.user();
        ada.get(shop.form());
        shop.somebodyElseWrites("SHIPPED");

        assertThat(ada.post("/quick", "id=" + shop.id(), "delete=yes").body()).startsWith("error: ");
        assertThat(shop.row()).isEqualTo("SHIPPED Ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void script_savesStaleOrder_isTold(String path) throws Exception {
        Shop shop = shop(path);
        Browser ada = shop.user();
        String form = "{\"id\":" + shop.id() + ",\"status\":\"CANCELLED\",\"shipTo\":\"Ada\"}";
        assertThat(ada.get("/ajax?id=" + shop.id()).body()).contains("OPEN");
        shop.somebodyElseWrites("SHIPPED");

        Answer refused = ada.postJson("/ajax", form);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).startsWith("{\"message\":\"").contains(NOT_SAVED);

        assertThat(ada.get("/ajax?id=" + shop.id()).body()).contains("SHIPPED");
        assertThat(ada.postJson("/ajax", form).body()).isEqualTo("{\"saved\":1}");
    }

    /** The limit that docs/agent.md names: what one tab is shown counts for the other as well. */
    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void twoTabs_ofOneSession_lookAlike(String path) throws Exception {
        Shop shop = shop(path);
        Browser ada = shop.user();
        assertThat(ada.get(shop.form()).body()).contains("OPEN");
        shop.somebodyElseWrites("SHIPPED");
        assertThat(ada.get(shop.form()).body()).contains("SHIPPED");

        shop.isSaved(shop.save(ada, "as the first tab has it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void twoRequests_ofOneSessionAtOnce_onlyOneSaves(String path) throws Exception {
        Shop shop = shop(path);
        Browser ada = shop.user();
        ada.get(shop.form());

        CompletableFuture<Answer> one = ada.postLater("/together", "id=" + shop.id(), "status=ONE");
        CompletableFuture<Answer> other = ada.postLater("/together", "id=" + shop.id(), "status=OTHER");
        List<String> answers = List.of(
                one.get(20, TimeUnit.SECONDS).body(),
                other.get(20, TimeUnit.SECONDS).body());

        assertThat(answers).as(guarded().said()).containsOnlyOnce("saved 1");
        assertThat(answers).anyMatch(answer -> answer.contains(NOT_SAVED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void session_changesItsId_rowsStay(String path) throws Exception {
        Shop shop = shop(path);
        Browser ada = shop.user();
        ada.get(shop.form());
        assertThat(ada.post("/login", "do=login").body()).isEqualTo("other");
        shop.somebodyElseWrites("SHIPPED");

        assertThat(shop.save(ada, "CANCELLED").body()).contains(NOT_SAVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout", "renew"})
    void session_invalidated_rowsAreForgotten(String how) throws Exception {
        Shop shop = shop("hsqldb");
        Browser ada = shop.user();
        int before = conversationsKept();
        ada.get(shop.form());
        assertThat(conversationsKept()).isEqualTo(before + 1);

        int ended = sessionsEnded();
        ada.post("/login", "do=" + how);
        assertThat(conversationsKept())
                .as("what is left in the memory of the server")
                .isEqualTo(before);
        assertThat(sessionsEnded()).isEqualTo(ended + 1);
        shop.somebodyElseWrites("SHIPPED");
        assertThat(shop.quick(ada, "CANCELLED").body()).isEqualTo("saved 1");
    }

    /** No request comes for it any more. */
    @Test
    void session_expired_rowsAreForgotten() throws Exception {
        Shop shop = shop("hsqldb");
        Browser ada = shop.user();
        int before = conversationsKept();
        ada.get(shop.form());
        assertThat(conversationsKept()).isEqualTo(before + 1);
        int ended = sessionsEnded();
        ada.post("/login", "do=expire");

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (sessionsEnded() == ended && System.nanoTime() < end) {
            Thread.sleep(100);
        }
        assertThat(sessionsEnded()).isEqualTo(ended + 1);
        assertThat(conversationsKept())
                .as("what is left in the memory of the server")
                .isEqualTo(before);
        shop.somebodyElseWrites("SHIPPED");
        assertThat(shop.quick(ada, "CANCELLED").body()).isEqualTo("saved 1");
    }

    /** How many have rows in the memory of the server. */
    private int conversationsKept() throws IOException, InterruptedException {
        return guarded().objects(CONVERSATION);
    }

    private int sessionsEnded() throws IOException, InterruptedException {
        String report = new Browser(guarded().application("hsqldb"))
                .get("/monitor?bean=io.noclobber:type=Agent&attribute=Report")
                .body();
        Matcher ended = Pattern.compile("Sessions that have ended: (\\d+)").matcher(report);
        assertThat(ended.find()).as(report).isTrue();
        return Integer.parseInt(ended.group(1));
    }

    /** The servlet that the request was for reads nothing. */
    @ParameterizedTest
    @CsvSource({"hsqldb, include", "hsqldb, forward", "postgresql, include", "postgresql, forward"})
    void part_thatIsIncludedOrForwardedTo_showsWhatItReads(String path, String how) throws Exception {
        Shop shop = shop(path);
        Browser ada = shop.user();
        String page = "/including?" + how + "=yes&id=" + shop.id();
        assertThat(ada.get(page).body()).contains("Order " + shop.id());
        shop.somebodyElseWrites("SHIPPED");
        assertThat(shop.quick(ada, "CANCELLED").body()).contains(NOT_SAVED);

        assertThat(ada.get(page).body()).contains("Order " + shop.id());
        assertThat(shop.quick(ada, "CANCELLED").body()).isEqualTo("saved 1");
    }

    /** The answer is there before the request has ended. */
    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void session_createdAfterTheFirstRead_hasWhatWasRead(String path) throws Exception {
        Shop shop = shop(path);
        Browser ada = shop.user();
        assertThat(ada.get("/late?wait=yes&id=" + shop.id()).body()).isEqualTo("OPEN");
        shop.somebodyElseWrites("SHIPPED");
        try {
            assertThat(shop.quick(ada.again(), "CANCELLED").body()).contains(NOT_SAVED);
        } finally {
            shop.user().get("/late?end=yes");
        }
        assertThat(shop.quick(ada.again(), "CANCELLED").body())
                .as("after its end")
                .contains(NOT_SAVED);
    }

    /** The other limit: nothing tells that two requests are of one user. */
    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "postgresql"})
    void requests_withoutSession_knowNothingOfEachOther(String path) throws Exception {
        Shop shop = shop(path);
        Browser ada = shop.user();
        assertThat(ada.get("/late?stateless=yes&id=" + shop.id()).body()).isEqualTo("OPEN");
        shop.somebodyElseWrites("SHIPPED");

        assertThat(shop.quick(ada, "CANCELLED").body()).isEqualTo("saved 1");
    }
}
