package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.conformance.database.Engine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows written by texts that name the cursor that stands on them. */
public abstract class PositionedWriteContract extends UpdatableCursors {
    /** Whether texts name cursors of results. That the others refuse it is asserted of the bare driver. */
    private boolean hasNoNames() throws SQLException {
        if (engine() == Engine.DERBY || engine() == Engine.FIREBIRD) {
            return false;
        }
        Session carol = bare().begin();
        Throwable nameless = catchThrowable(() -> named(carol));
        // some drivers take the name and do not tell it the database
        assertThatThrownBy(() -> carol.write("UPDATE {orders} SET status = 'MINE' WHERE CURRENT OF MINE"))
                .as("beside a cursor that is called so, unless " + nameless)
                .isInstanceOf(SQLException.class);
        carol.rollback();
        closeStatements();
        statements.clear();
        return true;
    }

    private ResultSet named(Session session) throws SQLException {
        Statement statement = session.connection().createStatement();
        statements.add(statement);
        statement.setCursorName("MINE");
        ResultSet rows = statement.executeQuery(session.sql(QUERY + " WHERE id = 1 FOR UPDATE"));
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString("status")).isEqualTo("OPEN");
        return rows;
    }

    @Test
    @Tag(HOLDS_BARE)
    void positionedWrite_nobodyInterferes_isWritten() throws SQLException {
        if (hasNoNames()) {
            return;
        }
        alice.begin();
        ResultSet rows = named(alice);
        assertThat(alice.write("UPDATE {orders} SET status = ? WHERE CURRENT OF MINE", "MINE"))
                .isOne();
        rows.close();
        alice.commit();
        assertThat(status(1)).isEqualTo("MINE");
        assertThat(alice.write("UPDATE {orders} SET note = 'y' WHERE id = ?", 1))
                .isOne();
        alice.commit();
    }

    @Test
    void positionedWrite_rowChanged_isRefused() throws Exception {
        if (hasNoNames()) {
            // elsewhere rows are written through cursors by updateRow
            if (!hasNone()) {
                writeAfter("UPDATE {orders} SET amount = 11 WHERE id = 1");
            }
            return;
        }
        alice.begin();
        ResultSet rows = named(alice);
        if (othersWrite("UPDATE {orders} SET amount = 11 WHERE id = 1")) {
            refused(() -> alice.write("UPDATE {orders} SET status = ? WHERE CURRENT OF MINE", "MINE"));
            refused(() -> alice.writePlain("DELETE FROM {orders} WHERE CURRENT OF MINE"));
        } else {
            assertThat(alice.writePlain("DELETE FROM {orders} WHERE CURRENT OF MINE"))
                    .isOne();
        }
        rows.close();
        finish();
    }
}
