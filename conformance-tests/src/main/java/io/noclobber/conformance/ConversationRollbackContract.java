package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a conversation has read survives a rollback; what it has read of own work that is rolled back does not. */
public abstract class ConversationRollbackContract extends ConversationSteps {
    @Test
    void rollbackBetween_rowChanged_isRefused() throws SQLException {
        Session carol = guarded().begin();
        alice.begin();
        in(user, () -> {
            readOrder(alice, 1);
            alice.rollback();
        });
        changeRowOne();

        in(user, () -> {
            refused(() -> save(carol));
            carol.rollback();
            refused(() -> save(carol));
            carol.rollback();
            refused(() -> save(alice));
        });
    }

    /** Decision 0011: what was seen was seen, whatever else becomes of the transaction. */
    @Test
    void readBesideOwnWorkThatIsRolledBack_rowChanged_isRefused() throws SQLException {
        Session carol = guarded();
        alice.begin();
        in(user, () -> {
            assertThat(alice.write(SET_STATUS, "PAID", 2)).isOne();
            readOrder(alice, 1);
            alice.rollback();
        });
        changeRowOne();
        refusedIn(user, carol);
        refusedIn(user, alice);
        alice.rollback();
        in(user, () -> assertThat(carol.write(SET_STATUS, "PAID", 2)).isOne());
    }

    @Test
    void ownWriteRolledBack_rowChanged_isRefusedEverywhere() throws SQLException {
        Session carol = guarded();
        alice.begin();
        in(user, () -> {
            readOrder(alice, 1);
            assertThat(save(alice)).isOne();
            readOrder(alice, 1);
            alice.rollback();
        });
        in(user, () -> assertThat(carol.write(SET_STATUS, "PAID", 1)).isOne());
        changeRowOne();
        refusedIn(user, alice);
        alice.rollback();
        refusedIn(user, carol);
    }

    @Test
    void setBasedWriteRolledBackToSavepoint_rowChanged_isRefused() throws SQLException {
        if (!hasSavepoints()) {
            return;
        }
        alice.begin();
        in(user, () -> {
            readOrder(alice, 1);
            var savepoint = alice.connection().setSavepoint("sp");
            alice.write("UPDATE {orders} SET note = 'all' WHERE amount > 0");
            alice.connection().rollback(savepoint);
            alice.commit();
        });
        changeRowOne();
        refusedIn(user, alice);
    }

    @Test
    @Tag(HOLDS_BARE)
    void rowReadOnlyAfterOwnInsertThatWasRolledBack_isNotRemembered() throws SQLException {
        alice.begin();
        in(user, () -> {
            alice.write("INSERT INTO {orders} (id, status) VALUES (3, 'MINE')");
            alice.read(READ, 3);
            alice.rollback();
            assertThat(alice.write(SET_STATUS, "PAID", 3)).isZero();
            alice.rollback();
        });
    }
}
