package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import io.noclobber.conformance.database.MySqlDriver;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Batches that fail, with each setting of a driver that changes how they are sent and what they tell. */
@ParameterizedClass(name = "{0}")
@EnumSource
class BatchSettingsTest extends BatchFailureContract {
    private final Sent sent;

    BatchSettingsTest(Sent sent) {
        this.sent = sent;
    }

    /** How a driver sends batches. */
    enum Sent {
        POSTGRES_REWRITTEN(Engine.POSTGRESQL_18, database -> postgres(database, "reWriteBatchedInserts=true")),
        POSTGRES_SIMPLE(Engine.POSTGRESQL_18, database -> postgres(database, "preferQueryMode=simple")),
        POSTGRES_PREPARED(Engine.POSTGRESQL_18, database -> postgres(database, "prepareThreshold=1")),
        POSTGRES_AUTOSAVE(Engine.POSTGRESQL_18, database -> postgres(database, "autosave=always")),
        MARIADB_ONE_BY_ONE(
                Engine.MARIADB,
                database -> MySqlDriver.MARIADB.to(database, "useBulkStmts=false", "useBulkStmtsForInserts=false")),
        MARIADB_BULK(Engine.MARIADB, database -> MySqlDriver.MARIADB.to(database, "useBulkStmts=true")),
        MARIADB_BY_CONNECTOR_J(Engine.MARIADB, MySqlDriver.CONNECTOR_J::to),
        MYSQL_REWRITTEN(
                Engine.MYSQL_56, database -> MySqlDriver.CONNECTOR_J.to(database, "rewriteBatchedStatements=true")),
        MYSQL_STOPPING(Engine.MYSQL_56, database -> MySqlDriver.CONNECTOR_J.to(database, "continueBatchOnError=false"));

        private final Engine engine;
        private final UnaryOperator<Database> reached;

        Sent(Engine engine, UnaryOperator<Database> reached) {
            this.engine = engine;
            this.reached = reached;
        }

        private static Database postgres(Database database, String setting) {
            String url = database.url() + "?" + setting;
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(url);
            source.setUser(database.user());
            source.setPassword(database.password());
            return new Database(database.engine(), url, database.user(), database.password(), source);
        }
    }

    /** However it is sent, and whatever the driver tells of it. */
    @Test
    void batch_withAConflictInTheMiddle_refusesThatElement() throws SQLException {
        for (int id = 1; id <= 3; id++) {
            bob.write("INSERT INTO {ours} (id, code, note) VALUES (?, ?, 'x')", id, id);
        }
        assertThat(alice.begin().read("SELECT id, code, note FROM {ours}")).hasSize(3);
        bob.write("UPDATE {ours} SET note = 'theirs' WHERE id = 2");

        try (PreparedStatement batch = alice.prepare("UPDATE {ours} SET code = ? WHERE id = ?")) {
            for (int id = 1; id <= 3; id++) {
                Session.bind(batch, 10 + id, id);
                batch.addBatch();
            }
            assertThatThrownBy(batch::executeBatch)
                    .isInstanceOfSatisfying(
                            BatchUpdateException.class,
                            refusal -> assertThat((Throwable) refusal.getNextException())
                                    .isInstanceOf(ConcurrencyConflictException.class));
        }
        alice.commit();
        assertThat(bob.value("SELECT code FROM {ours} WHERE id = 2")).isEqualTo("2");
    }

    /** Two settings under which what a batch says of itself is not what the bare driver says. */
    @Override
    protected void assertSame(Outcome ours, Outcome bare) {
        assertThat(ours.failure()).isEqualTo(bare.failure());
        boolean texts = bare.counts().split(",").length == 3;
        switch (sent) {
            case MARIADB_BULK -> {
                assertThat(bare.counts())
                        .as("of texts, which it goes on with, it tells; of others it does not")
                        .isEqualTo(texts ? "[1, -3, 1]" : "[-3, -3, -3, -3]");
                assertThat(ours.counts()).isEqualTo("[1, -3]");
                assertThat(ours.stored()).isEqualTo("[[11], [2], [3], [4]]");
                assertThat(texts || ours.stored().equals(bare.stored())).isTrue();
            }
            case POSTGRES_SIMPLE -> {
                assertThat(bare.counts())
                        .as("each element is a transaction")
                        .isEqualTo(texts ? "[1, -3, 1]" : "[1, -3, 1, 1]");
                assertThat(ours.counts()).isEqualTo(texts ? "[-3, -3, -3]" : "[-3, -3, -3, -3]");
                assertThat(ours.stored()).isEqualTo("[[1], [2], [3], [4]]");
            }
            default -> assertThat(ours).isEqualTo(bare);
        }
    }

    @Override
    protected Setting setting() {
        try {
            return new Setting(sent.reached.apply(sent.engine.database()), EntryPath.URL);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }
}
