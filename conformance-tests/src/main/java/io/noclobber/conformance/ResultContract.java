package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conformance.database.Engine;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Result sets of every kind give what the bare driver gives, and refuse what it refuses; and what they have shown is
 * remembered.
 */
public abstract class ResultContract extends Things {
    @Test
    @Tag(HOLDS_BARE)
    void cursor_movedInAllDirections_standsWhereTheDriverPutsIt() throws SQLException {
        same((session, notes) -> {
            for (int type : new int[] {
                ResultSet.TYPE_FORWARD_ONLY, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.TYPE_SCROLL_SENSITIVE
            }) {
                notes.done("type " + type, () -> {
                    try (Statement read = session.connection().createStatement(type, ResultSet.CONCUR_READ_ONLY);
                            ResultSet rows = read.executeQuery(session.sql(ALL))) {
                        move(rows, notes);
                    }
                });
            }
        });
    }

    private static void move(ResultSet rows, Notes notes) {
        notes.note("type", rows::getType);
        notes.note("before first", rows::isBeforeFirst);
        step(rows, notes, "next", rows::next);
        step(rows, notes, "last", rows::last);
        step(rows, notes, "previous", rows::previous);
        step(rows, notes, "relative -1", () -> rows.relative(-1));
        step(rows, notes, "relative 2", () -> rows.relative(2));
        step(rows, notes, "relative 0", () -> rows.relative(0));
        step(rows, notes, "absolute -1", () -> rows.absolute(-1));
        step(rows, notes, "absolute 2", () -> rows.absolute(2));
        step(rows, notes, "absolute 0", () -> rows.absolute(0));
        step(rows, notes, "first", rows::first);
        step(rows, notes, "absolute 9", () -> rows.absolute(9));
        notes.note("after last", rows::isAfterLast);
        notes.done("before first", rows::beforeFirst);
        step(rows, notes, "previous", rows::previous);
        step(rows, notes, "next", rows::next);
        notes.done("after last", rows::afterLast);
        step(rows, notes, "next", rows::next);
        notes.done("fetch direction", () -> rows.setFetchDirection(ResultSet.FETCH_REVERSE));
        notes.note("fetch direction", rows::getFetchDirection);
    }

    private static void step(ResultSet rows, Notes notes, String name, Notes.Call move) {
        notes.note(name, move);
        notes.note("row", rows::getRow);
        notes.note("first", rows::isFirst);
        notes.note("last", rows::isLast);
        notes.note("id", () -> rows.getInt(1));
        notes.note("name", () -> rows.getString(2));
        notes.note("was null", rows::wasNull);
    }

    /** Each row is visited by another move. Where there are none, the driver says so to everybody. */
    @Test
    void rows_visitedByAnyMove_areRemembered() throws SQLException {
        if (!hasScrollableCursors(ResultSet.TYPE_SCROLL_INSENSITIVE)) {
            return;
        }
        try (Statement read = alice.connection()
                        .createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                ResultSet rows = read.executeQuery(alice.sql(ALL))) {
            assertThat(rows.absolute(-1)).isTrue();
            assertThat(rows.relative(-2)).isTrue();
            assertThat(rows.next()).isTrue();
            rows.beforeFirst();
        }
        for (int id = 1; id <= 3; id++) {
            change("name", id);
            int read = id;
            refused(() -> alice.write(WRITE, BigDecimal.ONE, read));
        }
    }

    /** HSQLDB says that the cursor is on a row then. */
    @Test
    void rows_leftForThePlaceBeforeTheFirst_areNotRead() throws SQLException {
        if (!hasScrollableCursors(ResultSet.TYPE_SCROLL_INSENSITIVE)) {
            return;
        }
        alice.read(ALL);
        change("name", 1);
        for (int id : new int[] {1, 9}) {
            try (Statement read = alice.connection()
                            .createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                    ResultSet rows = read.executeQuery(alice.sql("SELECT name FROM {things} WHERE id = " + id))) {
                rows.absolute(0);
            }
        }

        refused(() -> alice.write(WRITE, BigDecimal.ONE, 1));
        assertThat(alice.write("UPDATE {things} SET amount = ? WHERE id IN (9, 2)", BigDecimal.ONE))
                .isOne();
    }

