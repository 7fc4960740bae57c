package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.Trait;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A result that stays open may show rows as they are no more: that is not taken for what is stored. */
public abstract class OpenRowsContract extends Contract {
    private static final String READ_ALL = "SELECT id, status, amount, note FROM {orders} ORDER BY id";
    private static final String SET_STATUS = "UPDATE {orders} SET status = ? WHERE id = ?";

    @BeforeEach
    void create() throws SQLException {
        createOrders();
    }

    /** Reads on for as long as there are rows. Most drivers have closed them by the end of a transaction. */
    private static void readOn(ResultSet rows) {
        try {
            while (rows.next()) {
                assertThat(rows.getString("status")).isNotNull();
            }
        } catch (SQLException closed) {
            assertThat(closed.getMessage()).isNotNull();
        }
    }

    /** Calls after which some databases have closed what was being read; all leave the transaction as it is. */
    private enum Next {
        AUTOCOMMIT_OFF {
            @Override
            void run(Session user) throws SQLException {
                user.connection().setAutoCommit(false);
            }
        },
        OTHER_TABLE {
            @Override
            void run(Session user) throws SQLException {
                user.read("SELECT id FROM {other}");
            }
        },
        REFUSED_INSERT {
            @Override
            void run(Session user) throws SQLException {
                user.write("INSERT INTO {other} (id) VALUES (?)", 1);
                assertThatThrownBy(() -> user.write("INSERT INTO {other} (id) VALUES (?)", 1))
                        .isInstanceOf(SQLException.class);
                user.write("DELETE FROM {other}");
            }
        },
        REFUSED_QUERY {
            @Override
            void run(Session user) {
                assertThatThrownBy(() -> user.read("SELECT nothing FROM {other}"))
                        .isInstanceOf(SQLException.class);
            }
        },
        ISOLATION {
            @Override
            void run(Session user) throws SQLException {
                int level = user.connection().getTransactionIsolation();
                if (user.connection()
                        .getMetaData()
                        .supportsTransactionIsolationLevel(Connection.TRANSACTION_SERIALIZABLE)) {
                    user.connection().setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                    user.connection().setTransactionIsolation(level);
                }
            }
        },
        SCHEMA {
            @Override
            void run(Session user) throws SQLException {
                user.connection().setSchema(user.connection().getSchema());
            }
        };

        abstract void run(Session user) throws SQLException;
    }

