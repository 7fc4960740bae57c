package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conflict.ColumnDiff;
import io.noclobber.conflict.ConflictKind;
import io.noclobber.conflict.RowChangedWarning;
import io.noclobber.conflict.RowConflict;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A conversation notices rows that it has read before and that are others now, before anything is saved. */
public abstract class RereadContract extends ConversationSteps {
    private static List<RowConflict> warnings(ResultSet rows) throws SQLException {
        List<RowConflict> found = new ArrayList<>();
        for (SQLWarning warning = rows.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            if (AgentView.warning(warning) instanceof RowChangedWarning changed) {
                assertThat(changed.getSQLState()).isEqualTo("01001");
                assertThat(changed.getMessage()).contains("was 'OPEN', is now 'SHIPPED'");
                found.add(changed.conflict());
            }
        }
        return found;
    }

    @Test
    void readAgain_rowChanged_warnsOnTheResult() throws SQLException {
        in(user, () -> readOrder(alice, 1));
        Session carol = guarded();
        in(user, () -> {
            try (PreparedStatement query = carol.prepare(READ)) {
                query.setInt(1, 1);
                try (ResultSet rows = query.executeQuery()) {
                    rows.next();
                    assertThat(warnings(rows)).as("a row as it was read").isEmpty();
                }
                changeRowOne();
                try (ResultSet rows = query.executeQuery()) {
                    rows.next();
                    assertThat(rows.getString(2)).isEqualTo("SHIPPED");
                    assertThat(warnings(rows)).hasSize(1);
                    assertThat(warnings(rows)).hasSize(1);
                    rows.clearWarnings();
                    assertThat(warnings(rows)).isEmpty();
                }
            }
            refused(() -> save(carol));
        });
    }

    @Test
    void rereadConflict_rowChanged_refusesTheRead() throws Exception {
        Session carol = guarded("reread=conflict");
        in(user, () -> readOrder(carol, 1));
        in(user, () -> readOrder(carol, 1));
        changeRowOne();

        in(
                user,
                () -> assertThat(refused(() -> readOrder(carol, 1)).getMessage())
                        .contains("no longer as you saw it"));
        shown(user, () -> readOrder(carol, 1));
        in(user, () -> assertThat(save(carol)).isOne());
    }

    @Test
    void rereadRenew_rowReadAgain_counts() throws SQLException {
        Session carol = guarded("reread=renew");
        in(user, () -> readOrder(carol, 1));
        changeRowOne();
        refusedIn(user, carol);

        in(user, () -> readOrder(carol, 1));
        in(user, () -> assertThat(save(carol)).isOne());
    }

    @Test
    void lockCheck_rowChanged_isRefusedWhenLocked() throws SQLException {
        if (!hasLockingReads()) {
            in(user, () -> readOrder(alice, 1));
            changeRowOne();
            refusedIn(user, alice);
            return;
        }
        Session carol = guarded().begin();
        Session dave = guarded("lockCheck=false").begin();
        in(user, () -> readOrder(alice, 1));
        in(user, () -> assertThat(carol.read(READ + " FOR UPDATE", 1)).hasSize(1));
        carol.commit();
        changeRowOne();

        in(
                user,
                () -> assertThat(refused(() -> carol.read(READ + " FOR UPDATE", 1))
                                .getConflicts())
                        .hasSize(1));
        carol.rollback();
        in(user, () -> assertThat(dave.read(READ + " FOR UPDATE", 1)).hasSize(1));
        dave.rollback();
        refusedIn(user, alice);
    }

    @Test
    void check_rowsChangedAndDeleted_tellsThemAndChangesNothing() throws SQLException {
        Session carol = guarded();
        bob.write("INSERT INTO {orders} (id, status, amount, note) VALUES (3, 'OPEN', 30.00, NULL)");
        in(user, () -> {
            readOrder(alice, 1);
            readOrder(alice, 2);
            readOrder(alice, 3);
            assertThat(check(carol)).isEmpty();
        });
        changeRowOne();
        bob.write("DELETE FROM {orders} WHERE id = 3");

        in(user, () -> {
            List<RowConflict> found = check(carol);
            assertThat(found)
                    .extracting(RowConflict::kind)
                    .containsExactlyInAnyOrder(ConflictKind.UPDATED, ConflictKind.DELETED);
            assertThat(found.stream()
                            .filter(row -> row.kind() == ConflictKind.UPDATED)
                            .findFirst()
                            .orElseThrow()
                            .columns())
                    .extracting(ColumnDiff::original, ColumnDiff::current)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("OPEN", "SHIPPED"));
            refused(() -> save(carol));
            refused(() -> alice.write(SET_STATUS, "PAID", 3));
            assertThat(alice.write(SET_STATUS, "PAID", 2)).isOne();
        });
    }
}