    /** Some drivers take it that a statement is to be closed with its results, and do nothing. */
    @Test
    @Tag(HOLDS_BARE)
    void statement_thatDoesNotCloseOnCompletion_staysOpen() throws SQLException {
        alice.read(ALL);
        try (PreparedStatement write = alice.connection()
                .prepareStatement(
                        alice.sql("UPDATE {things} SET amount = 1 WHERE id = 1"), Statement.RETURN_GENERATED_KEYS)) {
            boolean closes = closesOnCompletion(write);
            assertThat(write.executeUpdate()).isOne();
            ResultSet keys = write.getGeneratedKeys();
            if (keys != null) {
                keys.close();
            }

            assertThat(closes || !write.isClosed()).isTrue();
        }
    }

    private static boolean closesOnCompletion(Statement statement) throws SQLException {
        try {
            statement.closeOnCompletion();
        } catch (SQLFeatureNotSupportedException refused) {
            return false;
        }
        return statement.isCloseOnCompletion();
    }

    /** What counts is what the cursor last showed of the row, whether or not it shows changes. */
    @Test
    void row_ofASensitiveCursor_isRememberedAsItWasShownLast() throws SQLException {
        if (!hasScrollableCursors(ResultSet.TYPE_SCROLL_SENSITIVE)) {
            return;
        }
        String shown;
        try (Statement read = alice.connection()
                        .createStatement(ResultSet.TYPE_SCROLL_SENSITIVE, ResultSet.CONCUR_READ_ONLY);
                ResultSet rows = read.executeQuery(alice.sql(ALL))) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(2)).isEqualTo("one");
            assertThat(rows.next()).isTrue();
            change("name", 1);
            assertThat(rows.previous()).isTrue();
            shown = rows.getString(2);
        }
        if ("theirs".equals(shown)) {
            assertThat(alice.write(WRITE, BigDecimal.ONE, 1)).isOne();
            change("raw", 1);
        }
        refused(() -> alice.write(WRITE, BigDecimal.ONE, 1));
    }

    @Test
    @Tag(HOLDS_BARE)
    void cursors_ofEitherHoldability_endOrGoOnAsWithTheDriver() throws SQLException {
        for (int holdability : new int[] {ResultSet.HOLD_CURSORS_OVER_COMMIT, ResultSet.CLOSE_CURSORS_AT_COMMIT}) {
            same((session, notes) -> {
                session.begin();
                notes.done("holdability " + holdability, () -> {
                    try (Statement read = session.connection()
                                    .createStatement(
                                            ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, holdability);
                            ResultSet rows = read.executeQuery(session.sql(ALL))) {
                        notes.note("holdability", read::getResultSetHoldability);
                        notes.note("of the rows", rows::getHoldability);
                        notes.note("next", rows::next);
                        notes.note("name", () -> rows.getString(2));
                        session.commit();
                        notes.note("closed", rows::isClosed);
                        notes.note("name", () -> rows.getString(2));
                        notes.note("next", rows::next);
                        notes.note("name", () -> rows.getString(2));
                        notes.note("was null", rows::wasNull);
                        session.rollback();
                        notes.note("closed", rows::isClosed);
                        notes.note("next", rows::next);
                    }
                });
                session.connection().setAutoCommit(true);
            });
        }
    }

    @Test
    void rows_heldOverACommit_areRememberedBeforeAndAfterIt() throws SQLException {
        if (engine() == Engine.SQLITE) {
            assertThatThrownBy(() -> alice.connection()
                            .createStatement(
                                    ResultSet.TYPE_FORWARD_ONLY,
                                    ResultSet.CONCUR_READ_ONLY,
                                    ResultSet.HOLD_CURSORS_OVER_COMMIT))
                    .isInstanceOf(SQLException.class);
            return;
        }
        alice.begin();
        int last = 1;
        try (Statement read = alice.connection()
                        .createStatement(
                                ResultSet.TYPE_FORWARD_ONLY,
                                ResultSet.CONCUR_READ_ONLY,
                                ResultSet.HOLD_CURSORS_OVER_COMMIT);
                ResultSet rows = read.executeQuery(alice.sql(ALL))) {
            assertThat(rows.next()).isTrue();
            alice.commit();
            if (!rows.isClosed()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(2)).isNull();
                last = 2;
            }
        }
        alice.commit();
        assertThat(last).isEqualTo(2);
        for (int id = 1; id <= last; id++) {
            change("name", id);
            int read = id;
            refused(() -> alice.write(WRITE, BigDecimal.ONE, read));
            alice.rollback();
        }
    }

    @Test
    @Tag(HOLDS_BARE)
    void moreResults_inEveryMode_areThoseOfTheDriver() throws SQLException {
        for (int mode : new int[] {
            Statement.CLOSE_CURRENT_RESULT, Statement.KEEP_CURRENT_RESULT, Statement.CLOSE_ALL_RESULTS, 4711
        }) {
            same((session, notes) -> {
                try (Statement read = session.connection().createStatement()) {
                    notes.note("execute", () -> read.execute(session.sql(ALL)));
                    ResultSet rows = read.getResultSet();
                    notes.note("same", () -> read.getResultSet() == rows);
                    notes.note("next", rows::next);
                    notes.note("more results " + mode, () -> read.getMoreResults(mode));
                    notes.note("update count", read::getUpdateCount);
                    notes.note("result set", () -> read.getResultSet() == null);
                    notes.note("closed", rows::isClosed);
                    notes.note("name", () -> rows.getString(2));
                    notes.note("next", rows::next);
                    notes.note("more results", read::getMoreResults);
                    notes.note("closed", rows::isClosed);
                    notes.note("write", () -> read.execute(session.sql("UPDATE {things} SET big = 1 WHERE id = 99")));
                    notes.note("update count", read::getUpdateCount);
                    notes.note("more results " + mode, () -> read.getMoreResults(mode));
                    notes.note("update count", read::getUpdateCount);
                    notes.note("closed", rows::isClosed);
                }
            });
        }
    }

    @Test
    void row_underTheCursorWhenMoreResultsAreAskedFor_isRemembered() throws Exception {
        int id = 1;
        for (int mode :
                new int[] {Statement.CLOSE_CURRENT_RESULT, Statement.KEEP_CURRENT_RESULT, Statement.CLOSE_ALL_RESULTS
                }) {
            try (Statement read = alice.connection().createStatement()) {
                String one = alice.sql("SELECT id, name, big FROM {things} WHERE id = " + id);
                assertThat(read.execute(one)).isTrue();
                ResultSet rows = read.getResultSet();
                assertThat(rows.next()).isTrue();
                try {
                    assertThat(read.getMoreResults(mode)).isFalse();
                } catch (SQLException refused) {
                    // as the driver does, which the test above has asserted
                    assertThat(rows.getInt(1)).isEqualTo(id);
                }
                int shown = id;
                if (!isLetIn(alice, rows, () -> change("name", shown))) {
                    change("name", shown);
                }
                refused(() -> alice.write(WRITE, BigDecimal.ONE, shown));
            }
            id++;
        }
    }

    @Test
    void rows_ofSeveralResultsOpenAtOnce_areRemembered() throws Exception {
        try (PreparedStatement first = alice.prepare("SELECT id, name FROM {things} WHERE id = 1");
                PreparedStatement second = alice.prepare("SELECT id, name, big FROM {things} ORDER BY id");
                ResultSet one = first.executeQuery()) {
            assertThat(one.next()).isTrue();
            assertThat(one.getString(2)).isEqualTo("one");
            try (ResultSet all = second.executeQuery()) {
                assertThat(all.next()).isTrue();
                assertThat(all.next()).isTrue();
                assertThat(all.next()).isTrue();
                if (!isLetIn(alice, closing(all, one), () -> change("name", 1))) {
                    change("name", 1);
                }
                change("name", 3);
                refused(() -> alice.write(WRITE, BigDecimal.ONE, 1));
                refused(() -> alice.write(WRITE, BigDecimal.ONE, 3));
                if (engine() != Engine.SQLITE) {
                    // where who reads cannot write after others have written
                    assertThat(alice.write(WRITE, BigDecimal.ONE, 2)).isOne();
                }
            }
        }
    }

    /** What the application has seen last counts, whichever cursor is the last to leave its row. */
    @Test
    void row_shownByTwoCursors_isComparedAsItWasShownLast() throws Exception {
        alice.begin();
        try (PreparedStatement query = alice.prepare("SELECT id, name FROM {things} WHERE id = 1");
                PreparedStatement wider = alice.prepare("SELECT id, name, big FROM {things} WHERE id = 1");
                ResultSet first = query.executeQuery();
                ResultSet last = wider.executeQuery()) {
            assertThat(first.next()).isTrue();
            assertThat(first.getString("name")).isEqualTo("one");
            Thread.sleep(10); // within a millisecond or two the order of reads is not told
            assertThat(last.next()).isTrue();
            assertThat(last.getLong("big")).isEqualTo(10);
            assertThat(last.next()).isFalse();
            assertThat(first.next()).isFalse();
        }
        alice.commit();
        bob.write("UPDATE {things} SET big = 99 WHERE id = 1");

        refused(() -> alice.write(WRITE, BigDecimal.ONE, 1));
    }

    private static AutoCloseable closing(ResultSet first, ResultSet second) {
        return () -> {
            first.close();
            second.close();
        };
    }
}
