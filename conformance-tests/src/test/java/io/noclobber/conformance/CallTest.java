package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.NoclobberDriver;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Stored procedures: passed on as they are, their rows only read, and what they do to images as option afterCall says. */
@ParameterizedClass
@EnumSource(
        value = Engine.class,
        names = {"HSQLDB_MVCC", "POSTGRESQL_18", "MARIADB"})
class CallTest extends Contract {
    private final Engine engine;

    CallTest(Engine engine) {
        this.engine = engine;
    }

    @Override
    protected Setting setting() {
        try {
            return new Setting(engine.database(), EntryPath.URL);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }

    /** A procedure that writes a row, and one that shows it. */
    @BeforeEach
    void createProcedures() throws SQLException {
        createOrders();
        String update = "UPDATE {orders} SET note = 'called' WHERE id = i";
        String select = "SELECT id, status FROM {orders} WHERE id = i";
        switch (engine) {
            case POSTGRESQL_18 -> {
                bob.writePlain("CREATE PROCEDURE {ship}(i INT) LANGUAGE SQL AS $$ " + update + " $$");
                bob.writePlain(
                        "CREATE FUNCTION {show}(i INT) RETURNS refcursor LANGUAGE plpgsql AS $$ DECLARE c refcursor;"
                                + " BEGIN OPEN c FOR " + select + "; RETURN c; END $$");
            }
            case MARIADB -> {
                bob.writePlain("CREATE PROCEDURE {ship}(IN i INT) " + update);
                bob.writePlain("CREATE PROCEDURE {show}(IN i INT) " + select);
            }
            default -> {
                bob.writePlain("CREATE PROCEDURE {ship}(IN i INT) MODIFIES SQL DATA BEGIN ATOMIC " + update + "; END");
                bob.writePlain("CREATE PROCEDURE {show}(IN i INT) READS SQL DATA DYNAMIC RESULT SETS 1 BEGIN ATOMIC"
                        + " DECLARE c CURSOR WITH RETURN FOR " + select + "; OPEN c; END");
            }
        }
        cleanUp("DROP PROCEDURE {ship}");
        cleanUp("DROP " + (engine.isPostgres() ? "FUNCTION" : "PROCEDURE") + " {show}");
    }

    private void ship(Session session, int id) throws SQLException {
        // PostgreSQL's driver takes the escape for a function
        String text = engine.isPostgres() ? "CALL {ship}(?)" : "{call {ship}(?)}";
        try (CallableStatement call = session.connection().prepareCall(session.sql(text))) {
            call.setInt(1, id);
            call.execute();
        }
    }

    private static int save(Session session, int id) throws SQLException {
        return session.write("UPDATE {orders} SET status = 'SAVED' WHERE id = ?", id);
    }

    @Test
    void call_keepsWhatWasRead() throws SQLException {
        readOrder(alice, 1);
        long before = calls();
        ship(alice, 2);
        assertThat(calls()).isGreaterThan(before);
        bob.write("UPDATE {orders} SET status = 'BOBS' WHERE id = 1");
        refused(() -> save(alice, 1));
    }

    private static long calls() {
        return NoclobberDriver.counts().elsewhere().unguarded().getOrDefault("CALL", 0L);
    }

    @Test
    void call_thatChangesTheRowInTheSameTransaction_isOwnWork() throws SQLException {
        alice.begin();
        readOrder(alice, 1);
        ship(alice, 1);
        assertThat(save(alice, 1)).isEqualTo(1);
        alice.commit();
        assertThat(bob.read("SELECT status, note FROM {orders} WHERE id = 1").get(0))
                .containsExactly("SAVED", "called");
    }

    @Test
    void call_afterWhichAllIsForgotten_leavesNoImage() throws SQLException {
        Session forgets = guarded("afterCall=forget", "noImage=refuse");
        readOrder(forgets, 1);
        long before = dropped();
        ship(forgets, 1);
        assertThat(dropped()).isGreaterThan(before);
        assertThatThrownBy(() -> save(forgets, 1))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isEqualTo("NC003"));
        readOrder(forgets, 1);
        assertThat(save(forgets, 1)).isEqualTo(1);
    }

