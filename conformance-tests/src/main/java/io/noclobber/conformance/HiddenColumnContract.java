package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conformance.database.Engine;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.RowSetProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A version column that the application does not select, but the guard does, the application does not see. */
public abstract class HiddenColumnContract extends VersionedOrders {
    private static final List<String> TEXTS = List.of(
            "SELECT id, status FROM {orders} ORDER BY 1",
            "SELECT id, status FROM {orders} ORDER BY version, id",
            "SELECT status AS s, id AS \"the Id\", note FROM {orders} ORDER BY 2 DESC",
            "SELECT o.id, o.status FROM {orders} o WHERE o.id = 1",
            "SELECT * FROM {orders} ORDER BY id",
            "SELECT id, status /* no version */ \n FROM {orders} -- here either\n ORDER BY id",
            JOIN + " ORDER BY 1",
            "SELECT l.*, o.id AS oid, o.status FROM {orders} o JOIN {lines} l ON l.order_id = o.id ORDER BY 1",
            "SELECT o.id, l.id AS line FROM {orders} o LEFT JOIN {lines} l ON l.order_id = o.id ORDER BY o.id",
            "SELECT o.id, p.id AS pid FROM {orders} o JOIN {orders} p ON o.id = p.id ORDER BY 1",
            "SELECT DISTINCT status FROM {orders}",
            "SELECT id FROM {orders} UNION SELECT id + 10 FROM {orders} ORDER BY 1",
            "SELECT status, COUNT(*) AS n FROM {orders} GROUP BY status",
            "SELECT id, CASE WHEN status = 'OPEN' THEN 1 ELSE 0 END AS is_open FROM {orders} ORDER BY 1");

    @Test
    @Tag(HOLDS_BARE)
    void preparedQuery_runManyTimes_showsWhatItSelects() throws SQLException {
        try (PreparedStatement statement = carol.prepare(READ)) {
            for (int i = 0; i < 12; i++) {
                statement.setInt(1, 1 + i % 2);
                try (ResultSet rows = statement.executeQuery()) {
                    assertThat(Session.all(rows)).containsExactly(List.of(String.valueOf(1 + i % 2), "OPEN"));
                }
            }
        }
    }

    /** What an application can find out of a result, for each text. */
    @Test
    @Tag(HOLDS_BARE)
    void results_lookAsTheBareDriversDo() throws SQLException {
        List<String> bare = new ArrayList<>();
        List<String> guarded = new ArrayList<>();
        for (String text : TEXTS) {
            look(bob, text, bare);
            look(carol, text, guarded);
        }
        assertThat(guarded).isEqualTo(bare);
    }

    private static void look(Session session, String text, List<String> seen) throws SQLException {
        seen.add(text);
        try (PreparedStatement statement = session.prepare(text)) {
            seen.add("before " + columns(statement.getMetaData()));
            for (int i = 0; i < 2; i++) {
                try (ResultSet rows = statement.executeQuery()) {
                    look(rows, seen);
                }
            }
            seen.add("after " + failure(() -> columns(statement.getMetaData())));
        }
        try (Statement statement = session.connection().createStatement()) {
            try (ResultSet rows = statement.executeQuery(session.sql(text))) {
                look(rows, seen);
            }
            seen.add("execute " + statement.execute(session.sql(text)));
            try (ResultSet rows = statement.getResultSet()) {
                look(rows, seen);
            }
            seen.add("more " + statement.getMoreResults() + " " + statement.getUpdateCount());
        }
    }

