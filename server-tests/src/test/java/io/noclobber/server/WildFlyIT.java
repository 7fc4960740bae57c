package io.noclobber.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The shop in WildFly, whose modules see of each other what they name, and whose data sources take part in transactions of the server. */
final class WildFlyIT extends ShopContract {
    @Override
    ServerKind kind() {
        return WildFly.find();
    }

    /** It has nothing that the agent could have kept from it: no log, no module, and no warning says so. */
    @Test
    void server_withAgent_startsAsEver() {
        assertThat(guarded().said())
                .contains("INFO noclobber agent:", "WFLYSRV0025")
                .doesNotContain(
                        "WFLYLOG0078", "Could not load Logmanager", "NoClassDefFoundError", "ClassNotFoundException");
    }

    @Test
    void driver_insideTheApplication_isGuarded() throws Exception {
        Shop shop = shop(WildFly.INSIDE, "hsqldb", nextOrder());
        await(shop.user(), "/edit?id=0");

        secondIsToldAndSavesAfterLookingAgain(shop);
    }

    @Test
    void transaction_ofTheServer_savesInBothDatabasesTwice() throws Exception {
        Transfer transfer = new Transfer();
        Browser ada = transfer.user();
        assertThat(transfer.show(ada)).isEqualTo("OPEN OPEN");

        assertThat(transfer.save(ada, "PACKED")).isEqualTo("saved 1 1");
        assertThat(transfer.save(ada, "SHIPPED"))
                .as("what she has stored herself")
                .isEqualTo("saved 1 1");

        transfer.holds("SHIPPED", "SHIPPED");
    }

    /** The other database is written first, and has to be undone. */
    @Test
    void transaction_ofTheServer_overChangedRow_isRefusedInBothDatabases() throws Exception {
        Transfer transfer = new Transfer();
        Browser ada = transfer.user();
        transfer.show(ada);
        transfer.postgresql.somebodyElseWrites("SHIPPED");

        for (int i = 0; i < 2; i++) {
            assertThat(transfer.save(ada, "CANCELLED"))
                    .as(guarded().said())
                    .startsWith("error: Your change")
                    .contains(NOT_SAVED, "was 'OPEN', is now 'SHIPPED', you wanted 'CANCELLED'")
                    .endsWith(", undone");
        }
        transfer.holds("OPEN", "SHIPPED");

        assertThat(transfer.show(ada)).isEqualTo("OPEN SHIPPED");
        assertThat(transfer.save(ada, "CANCELLED")).isEqualTo("saved 1 1");
        transfer.holds("CANCELLED", "CANCELLED");
    }

    @Test
    void transaction_ofTheServer_undone_leavesWhatTheUserWasShown() throws Exception {
        Transfer transfer = new Transfer();
        Browser ada = transfer.user();
        Browser bob = transfer.user();
        transfer.show(ada);
        transfer.show(bob);

        assertThat(transfer.undo(ada, "PACKED")).isEqualTo("saved 1 1, undone");
        transfer.holds("OPEN", "OPEN");
        assertThat(transfer.save(ada, "SHIPPED")).isEqualTo("saved 1 1");
        assertThat(transfer.save(bob, "CANCELLED")).contains(NOT_SAVED);

        transfer.holds("SHIPPED", "SHIPPED");
    }

    /** Not all applications are there when the first one is. */
    private void await(Browser anybody, String path) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        int status = 0;
        while (status != 200 && System.nanoTime() < end) {
            status = anybody.get(path).status();
            Thread.sleep(50);
        }
        assertThat(status).as(guarded().said()).isEqualTo(200);
    }

    /** One order in two databases. */
    private final class Transfer {
        private final int id = nextOrder();
        private final Shop hsqldb = shop(WildFly.TRANSFER, "hsqldb", id);
        private final Shop postgresql = shop(WildFly.TRANSFER, "postgresql", id);

        Transfer() throws Exception {
            await(user(), "/transfer?id=" + id);
        }

        Browser user() {
            return hsqldb.user();
        }

        String show(Browser user) throws Exception {
            return user.get("/transfer?id=" + id).body();
        }

        String save(Browser user, String status) throws Exception {
            return user.post("/transfer", "id=" + id, "status=" + status).body();
        }

        String undo(Browser user, String status) throws Exception {
            return user.post("/transfer", "id=" + id, "status=" + status, "undo=yes")
                    .body();
        }

        void holds(String one, String other) throws Exception {
            assertThat(hsqldb.row()).isEqualTo(one + " Ada");
            assertThat(postgresql.row()).isEqualTo(other + " Ada");
        }
    }
}
