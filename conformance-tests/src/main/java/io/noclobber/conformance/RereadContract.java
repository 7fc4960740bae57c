package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.conflict.ColumnDiff;
import io.noclobber.conflict.ConflictKind;
import io.noclobber.conflict.RowChangedWarning;
import io.noclobber.conflict.RowConflict;
import io.noclobber.conformance.database.Trait;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
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

    /** Where readers wait for writers nobody can tell at that moment whose change it was; the write is refused. */
    @Test
    void readAgain_rowChangedAndOtherWrittenOurselves_warns() throws SQLException {
        Session carol = guarded();
        in(user, () -> {
            readOrder(alice, 1);
            readOrder(alice, 2);
        });
        changeRowOne();
        carol.begin();
        in(user, () -> {
            assertThat(carol.write("UPDATE {orders} SET amount = ? WHERE id = ?", 7, 2))
                    .isOne();
            try (PreparedStatement query = carol.prepare("SELECT id, status, amount, note FROM {orders} ORDER BY id");
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    rows.getString(2);
                }
                assertThat(warnings(rows)).hasSizeBetween(does(Trait.READERS_PASS_WRITERS) ? 1 : 0, 1);
                assertThat(warnings(rows)).hasSizeBetween(does(Trait.READERS_PASS_WRITERS) ? 1 : 0, 1);
            }
            refused(() -> save(carol));
        });
        carol.rollback();
    }

    @Test
    @Tag(HOLDS_BARE)
    void readAgain_ownTriggerChangedTheRow_doesNotWarn() throws SQLException {
        create("docs", "id INT NOT NULL PRIMARY KEY, title VARCHAR(50), version INT NOT NULL");
        bob.write("INSERT INTO {docs} (id, title, version) VALUES (1, 'draft', 1)");
        create("remarks", "id INT NOT NULL PRIMARY KEY, doc INT NOT NULL");
        Triggers.touchOnInsert(engine(), bob, this::cleanUp);
        Session carol = guarded().begin();
        in(user, () -> {
            carol.read("SELECT id, title, version FROM {docs}");
            carol.write("INSERT INTO {remarks} (id, doc) VALUES (1, 1)");
            try (PreparedStatement query = carol.prepare("SELECT id, title, version FROM {docs}");
                    ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(3)).isEqualTo(101);
                assertThat(rows.next()).isFalse();
                assertThat(warnings(rows)).isEmpty();
            }
        });
        carol.rollback();
    }

    @Test
    @Tag(HOLDS_BARE)
    void readAgain_ownTriggerChangedTheRowAndWasUndone_doesNotWarn() throws SQLException {
        create("docs", "id INT NOT NULL PRIMARY KEY, title VARCHAR(50), version INT NOT NULL");
        bob.write("INSERT INTO {docs} (id, title, version) VALUES (1, 'draft', 1)");
        bob.write("INSERT INTO {docs} (id, title, version) VALUES (2, 'draft', 1)");
        create("remarks", "id INT NOT NULL PRIMARY KEY, doc INT NOT NULL");
        Triggers.touchOnInsert(engine(), bob, this::cleanUp);
        Session carol = guarded().begin();
        in(user, () -> {
            carol.read("SELECT id, title, version FROM {docs}");
            carol.write("INSERT INTO {remarks} (id, doc) VALUES (1, 2)");
            try (PreparedStatement query = carol.prepare("SELECT id, title, version FROM {docs} ORDER BY id");
                    ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                carol.rollback();
                boolean goesOn = catchThrowable(rows::next) == null;
                assertThat(goesOn ? warnings(rows) : List.of())
                        .as("rows as they were before it was undone")
                        .isEmpty();
            }
        });
        carol.rollback();
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
