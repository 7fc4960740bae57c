package io.noclobber.conflict;

import static io.noclobber.conflict.ColumnDiff.NOT_WRITTEN;
import static io.noclobber.conflict.ColumnDiff.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.noclobber.conflict.ColumnDiff.Side;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages for people, word by word. */
final class ConflictMessageTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2025-03-14T09:43:09Z");
    private static final Instant READ_AT = Instant.parse("2025-03-14T09:31:07Z");
    private static final TableName ORDERS = new TableName("SHOP", "PUBLIC", "ORDERS");
    private static final ColumnName ID = column("ID");
    private static final ColumnDiff STATUS = diff("STATUS", "OPEN", "SHIPPED", "CANCELLED");

    private final Locale locale = Locale.getDefault();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(locale);
    }

    @Test
    void update_rowChanged_readsAsPromised() {
        assertMessage(
                "Your change to ORDERS [ID=4711] was not saved, because someone else changed it after you read it"
                        + " (10:31:07, 12 minutes ago). STATUS: was 'OPEN', is now 'SHIPPED', you wanted 'CANCELLED'. Read it"
                        + " again to see the current values.",
                updated(STATUS));
    }

    @Test
    void update_underTurkishAndArabicLocale_readsTheSame() {
        String expected = message(updated(STATUS, diff("TOTAL", 1.5, 1234567, true)));
        for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai", "de-DE")) {
            Locale.setDefault(Locale.forLanguageTag(tag));
            assertThat(message(updated(STATUS, diff("TOTAL", 1.5, 1234567, true))))
                    .isEqualTo(expected);
        }
        assertThat(expected).contains("TOTAL: was 1.5, is now 1234567, you wanted true.");
    }

    @Test
    void update_rowDeleted_saysItIsGone() {
        assertMessage(
                "Your change to ORDERS [ID=4711] was not saved, because someone else deleted it after you read it"
                        + " (10:31:07, 12 minutes ago). It no longer exists; enter it again if it is still needed.",
                row(4711, ConflictKind.DELETED, Operation.UPDATE, STATUS));
    }

    @Test
    void delete_rowChanged_saysNotDeleted() {
        assertMessage(
                "ORDERS [ID=4711] was not deleted, because someone else changed it after you read it (10:31:07,"
                        + " 12 minutes ago). STATUS: was 'OPEN', is now 'SHIPPED'. Read it again to see the current values.",
                row(4711, ConflictKind.UPDATED, Operation.DELETE, notWritten("STATUS", "OPEN", "SHIPPED")));
    }

    @Test
    void delete_rowDeleted_saysNothingIsLeft() {
        assertMessage(
                "ORDERS [ID=4711] was not deleted, because someone else deleted it after you read it (10:31:07,"
                        + " 12 minutes ago). It no longer exists, so there is nothing left to delete.",
                row(4711, ConflictKind.DELETED, Operation.DELETE));
    }

    @Test
    void update_severalColumns_areListed() {
        assertMessage(
                "Your change to ORDERS [ID=4711] was not saved, because someone else changed it after you read it"
                        + " (10:31:07, 12 minutes ago). STATUS: was 'OPEN', is now 'SHIPPED', you wanted 'CANCELLED'; TOTAL:"
                        + " was empty, is now 12; NOTES: was '', is now empty. Read it again to see the current values.",
                updated(
                        STATUS,
                        notWritten("TOTAL", null, 12),
                        notWritten("NOTES", "", null),
                        ColumnDiff.of(column("MINE"), "a", "a", "b", Set.of(Side.YOU))));
    }

    @Test
    void update_attemptUnknown_leavesItOut() {
        ColumnDiff expression = ColumnDiff.of(column("TOTAL"), 1, 2, UNKNOWN, Set.of(Side.YOU, Side.OTHERS));
        ColumnDiff writtenBack = ColumnDiff.of(column("PHONE"), "1", "2", "1", Set.of(Side.OTHERS));
        assertMessage(
                "Your change to ORDERS [ID=4711] was not saved, because someone else changed it after you read it"
                        + " (10:31:07, 12 minutes ago). TOTAL: was 1, is now 2; PHONE: was '1', is now '2'. Read it again to"
                        + " see the current values.",
                updated(expression, writtenBack));
    }

    @Test
    void update_valuesUnknown_saysOnlyWhatIsKnown() {
        assertMessage(
                "Your change to ORDERS [ID=4711] was not saved, because someone else changed it after you read it"
                        + " (10:31:07, 12 minutes ago). A: was 1, has changed; B: is now 2; C: has changed. Read it again to"
                        + " see the current values.",
                updated(
                        notWritten("A", 1, UNKNOWN),
                        notWritten("B", RowImage.NOT_READ, 2),
                        notWritten("C", UNKNOWN, RowImage.NOT_READ)));
    }

    @Test
    void update_diffNotRead_saysSo() {
        assertThat((Throwable) refuse(MessageStyle.DEFAULT, TransactionState.ALIVE, false, updated()))
                .hasMessage(
                        "Your change to ORDERS [ID=4711] was not saved, because someone else changed it after you read"
                                + " it (10:31:07, 12 minutes ago). What was changed could not be found out. Read it again to see the"
                                + " current values.");
    }

    @Test
    void update_transactionNotAlive_saysWhatBecameOfIt() {
        String start =
                "Your change to ORDERS [ID=4711] was not saved, because someone else changed it after you read it"
                        + " (10:31:07, 12 minutes ago). Read it again to see the current values.";
        assertThat((Throwable) refuse(MessageStyle.DEFAULT, TransactionState.MUST_ROLL_BACK, true, updated()))
                .hasMessage(start + " Nothing else of this transaction can be saved either: it must be rolled back.");
        assertThat((Throwable) refuse(MessageStyle.DEFAULT, TransactionState.ROLLED_BACK, true, updated()))
                .hasMessage(start + " The database has rolled back the whole transaction: nothing of it was saved.");
    }

    @Test
    void update_helpText_standsLast() {
        MessageStyle style = style(true, column -> false, 60, "Questions? Call 4711.");
        assertThat(refuse(style, TransactionState.ROLLED_BACK, true, updated()).getMessage())
                .endsWith(" nothing of it was saved. Questions? Call 4711.");
    }

    @Test
    void update_withoutValues_namesTheColumns() {
        MessageStyle style = style(false, column -> false, 60, null);
        assertThat((Throwable) refuse(style, TransactionState.ALIVE, true, updated(STATUS, notWritten("TOTAL", 1, 2))))
                .hasMessage(
                        "Your change to a row of ORDERS was not saved, because someone else changed it after you read it"
                                + " (10:31:07, 12 minutes ago). Changed: STATUS, TOTAL. Read it again to see the current values.");
        assertThat((Throwable)
                        refuse(style, TransactionState.ALIVE, true, row(1, ConflictKind.DELETED, Operation.DELETE)))
                .hasMessageStartingWith("A row of ORDERS was not deleted, because");
    }

    @Test
    void update_redactedColumns_areMaskedInTheMessageOnly() {
        MessageStyle style = style(true, column -> Set.of("STATUS", "ID").contains(column.name()), 60, null);
        ConcurrencyConflictException conflict =
                refuse(style, TransactionState.ALIVE, true, updated(STATUS, notWritten("TOTAL", 1, 2)));

        assertThat((Throwable) conflict)
                .hasMessage(
                        "Your change to ORDERS [ID=***] was not saved, because someone else changed it after you read it"
                                + " (10:31:07, 12 minutes ago). STATUS: was ***, is now ***, you wanted ***; TOTAL: was 1, is now 2."
                                + " Read it again to see the current values.");
        assertThat(conflict.getConflicts().get(0).columns().get(0).current()).isEqualTo("SHIPPED");
    }

    @Test
    void update_compositeKey_isShownInOrder() {
        RowConflict row = new RowConflict(
                RowKey.of(ORDERS, "A'1\n", 2L),
                List.of(column("CODE"), column("LINE_NO")),
                ConflictKind.UPDATED,
                READ_AT,
                "SELECT * FROM ORDERS",
                List.of(),
                Operation.UPDATE);
        assertThat(message(row)).startsWith("Your change to ORDERS [CODE='A'1\\n', LINE_NO=2] was not saved");
    }

    @Test
    void update_hostileNamesAndValues_stayOnOneLine() {
        ColumnDiff diff = diff("A\nB", "x\r\n\t\u0000\u202Eevil\u2028", "y".repeat(61), "\uD83D\uDE00".repeat(60));
        assertThat(message(updated(diff)))
                .contains(" A\\nB: was 'x\\r\\n\\t\\u{0}\\u{202e}evil\\u{2028}', is now '" + "y".repeat(60) + "…',"
                        + " you wanted '" + "\uD83D\uDE00".repeat(60) + "'.");
    }

    @Test
    void update_manyColumns_areCut() {
        List<ColumnDiff> columns = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            columns.add(notWritten("C" + i, 0, i));
        }
        assertThat(message(updated(columns.toArray(new ColumnDiff[0]))))
                .contains("; C10: was 0, is now 10 and 2 more columns. Read it again");
        columns.remove(0);
        assertThat(message(updated(columns.toArray(new ColumnDiff[0])))).contains(" and 1 more column. Read it again");
    }

    @Test
    void several_changedAndDeleted_namesEach() {
        assertMessage(
                "Your changes to 2 rows were not saved, because someone else changed or deleted them after you read them."
                        + " ORDERS [ID=1] was changed (you read it 10:31:07, 12 minutes ago). STATUS: was 'OPEN', is now"
                        + " 'SHIPPED', you wanted 'CANCELLED'. ORDERS [ID=2] was deleted (you read it 10:31:07, 12 minutes"
                        + " ago). Read them again to see the current values.",
                row(1, ConflictKind.UPDATED, Operation.UPDATE, STATUS),
                row(2, ConflictKind.DELETED, Operation.UPDATE));
    }

    @Test
    void several_allDeletes_saysNotDeleted() {
        assertMessage(
                "2 rows were not deleted, because someone else deleted them after you read them. ORDERS [ID=1] was deleted"
                        + " (you read it 10:31:07, 12 minutes ago). ORDERS [ID=2] was deleted (you read it 10:31:07,"
                        + " 12 minutes ago). They no longer exist, so there is nothing left to delete.",
                row(1, ConflictKind.DELETED, Operation.DELETE),
                row(2, ConflictKind.DELETED, Operation.DELETE));
    }

    @Test
    void several_updatesOfDeletedRows_saysEnterThemAgain() {
        assertThat(message(
                        row(1, ConflictKind.DELETED, Operation.UPDATE), row(2, ConflictKind.DELETED, Operation.UPDATE)))
                .startsWith(
                        "Your changes to 2 rows were not saved, because someone else deleted them after you read them.")
                .endsWith(" They no longer exist; enter them again if they are still needed.");
        assertThat(message(
                        row(1, ConflictKind.DELETED, Operation.UPDATE), row(2, ConflictKind.DELETED, Operation.DELETE)))
                .endsWith(" They no longer exist.");
    }

    @Test
    void several_moreThanAMessageHolds_areCounted() {
        RowConflict[] rows = new RowConflict[13];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(i, ConflictKind.UPDATED, Operation.UPDATE);
        }
        ConcurrencyConflictException conflict = refuse(MessageStyle.DEFAULT, TransactionState.ALIVE, false, rows);
        assertThat(conflict.getMessage())
                .startsWith(
                        "Your changes to 13 rows were not saved, because someone else changed them after you read them.")
                .contains("[ID=9] was changed")
                .doesNotContain("[ID=10]")
                .endsWith(
                        " ago). And 3 more. What was changed could not be found out. Read them again to see the current"
                                + " values.");
        assertThat(conflict.getConflicts()).hasSize(13);
    }

    @ParameterizedTest
    @CsvSource({
        "-5000,just now",
        "999,just now",
        "1000,1 second ago",
        "59999,59 seconds ago",
        "60000,1 minute ago",
        "3599999,59 minutes ago",
        "3600000,1 hour ago",
        "86399999,23 hours ago",
        "86400000,1 day ago",
        "864000000,10 days ago"
    })
    void ago_anyDuration_isSaidInWords(long millis, String words) {
        assertThat(ConflictMessage.ago(Duration.ofMillis(millis))).isEqualTo(words);
    }

    @Test
    void when_anotherDay_showsTheDate() {
        RowConflict row = new RowConflict(
                RowKey.of(ORDERS, 1),
                List.of(ID),
                ConflictKind.UPDATED,
                Instant.parse("2025-03-13T22:59:59Z"),
                "",
                List.of(),
                Operation.UPDATE);
        assertThat(message(row)).contains("(2025-03-13 23:59:59, 10 hours ago)");
    }

    @Test
    void refuse_nothing_isAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> refuse(MessageStyle.DEFAULT, TransactionState.ALIVE, true))
                .withMessage("a conflict needs at least one row");
    }

    private static void assertMessage(String expected, RowConflict... rows) {
        assertThat(message(rows)).isEqualTo(expected);
    }

    private static String message(RowConflict... rows) {
        return refuse(MessageStyle.DEFAULT, TransactionState.ALIVE, true, rows).getMessage();
    }

    private static ConcurrencyConflictException refuse(
            MessageStyle style, TransactionState state, boolean diffRead, RowConflict... rows) {
        return new Conflicts(style, Clock.fixed(NOW, ZONE), ZONE).refuse(List.of(rows), state, diffRead, null);
    }

    private static MessageStyle style(boolean values, Predicate<ColumnName> redacted, int maxLength, String helpText) {
        return new MessageStyle(values, redacted, maxLength, helpText, "NC001", "NC002");
    }

    private static RowConflict updated(ColumnDiff... columns) {
        return row(4711, ConflictKind.UPDATED, Operation.UPDATE, columns);
    }

    private static RowConflict row(int id, ConflictKind kind, Operation operation, ColumnDiff... columns) {
        return new RowConflict(
                RowKey.of(ORDERS, id),
                List.of(ID),
                kind,
                READ_AT,
                "SELECT * FROM ORDERS WHERE ID = ?",
                List.of(columns),
                operation);
    }

    private static ColumnDiff diff(String name, Object original, Object current, Object attempted) {
        return ColumnDiff.of(column(name), original, current, attempted, Set.of(Side.YOU, Side.OTHERS));
    }

    private static ColumnDiff notWritten(String name, Object original, Object current) {
        return ColumnDiff.of(column(name), original, current, NOT_WRITTEN, Set.of(Side.OTHERS));
    }

    private static ColumnName column(String name) {
        return new ColumnName(ORDERS, name);
    }
}