    /** It was read, whatever ends the result. */
    @ParameterizedTest
    @EnumSource
    void rowUnderACursor_closedByWhateverIsCalledNext_isRemembered(Next next) throws Exception {
        create("other", "id INT NOT NULL PRIMARY KEY");
        for (int holdability : new int[] {ResultSet.HOLD_CURSORS_OVER_COMMIT, ResultSet.CLOSE_CURSORS_AT_COMMIT}) {
            // Derby lets no result be held over a change of the isolation level
            boolean stays = next == Next.ISOLATION && holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT;
            if (stays || !alice.connection().getMetaData().supportsResultSetHoldability(holdability)) {
                continue;
            }
            try (Statement read = alice.connection()
                    .createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, holdability)) {
                ResultSet rows = read.executeQuery(alice.sql("SELECT id, status, amount FROM {orders} WHERE id = 1"));
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("status")).isNotNull();
                next.run(alice);
            }
            Callable<Integer> write = () -> bob.write("UPDATE {orders} SET amount = amount + 1 WHERE id = 1");
            if (!isLetIn(alice, () -> {}, write)) {
                write.call();
            }
            refused(() -> alice.write(SET_STATUS, "MINE", 1));
            alice.connection().setAutoCommit(true);
        }
    }

    /** Ways in which another result ends. */
    private enum End {
        LAST_ROW {
            @Override
            void of(ResultSet rows, Statement statement) throws SQLException {
                assertThat(rows.next()).isTrue();
                assertThat(rows.next()).isFalse();
            }
        },
        CLOSE {
            @Override
            void of(ResultSet rows, Statement statement) throws SQLException {
                rows.close();
            }
        },
        CLOSE_OF_ITS_STATEMENT {
            @Override
            void of(ResultSet rows, Statement statement) throws SQLException {
                statement.close();
            }
        },
        NEXT_RESULT {
            @Override
            void of(ResultSet rows, Statement statement) throws SQLException {
                assertThat(statement.getMoreResults()).isFalse();
            }
        };

        abstract void of(ResultSet rows, Statement statement) throws SQLException;
    }

    /** In autocommit mode the end of a result may commit, and so end cursors that were read before. */
    @ParameterizedTest
    @EnumSource
    void rowUnderACursor_closedByTheEndOfAnotherResult_isRemembered(End end) throws SQLException {
        int holdability = ResultSet.CLOSE_CURSORS_AT_COMMIT;
        if (!alice.connection().getMetaData().supportsResultSetHoldability(holdability)) {
            return;
        }
        for (String other :
                new String[] {"SELECT COUNT(*) FROM {orders}", "SELECT id, note FROM {orders} WHERE id = 2"}) {
            try (Statement read = alice.connection()
                            .createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, holdability);
                    Statement another = alice.connection().createStatement()) {
                ResultSet others = another.executeQuery(alice.sql(other));
                ResultSet rows = read.executeQuery(alice.sql("SELECT id, status, amount FROM {orders} WHERE id = 1"));
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("status")).isNotNull();
                if (!others.isClosed()) { // on Firebird it is
                    end.of(others, another);
                }
            }
            bob.write("UPDATE {orders} SET amount = amount + 1 WHERE id = 1");
            refused(() -> alice.write(SET_STATUS, "MINE", 1));
        }
    }

    /** Statements that end cursors of others. */
    private enum Other {
        QUERY("SELECT COUNT(*) FROM {other}"),
        INSERT("INSERT INTO {other} (id) VALUES (1)"),
        METADATA("");

        private final String text;

        Other(String text) {
            this.text = text;
        }

        void on(Session session) throws SQLException {
            if (text.isEmpty()) {
                session.connection().getMetaData().getTableTypes().close();
            } else if (this == INSERT) {
                session.writePlain(text);
            } else {
                session.readPlain(text);
            }
        }
    }

    /** An updatable cursor that ends with a commit may be ended by any statement in autocommit mode, but by none of ours. */
    @ParameterizedTest
    @EnumSource
    void rowUnderAnUpdatableCursor_closedByAnotherStatement_isRemembered(Other other) throws SQLException {
        int holdability = ResultSet.CLOSE_CURSORS_AT_COMMIT;
        if (!does(Trait.UPDATABLE_CURSORS)
                || !alice.connection().getMetaData().supportsResultSetHoldability(holdability)) {
            return;
        }
        create("other", "id INT NOT NULL PRIMARY KEY");
        Session carol = guarded();
        try (Statement read = carol.connection()
                .createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE, holdability)) {
            ResultSet rows = read.executeQuery(carol.sql("SELECT id, status, amount FROM {orders} WHERE id = 1"));
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("status")).isNotNull();
            other.on(carol);
        }
        bob.write("UPDATE {orders} SET amount = amount + 1 WHERE id = 1");
        refused(() -> carol.write(SET_STATUS, "MINE", 1));
    }

    private void rollBackNothing() throws SQLException {
        alice.begin();
        alice.rollback();
        alice.connection().setAutoCommit(true);
    }

    @Test
    @Tag(HOLDS_BARE)
    void row_writtenSinceTheResultWasOpened_isNotReadFromItAfterARollbackOfOtherWork() throws SQLException {
        try (PreparedStatement read = alice.prepare(READ_ALL);
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();
            assertThat(alice.write("UPDATE {orders} SET note = 'mine' WHERE id = 2"))
                    .isOne();
            rollBackNothing();
            readOn(rows);
        }

        assertThat(alice.write(SET_STATUS, "MINE", 2)).isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void rows_allWrittenSinceTheResultWasOpened_areNotReadFromItAfterARollbackOfOtherWork() throws SQLException {
        try (PreparedStatement read = alice.prepare(READ_ALL);
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();
            assertThat(alice.writePlain("UPDATE {orders} SET note = 'mine'")).isEqualTo(2);
            rollBackNothing();
            readOn(rows);
        }

        assertThat(alice.write(SET_STATUS, "MINE", 2)).isOne();
    }

    @Test
    @Tag(HOLDS_BARE)
    void row_shownWithWorkThatIsThenUndone_isNotWhatIsStored() throws SQLException {
        alice.begin();
        alice.write("UPDATE {orders} SET note = 'undone' WHERE id = 2");
        try (PreparedStatement read = alice.prepare(READ_ALL);
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();
            alice.rollback();
            readOn(rows);
        }

        assertThat(alice.write(SET_STATUS, "MINE", 2)).isOne();
        alice.commit();
    }

    @Test
    @Tag(HOLDS_BARE)
    void row_ofAnInsertThatIsThenUndone_isReadAndWasNeverThere() throws SQLException {
        alice.begin();
        assertThat(alice.write("INSERT INTO {orders} VALUES (?, ?, 1.00, NULL)", 3, "MINE"))
                .isOne();
        try (PreparedStatement read = alice.prepare(READ_ALL);
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();
            alice.rollback();
            readOn(rows);
        }

        assertThat(alice.write(SET_STATUS, "LATE", 3)).isZero();
        assertThat(alice.write("DELETE FROM {orders} WHERE id = ?", 3)).isZero();
        alice.rollback();
    }

    @Test
    @Tag(HOLDS_BARE)
    void row_shownWithWorkThatIsThenUndoneToASavepoint_isNotWhatIsStored() throws SQLException {
        if (!hasSavepoints()) {
            return;
        }
        alice.begin();
        alice.write("UPDATE {orders} SET amount = 11 WHERE id = 1");
        java.sql.Savepoint savepoint = alice.connection().setSavepoint("s");
        alice.write("UPDATE {orders} SET note = 'undone' WHERE id = 2");
        try (PreparedStatement read = alice.prepare(READ_ALL);
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();
            alice.connection().rollback(savepoint);
            readOn(rows);
        }

        assertThat(alice.write(SET_STATUS, "MINE", 1)).isOne();
        assertThat(alice.write(SET_STATUS, "MINE", 2)).isOne();
        alice.commit();
    }

    @Test
    void row_notWrittenByTheWorkThatIsUndone_isRemembered() throws Exception {
        alice.begin();
        alice.write("UPDATE {orders} SET note = 'undone' WHERE id = 1");
        int seen;
        try (PreparedStatement read = alice.prepare(READ_ALL);
                ResultSet rows = read.executeQuery()) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isTrue();
            seen = rows.getInt("id");
            alice.rollback();
        }
        Callable<Integer> write = () -> bob.write(SET_STATUS, "SHIPPED", seen);
        if (!isLetIn(alice, () -> {}, write)) {
            assertThat(write.call()).isOne();
        }

        refused(() -> alice.write(SET_STATUS, "MINE", 2));
        alice.rollback();
    }

    @Test
    @Tag(HOLDS_BARE)
    void row_writtenBeforeTheResultIsAskedFor_isNotReadFromIt() throws SQLException {
        try (Statement read = alice.connection().createStatement()) {
            assertThat(read.execute(alice.sql(READ_ALL))).isTrue();
            assertThat(alice.write("UPDATE {orders} SET note = 'mine' WHERE id = 2"))
                    .isOne();
            try (ResultSet rows = read.getResultSet()) {
                readOn(rows);
            }
        }

        assertThat(alice.write(SET_STATUS, "MINE", 2)).isOne();
    }

    @Test
    void statement_thatIsClosed_overwritesNothing() throws SQLException {
        readOrder(alice, 1);
        bob.write(SET_STATUS, "SHIPPED", 1);
        Statement closed = alice.connection().createStatement();
        closed.close();
        String text = alice.sql("UPDATE {orders} SET status = 'MINE' WHERE id = 1");

        assertThatThrownBy(() -> closed.executeUpdate(text)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> closed.executeLargeUpdate(text)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> closed.execute(text)).isInstanceOf(SQLException.class);
        assertThat(status(1)).isEqualTo("SHIPPED");
    }

    @Test
    @Tag(HOLDS_BARE)
    void update_byTheMethodForQueries_doesWhatItDoesBare() throws SQLException {
        bob.read(READ_ALL);
        String theirs = updateByQuery(bob, 1);
        alice.read(READ_ALL);
        String ours = updateByQuery(alice, 2);

        assertThat(ours).isEqualTo(theirs);
        assertThat(status(2)).isEqualTo(status(1));
        assertThat(alice.write(SET_STATUS, "MINE", 2)).isOne();
    }

    private String updateByQuery(Session session, int id) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet rows =
                        statement.executeQuery(session.sql("UPDATE {orders} SET status = 'PAID' WHERE id = " + id))) {
            return rows == null ? "nothing" : "rows " + rows.getMetaData().getColumnCount();
        } catch (SQLException refused) {
            // Derby's tells besides how much of the transaction it has undone
            int code = engine() == Engine.DERBY ? 0 : refused.getErrorCode();
            return refused.getClass() + " " + refused.getSQLState() + " " + code;
        }
    }
}