    /** The same by other statements than those of its kind, and in batches. */
    private enum Way {
        PREPARED {
            @Override
            void run(Session session, String call) throws SQLException {
                try (PreparedStatement statement = session.prepare(call)) {
                    statement.execute();
                }
            }
        },
        PLAIN {
            @Override
            void run(Session session, String call) throws SQLException {
                try (Statement statement = session.connection().createStatement()) {
                    statement.execute(session.sql(call));
                }
            }
        },
        BATCH {
            @Override
            void run(Session session, String call) throws SQLException {
                try (CallableStatement statement = session.connection().prepareCall(session.sql(call))) {
                    statement.addBatch();
                    statement.executeBatch();
                }
            }
        },
        PLAIN_BATCH {
            @Override
            void run(Session session, String call) throws SQLException {
                try (Statement statement = session.connection().createStatement()) {
                    statement.addBatch(session.sql(call));
                    statement.executeBatch();
                }
            }
        };

        abstract void run(Session session, String call) throws SQLException;
    }

    @Test
    void call_inAnyOtherWay_isCountedAndForgotten() throws SQLException {
        for (Way way : Way.values()) {
            Session forgets = guarded("afterCall=forget", "noImage=refuse");
            readOrder(forgets, 1);
            long before = calls();
            way.run(forgets, "CALL {ship}(1)");
            assertThat(calls()).as("calls %s", way).isGreaterThan(before);
            assertThatThrownBy(() -> save(forgets, 1))
                    .as("after %s", way)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refusal -> assertThat(refusal.getSQLState()).isEqualTo("NC003"));
        }
    }

    private static long dropped() {
        return NoclobberDriver.counts().imagesDropped().getOrDefault("UNKNOWN_EFFECT", 0L);
    }

    @Test
    void rowsOfACall_areThoseOfTheDriverAndLeadBackToIt() throws SQLException {
        assertThat(show(alice)).isEqualTo(show(bob)).isEqualTo("1 OPEN");
        assertThat(save(alice, 1)).isEqualTo(1);
    }

    /** Nothing says whose values the rows of a call show. */
    @Test
    void rowsOfACall_areNotRemembered_andAWriteOfThemIsCounted() throws SQLException {
        show(alice);
        bob.write("UPDATE {orders} SET status = 'BOBS' WHERE id = 1");
        long before = counts("NO_IMAGE");
        assertThat(save(alice, 1)).isEqualTo(1);
        assertThat(counts("NO_IMAGE")).isGreaterThan(before);
        show(alice);

        Session refuses = guarded("noImage=refuse");
        show(refuses);
        assertThatThrownBy(() -> save(refuses, 1))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isEqualTo("NC003"));
    }

    private static long counts(String reason) {
        return NoclobberDriver.counts().tables().values().stream()
                        .mapToLong(table -> table.unguarded().getOrDefault(reason, 0L))
                        .sum()
                + NoclobberDriver.counts().elsewhere().unguarded().getOrDefault(reason, 0L);
    }

    private String show(Session session) throws SQLException {
        session.begin();
        boolean cursor = engine.isPostgres();
        String text = cursor ? "{? = call {show}(?)}" : "{call {show}(?)}";
        try (CallableStatement call = session.connection().prepareCall(session.sql(text))) {
            if (cursor) {
                call.registerOutParameter(1, Types.REF_CURSOR);
            }
            call.setInt(cursor ? 2 : 1, 1);
            boolean rowsFirst = call.execute();
            try (ResultSet rows = cursor
                    ? (ResultSet) call.getObject(1)
                    : rowsFirst || call.getMoreResults() ? call.getResultSet() : null) {
                assertThat(rows.next()).isTrue();
                if (!cursor) {
                    assertThat(rows.getStatement()).isSameAs(call);
                }
                assertThat(rows.getStatement().getConnection()).isSameAs(session.connection());
                assertThat(call.getConnection()).isSameAs(session.connection());
                String row = rows.getInt(1) + " " + rows.getString(2);
                assertThat(rows.next()).isFalse();
                return row;
            }
        } finally {
            session.connection().setAutoCommit(true);
        }
    }
}
