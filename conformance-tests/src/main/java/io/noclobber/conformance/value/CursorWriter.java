package io.noclobber.conformance.value;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads rows by the cursor of a result set, goes back and writes them by it, in one transaction. Confined to one thread. */
final class CursorWriter implements RowWriter, AutoCloseable {
    private final Connection guarded;
    private final String query;
    private final boolean plain;
    private @Nullable Statement statement;
    private @Nullable ResultSet open;

    /** @param plain whether what a plain statement reads is as exact as what a prepared one reads */
    CursorWriter(Connection guarded, String table, boolean plain) throws SQLException {
        this.guarded = guarded;
        this.plain = plain;
        this.query = "SELECT id, c, touched FROM " + table;
        guarded.setAutoCommit(false);
    }

    @Override
    public void read(int times) throws SQLException {
        ResultSet rows = rows();
        for (int i = 0; i < times; i++) {
            rows.beforeFirst();
            ShownRows.show(rows);
        }
    }

    @Override
    public Map<Integer, Long> write(List<Integer> pairs, int touched) throws SQLException {
        Map<Integer, Long> counts = new LinkedHashMap<>();
        Set<Integer> chosen = new HashSet<>(pairs);
        ResultSet rows = rows();
        rows.beforeFirst();
        while (rows.next()) {
            int pair = rows.getInt(1);
            if (chosen.contains(pair)) {
                ShownRows.showValue(rows);
                rows.updateInt(3, touched);
                counts.put(pair, update(rows));
            }
        }
        end();
        guarded.commit();
        return counts;
    }

    private static long update(ResultSet rows) throws SQLException {
        try {
            rows.updateRow();
            return 1;
        } catch (ConcurrencyConflictException refused) {
            rows.cancelRowUpdates();
            return REFUSED;
        }
    }

    private ResultSet rows() throws SQLException {
        if (open == null) {
            open = plain ? plain() : prepared();
        }
        return open;
    }

    private ResultSet plain() throws SQLException {
        Statement select = guarded.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
        statement = select;
        return select.executeQuery(query);
    }

    private ResultSet prepared() throws SQLException {
        PreparedStatement select =
                guarded.prepareStatement(query, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
        statement = select;
        return select.executeQuery();
    }

    private void end() throws SQLException {
        if (open != null) {
            open.close();
            open = null;
        }
        if (statement != null) {
            statement.close();
        }
    }

    @Override
    public void close() throws SQLException {
        end();
        guarded.rollback();
        guarded.setAutoCommit(true);
    }
}