    private static void look(ResultSet rows, List<String> seen) throws SQLException {
        ResultSetMetaData metaData = rows.getMetaData();
        int columns = metaData.getColumnCount();
        seen.add(columns(metaData));
        while (rows.next()) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                values.add(rows.getObject(i));
                values.add(rows.getString(metaData.getColumnLabel(i)));
                values.add(rows.findColumn(metaData.getColumnLabel(i)));
            }
            seen.add(values.toString());
            seen.add(failure(() -> rows.getString(columns + 1)));
            seen.add(failure(() -> rows.getObject(columns + 1)));
            seen.add(failure(() -> rows.getTimestamp(columns + 1)));
            seen.add(failure(() -> metaData.getColumnName(columns + 1)));
            seen.add(failure(() -> rows.findColumn("version")));
            seen.add(failure(() -> rows.getInt("version")));
            seen.add(failure(() -> rows.getShort("version")));
        }
    }

    /** A call that may fail. */
    @FunctionalInterface
    private interface Call {
        @Nullable Object run() throws SQLException;
    }

    /** Not the message, which counts columns. */
    private static String failure(Call call) {
        try {
            return String.valueOf(call.run());
        } catch (SQLException e) {
            return e.getClass().getName() + " " + e.getSQLState() + " " + e.getErrorCode();
        } catch (IndexOutOfBoundsException e) {
            return "index";
        } catch (RuntimeException e) {
            return e.getClass().getName();
        }
    }

    private static String columns(@Nullable ResultSetMetaData metaData) throws SQLException {
        if (metaData == null) {
            return "none";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            text.append(metaData.getColumnName(i)).append(' ').append(metaData.getColumnLabel(i));
            text.append(' ').append(metaData.getColumnTypeName(i)).append(", ");
        }
        return text.toString();
    }

    @Test
    void rowSet_populated_hasOnlyWhatWasSelected() throws SQLException {
        try (CachedRowSet copy = RowSetProvider.newFactory().createCachedRowSet();
                Statement statement = carol.connection().createStatement();
                ResultSet rows = statement.executeQuery(carol.sql("SELECT id, status FROM {orders} ORDER BY id"))) {
            copy.populate(rows);
            assertThat(copy.getMetaData().getColumnCount()).isEqualTo(2);
            assertThat(copy.next()).isTrue();
            assertThat(copy.getString(2)).isEqualTo("OPEN");
            assertThatThrownBy(() -> copy.getString(3)).isInstanceOf(SQLException.class);
        }
        bob.write(THEIRS, 1);

        refused(() -> carol.write(SAVE, "MINE", 1));
    }

    /** Scrollable, updatable and holdable results keep their properties. */
    @Test
    @Tag(HOLDS_BARE)
    void cursors_ofEachKind_areWhatTheBareDriverGives() throws SQLException {
        List<String> bare = new ArrayList<>();
        List<String> guarded = new ArrayList<>();
        int[] types = {ResultSet.TYPE_FORWARD_ONLY, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.TYPE_SCROLL_SENSITIVE};
        for (int type : types) {
            for (int concurrency : new int[] {ResultSet.CONCUR_READ_ONLY, ResultSet.CONCUR_UPDATABLE}) {
                for (int hold : new int[] {ResultSet.HOLD_CURSORS_OVER_COMMIT, ResultSet.CLOSE_CURSORS_AT_COMMIT}) {
                    String kind = type + " " + concurrency + " " + hold + ": ";
                    bare.add(kind + failure(() -> cursor(bob, type, concurrency, hold)));
                    guarded.add(kind + failure(() -> cursor(carol, type, concurrency, hold)));
                }
            }
        }
        assertThat(guarded).isEqualTo(bare);
    }

    private static String cursor(Session session, int type, int concurrency, int holdability) throws SQLException {
        session.begin();
        List<String> seen = new ArrayList<>();
        try (PreparedStatement statement = session.connection()
                .prepareStatement(
                        session.sql("SELECT id, status, note FROM {orders}"), type, concurrency, holdability)) {
            ResultSet rows = statement.executeQuery();
            seen.add(rows.getType() + " " + rows.getConcurrency() + " " + failure(rows::getHoldability));
            seen.add(String.valueOf(rows.getWarnings() == null));
            if (rows.getType() != ResultSet.TYPE_FORWARD_ONLY) {
                seen.add(failure(rows::last) + " " + failure(rows::first) + " " + failure(() -> rows.absolute(2)));
            } else {
                seen.add(failure(rows::next));
            }
            seen.add(failure(() -> rows.getString(2)));
            if (rows.getConcurrency() == ResultSet.CONCUR_UPDATABLE) {
                seen.add(failure(() -> {
                    rows.updateString(2, "UPDATED");
                    rows.updateRow();
                    return rows.getString(2);
                }));
                seen.add(failure(() -> {
                    rows.updateString("note", "updated");
                    rows.updateRow();
                    return rows.getString("note");
                }));
                seen.add(failure(() -> {
                    rows.updateString(4, "9");
                    return "taken";
                }));
                seen.add(failure(() -> {
                    rows.moveToInsertRow();
                    rows.updateInt(1, 77);
                    rows.updateString(2, "NEW");
                    rows.insertRow();
                    rows.moveToCurrentRow();
                    return "inserted";
                }));
            }
            seen.add(failure(() -> {
                rows.close();
                return "closed";
            }));
            seen.add(failure(() -> session.read("SELECT id, status, note, version FROM {orders} ORDER BY id")));
        } finally {
            session.rollback();
            session.connection().setAutoCommit(true);
        }
        return seen.toString();
    }

    /** Somebody else has dropped the column since the catalog was read. */
    @Test
    @Tag(HOLDS_BARE)
    void versionColumnGone_queriesRunAsTheyAreWritten() throws SQLException {
        List<List<String>> open = List.of(List.of("1", "OPEN"));
        assertThat(carol.read(READ, 1)).isEqualTo(open);
        String plain = "SELECT id, status FROM {orders} WHERE id = 1";
        assertThat(carol.readPlain(plain)).isEqualTo(open);
        try (PreparedStatement old = carol.prepare(READ)) {
            old.setInt(1, 1);
            try (ResultSet rows = old.executeQuery()) {
                assertThat(Session.all(rows)).isEqualTo(open);
            }
            bob.writePlain("ALTER TABLE {orders} DROP " + (engine() == Engine.FIREBIRD ? "" : "COLUMN ") + "version");

            for (int i = 0; i < 3; i++) {
                try (ResultSet rows = old.executeQuery()) {
                    assertThat(Session.all(rows)).isEqualTo(open);
                }
                assertThat(carol.readPlain(plain)).isEqualTo(open);
                assertThat(carol.read(READ, 1)).isEqualTo(open);
            }
        }
    }
}
