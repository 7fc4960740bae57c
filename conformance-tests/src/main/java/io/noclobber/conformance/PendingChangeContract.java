package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.Trait;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is set through a cursor and not written: drivers keep it for another row, or drop it. Wherever it is written in the
 * end, it overwrites nothing that was changed since.
 */
@ExtendWith(UpdatableCursorsOnly.class)
public abstract class PendingChangeContract extends UpdatableCursors {
    private ResultSet all() throws SQLException {
        return open(alice, ResultSet.TYPE_SCROLL_INSENSITIVE, "");
    }

    /** A call after which the driver may have dropped what was set. */
    private interface Step {
        void take(ResultSet rows) throws SQLException;
    }

    private void setThen(Step step, int id) throws Exception {
        ResultSet rows = all();
        rows.updateString("status", "MINE");
        Throwable unable = catchThrowable(() -> step.take(rows));
        if (unable == null && othersWrite("UPDATE {orders} SET status = 'THEIRS' WHERE id = " + id)) {
            Throwable thrown = catchThrowable(rows::updateRow);
            assertThat(status(id)).as("after " + thrown).isEqualTo("THEIRS");
        }
        finish();
    }

    @Test
    void set_thenNextRow_otherChangesThat_isNotWrittenThere() throws Exception {
        setThen(ResultSet::next, 2);
    }

    @Test
    @Tag(HOLDS_BARE) // but for H2, which keeps what was set
    void set_thenAsideAndBack_rowChanged_isNotWritten() throws Exception {
        setThen(
                rows -> {
                    rows.moveToInsertRow();
                    rows.moveToCurrentRow();
                },
                1);
    }

    @Test
    void set_thenRefreshed_rowChanged_isNotWritten() throws Exception {
        if (does(Trait.REFRESHED_CURSORS)) {
            setThen(ResultSet::refreshRow, 1);
        } else {
            setThen(rows -> {}, 1);
        }
    }

    /** Some drivers keep what was set of a row over its deletion. */
    @Test
    void set_thenDeleted_otherChangesTheNextRow_isNotWrittenThere() throws Exception {
        ResultSet rows = all();
        rows.updateString("status", "MINE");
        Throwable unable = catchThrowable(rows::deleteRow);
        if (unable == null
                && engine() != Engine.STRANGER // counted as CURSOR: what a deletion does along nobody knows there
                && catchThrowable(rows::next) == null
                && !rows.isAfterLast()
                && othersWrite("UPDATE {orders} SET status = 'THEIRS' WHERE id = 2")) {
            Throwable thrown = catchThrowable(() -> {
                rows.updateInt("amount", 7);
                rows.updateRow();
            });
            assertThat(status(2)).as("after " + thrown).isEqualTo("THEIRS");
        }
        finish();
    }

    /** A refusal is no reason for a driver to keep what was set, which it writes with the next row then. */
    @Test
    void refused_thenNextRow_nothingOfItIsWrittenThere() throws Exception {
        ResultSet rows = all();
        if (othersWrite("UPDATE {orders} SET status = 'THEIRS' WHERE id = 1")) {
            refused(() -> update(rows, "MINE"));
            assertThat(rows.next()).isTrue();
            rows.updateInt("amount", 7);
            rows.updateRow();
            assertThat(status(2)).isEqualTo("OPEN");
            assertThat(status(1)).isEqualTo("THEIRS");
        }
        finish();
    }

    @Test
    void refused_thenNextRowIsNotSet_itIsLeftAlone() throws Exception {
        ResultSet rows = all();
        if (othersWrite("UPDATE {orders} SET status = 'THEIRS' WHERE id = 1")) {
            refused(() -> update(rows, "MINE"));
            assertThat(rows.next()).isTrue();
            if (othersWrite("UPDATE {orders} SET status = 'OTHERS' WHERE id = 2")) {
                Throwable thrown = catchThrowable(rows::updateRow);
                assertThat(status(2)).as("after " + thrown).isEqualTo("OTHERS");
            }
        }
        finish();
    }

    /** It is the application's to set it again or not. */
    @Test
    void refused_thenOnceMore_isRefusedOnceMore() throws Exception {
        ResultSet rows = all();
        if (othersWrite("UPDATE {orders} SET status = 'THEIRS' WHERE id = 1")) {
            refused(() -> update(rows, "MINE"));
            refused(rows::updateRow);
            assertThat(status(1)).isEqualTo("THEIRS");
        }
        finish();
    }

    @Test
    @Tag(HOLDS_BARE)
    void set_thenAnotherRow_nobodyInterferes_isWrittenWhereTheBareDriverWritesIt() throws Exception {
        assertThat(outcome(alice)).isEqualTo(outcome(bob));
    }

    private String outcome(Session session) throws SQLException {
        bob.write("UPDATE {orders} SET status = 'OPEN'");
        ResultSet rows = open(session, ResultSet.TYPE_SCROLL_INSENSITIVE, "");
        rows.updateString("status", "MINE");
        Throwable thrown = catchThrowable(() -> {
            rows.next();
            rows.updateRow();
        });
        rows.close();
        session.connection().setAutoCommit(true);
        return status(1) + ' ' + status(2) + (thrown == null ? "" : " failed");
    }
}
