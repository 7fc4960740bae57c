package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows that PostgreSQL's driver has fetched are given at once, whatever another thread waits for on the connection. */
class PostgresLockedRowsTest extends ConversationSteps {
    @Override
    protected Setting setting() {
        try {
            return new Setting(Engine.POSTGRESQL_18.database(), EntryPath.URL);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }

    @Test
    @Timeout(LIMIT_SECONDS * 2)
    void nextLockedRow_anotherThreadsWriteWaits_isGiven() throws Exception {
        bob.write("INSERT INTO {orders} (id, status, amount, note) VALUES (3, 'OPEN', 30.00, NULL)");
        Session carol = guarded().begin();
        in(user, () -> {
            readOrder(alice, 1);
            readOrder(alice, 2);
        });
        try (Conversations.Open open = open(user);
                PreparedStatement query =
                        carol.prepare("SELECT id FROM {orders} WHERE id IN (1, 2) ORDER BY id FOR UPDATE");
                ResultSet rows = query.executeQuery()) {
            assertThat(open).isNotNull();
            assertThat(rows.next()).isTrue();
            bob.begin().write(SET_STATUS, "THEIRS", 3);
            Future<Integer> waiting = meanwhile(() -> carol.write(SET_STATUS, "MINE", 3));
            assertThat(endsSoon(waiting)).isFalse();

            Future<Boolean> next = meanwhile(rows::next);
            boolean given = endsSoon(next);
            bob.rollback();
            assertThat(given).as("given while the write waits").isTrue();
            assertThat(await(next)).isTrue();
            assertThat(await(waiting)).isOne();
        }
        carol.rollback();
    }
}
