package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Engine;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A version column that the application does not select is compared all the same. */
public abstract class HiddenVersionContract extends VersionedOrders {
    @Test
    void versionMoved_isRefused() throws SQLException {
        carol.read(READ, 1);
        bob.write(THEIRS, 1);

        ConcurrencyConflictException conflict = refused(() -> carol.write(SAVE, "MINE", 1));

        assertThat(conflict.getConflicts().get(0).columns())
                .anySatisfy(diff -> assertThat(diff.column().name()).isEqualToIgnoringCase("version"));
        assertThat(status(1)).isEqualTo("OPEN");
        refused(() -> carol.write(SAVE, "MINE", 1));
        carol.read(READ, 1);
        assertThat(carol.write(SAVE, "MINE", 1)).isOne();
    }

    @Test
    void versionMoved_readAndWrittenByPlainStatements_isRefused() throws SQLException {
        carol.readPlain("SELECT id, status FROM {orders} ORDER BY id");
        bob.write(THEIRS, 1);

        refused(() -> carol.writePlain("UPDATE {orders} SET status = 'MINE' WHERE id = 1"));
        assertThat(carol.writePlain("UPDATE {orders} SET status = 'MINE' WHERE id = 2"))
                .isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void query_byTheMethodForCounts_showsNoMoreColumnsThanBare() throws SQLException {
        assertThat(columnsAfterUpdate(carol)).isEqualTo(columnsAfterUpdate(bob));
    }

    /** The drivers of MariaDB and DuckDB complain of the rows, and keep them. */
    private static String columnsAfterUpdate(Session session) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            try {
                statement.executeUpdate(session.sql("SELECT id, status FROM {orders} ORDER BY id"));
            } catch (SQLException refused) {
                assertThat((Throwable) refused).isNotInstanceOf(ConcurrencyConflictException.class);
            }
            try {
                ResultSet rows = statement.getResultSet();
                return rows == null ? "none" : rows.getMetaData().getColumnCount() + " columns";
            } catch (SQLException | NullPointerException refused) {
                // SQLite's driver breaks down here
                return refused.getClass().getName();
            }
        }
    }

    @Test
    @Tag(HOLDS_BARE)
    void rows_thatARollbackHasClosed_areGivenOrNot_asBare() throws SQLException {
        assertThat(rowsAfterRollback(carol)).isEqualTo(rowsAfterRollback(bob));
    }

    private static String rowsAfterRollback(Session session) throws SQLException {
        session.begin();
        try (Statement statement =
                session.connection().createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
            statement.execute(session.sql("SELECT id, status FROM {orders} ORDER BY id"));
            session.rollback();
            return statement.getResultSet() == null ? "none" : "rows";
        } catch (SQLException refused) {
            return refused.getClass() + " " + refused.getSQLState();
        } finally {
            session.rollback();
        }
    }

    @Test
    @Tag(HOLDS_BARE)
    void query_addedToABatch_isExecutedOrNot_asBare() throws SQLException {
        assertThat(queriesAfterBatch(carol)).isEqualTo(queriesAfterBatch(bob));
    }

    private static String queriesAfterBatch(Session session) throws SQLException {
        try (PreparedStatement query = session.prepare("SELECT id, status FROM {orders} ORDER BY id")) {
            try {
                query.addBatch();
                return Session.all(query.executeQuery()).toString();
            } catch (SQLException refused) {
                return refused.getClass() + " " + refused.getSQLState();
            }
        }
    }

    @Test
    @Tag(HOLDS_BARE)
    void query_onAClosedStatement_isExecutedOrNot_asBare() throws SQLException {
        assertThat(queriesClosed(carol)).isEqualTo(queriesClosed(bob));
    }

    private static String queriesClosed(Session session) throws SQLException {
        Statement closed = session.connection().createStatement();
        closed.close();
        try (ResultSet rows = closed.executeQuery(session.sql("SELECT id, status FROM {orders} ORDER BY id"))) {
            return Session.all(rows).toString();
        } catch (SQLException refused) {
            return refused.getClass() + " " + refused.getSQLState();
        }
    }

    @Test
    void versionMoved_keyOnlyInWhere_isRefused() throws SQLException {
        assertThat(carol.read("SELECT status FROM {orders} WHERE id = ?", 1)).containsExactly(List.of("OPEN"));
        bob.write(THEIRS, 1);

        refused(() -> carol.write(SAVE, "MINE", 1));
    }

    @Test
    @Tag(HOLDS_BARE)
    void versionUnmoved_isDone() throws SQLException {
        carol.read("SELECT id, status, note FROM {orders} WHERE id = 1");
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");

        assertThat(carol.write(SAVE, "MINE", 1)).isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void ownWrites_inOneTransactionAndAcross_areDone() throws SQLException {
        carol.read(READ, 1);
        for (String status : List.of("A", "B", "C")) {
            assertThat(carol.write(SAVE, status, 1)).isOne();
        }
        carol.begin();
        for (String status : List.of("D", "E", "F")) {
            assertThat(carol.write(SAVE, status, 1)).isOne();
            assertThat(carol.write(SAVE, status + "2", 1)).isOne();
            carol.commit();
        }
        assertThat(status(1)).isEqualTo("F2");
    }

    @Test
    void ownWritesUndone_otherVersionThereafter_isRefused() throws SQLException {
        if (!hasSavepoints()) {
            return;
        }
        carol.begin().read(READ, 1);
        assertThat(carol.write(SAVE, "A", 1)).isOne();
        Savepoint savepoint = carol.connection().setSavepoint();
        assertThat(carol.write(SAVE, "B", 1)).isOne();
        carol.connection().rollback(savepoint);
        assertThat(carol.write(SAVE, "C", 1)).isOne();
        carol.rollback();
        assertThat(carol.write(SAVE, "D", 1)).isOne();
        carol.rollback();
        bob.write(THEIRS, 1);

        refused(() -> carol.write(SAVE, "E", 1));
        carol.rollback();
        carol.read(READ, 1);
        assertThat(carol.write(SAVE, "F", 1)).isOne();
        carol.commit();
        assertThat(status(1)).isEqualTo("F");
    }

    @Test
    void batch_oneVersionMoved_thatElementIsRefused() throws SQLException {
        carol.read("SELECT id, status FROM {orders} ORDER BY id");
        bob.write(THEIRS, 2);
        carol.begin();

        try (PreparedStatement statement = carol.prepare(SAVE)) {
            for (int id = 1; id <= 2; id++) {
                Session.bind(statement, "MINE", id);
                statement.addBatch();
            }
            assertThatThrownBy(statement::executeBatch)
                    .isInstanceOfSatisfying(
                            BatchUpdateException.class,
                            failure -> assertThat(AgentView.of(failure.getNextException()))
                                    .isInstanceOf(ConcurrencyConflictException.class));
        }
    }

    @Test
    void join_versionOfOneTableMoved_thatRowIsRefused() throws SQLException {
        carol.read(JOIN);
        bob.write("UPDATE {lines} SET version = version + 1 WHERE id = 11");

        refused(() -> carol.write("UPDATE {lines} SET amount = 6 WHERE id = 11"));
        assertThat(carol.write(SAVE, "MINE", 1)).isOne();
    }

    @Test
    void lockingRead_versionMovedThereafter_isRefused() throws SQLException {
        if (!hasLockingReads()) {
            refused(() -> {
                carol.read(READ, 1);
                bob.write(THEIRS, 1);
                carol.write(SAVE, "MINE", 1);
            });
            return;
        }
        carol.begin();
        assertThat(carol.read("SELECT id, status FROM {orders} WHERE id = 1 FOR UPDATE"))
                .containsExactly(List.of("1", "OPEN"));
        carol.commit();
        bob.write(THEIRS, 1);

        refused(() -> carol.write(SAVE, "MINE", 1));
        carol.rollback();
    }

    @Test
    void rowversion_versionColumnMoved_isRefusedOnEveryDatabase() throws SQLException {
        Session dave = guarded("compare=rowversion", "version=*.VERSION");
        dave.read(READ, 1);
        bob.write(THEIRS, 1);

        refused(() -> dave.write(SAVE, "MINE", 1));
    }

    /** Only a version of the database's own notices it. */
    @Test
    @Tag(HOLDS_BARE)
    void rowversion_versionColumnUnmoved_isDoneWhereTheDatabaseHasNone() throws SQLException {
        Engine engine = engine();
        Session dave = guarded("compare=rowversion", "version=*.VERSION");
        dave.read(READ, 1);
        if (!engine.isPostgres()) {
            bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");
        }

        assertThat(dave.write(SAVE, "MINE", 1)).isOne();
    }
}
