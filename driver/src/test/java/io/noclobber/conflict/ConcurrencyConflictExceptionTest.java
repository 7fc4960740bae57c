package io.noclobber.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.noclobber.conflict.ColumnDiff.Side;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConcurrencyConflictExceptionTest {
    private static final TableName ORDERS = new TableName(null, null, "ORDERS");
    private static final ColumnName STATUS = new ColumnName(ORDERS, "STATUS");

    @Test
    void refuse_changedRow_hasTheStateOfChanged() {
        SQLException nativeException = new SQLException("could not serialize access", "40001", 7);

        ConcurrencyConflictException conflict = conflicts("X0001", "X0002")
                .refuse(
                        List.of(row(ConflictKind.DELETED), row(ConflictKind.UPDATED)),
                        TransactionState.MUST_ROLL_BACK,
                        true,
                        nativeException);

        assertThat((Throwable) conflict)
                .isInstanceOf(SQLNonTransientException.class)
                .hasCause(nativeException);
        assertThat(conflict.getSQLState()).isEqualTo("X0001");
        assertThat(conflict.getErrorCode()).isZero();
        assertThat((Object) conflict.getNextException()).isNull();
        assertThat(conflict.getTransactionState()).isEqualTo(TransactionState.MUST_ROLL_BACK);
        assertThat(conflict.isDiffRead()).isTrue();
        assertThat(conflict.getConflicts()).hasSize(2).isUnmodifiable();
    }

    @Test
    void refuse_onlyDeletedRows_hasTheStateOfDeleted() {
        ConcurrencyConflictException conflict = conflicts("X0001", "X0002")
                .refuse(List.of(row(ConflictKind.DELETED)), TransactionState.ALIVE, false, null);

        assertThat(conflict.getSQLState()).isEqualTo("X0002");
        assertThat(conflict.getCause()).isNull();
        assertThat(conflict.isDiffRead()).isFalse();
    }

    @Test
    void exception_serialized_keepsAllButTheRows() throws IOException, ClassNotFoundException {
        ConcurrencyConflictException conflict = conflicts("NC001", "NC002")
                .refuse(
                        List.of(row(ConflictKind.UPDATED)),
                        TransactionState.ROLLED_BACK,
                        true,
                        new SQLException("native", "40001"));

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(conflict);
        }
        ConcurrencyConflictException copy;
        try (ObjectInputStream input = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            copy = (ConcurrencyConflictException) input.readObject();
        }

        assertThat((Throwable) copy).hasMessage(conflict.getMessage());
        assertThat(copy.getMessage()).contains("NotSerializable[1]");
        assertThat(copy.getSQLState()).isEqualTo("NC001");
        assertThat(copy.getTransactionState()).isEqualTo(TransactionState.ROLLED_BACK);
        assertThat(copy.isDiffRead()).isTrue();
        assertThat(copy.getCause()).hasMessage("native");
        assertThat(copy.getConflicts()).isEmpty();
    }

    @Test
    void row_asText_holdsNoValue() {
        assertThat(row(ConflictKind.UPDATED)).hasToString("UPDATE of a row of ORDERS that was UPDATED");
        assertThat(row(ConflictKind.UPDATED).columns().get(0)).hasToString("ORDERS.STATUS changed by [OTHERS]");
    }

    @Test
    void row_keyColumnsMissing_isAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RowConflict(
                        RowKey.of(ORDERS, 1, 2),
                        List.of(STATUS),
                        ConflictKind.UPDATED,
                        Instant.EPOCH,
                        "",
                        List.of(),
                        Operation.UPDATE))
                .withMessage("ORDERS: 1 key columns for 2 values");
    }

    @Test
    void diff_nullAndUnknown_areToldApart() {
        ColumnDiff known = ColumnDiff.of(STATUS, null, null, null, Set.of(Side.YOU));
        assertThat(known.isOriginalKnown()).isTrue();
        assertThat(known.isCurrentKnown()).isTrue();
        assertThat(known.isAttemptedKnown()).isTrue();
        assertThat(known.isWritten()).isTrue();
        assertThat(known.changedByYou()).isTrue();
        assertThat(known.changedByOthers()).isFalse();

        ColumnDiff unknown =
                ColumnDiff.of(STATUS, ColumnDiff.UNKNOWN, ColumnDiff.UNKNOWN, ColumnDiff.UNKNOWN, Set.of());
        assertThat(unknown.isOriginalKnown()).isFalse();
        assertThat(unknown.original()).isNull();
        assertThat(unknown.isCurrentKnown()).isFalse();
        assertThat(unknown.current()).isNull();
        assertThat(unknown.isAttemptedKnown()).isFalse();
        assertThat(unknown.attempted()).isNull();
        assertThat(unknown.isWritten()).isTrue();

        ColumnDiff notWritten = ColumnDiff.of(STATUS, 1, 2, ColumnDiff.NOT_WRITTEN, Set.of(Side.OTHERS));
        assertThat(notWritten.isWritten()).isFalse();
        assertThat(notWritten.isAttemptedKnown()).isFalse();
        assertThat(notWritten.attempted()).isNull();
    }

    private static Conflicts conflicts(String changedState, String deletedState) {
        return new Conflicts(
                new MessageStyle(true, column -> false, 60, null, changedState, deletedState),
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                ZoneOffset.UTC);
    }

    private static RowConflict row(ConflictKind kind) {
        return new RowConflict(
                RowKey.of(ORDERS, 1),
                List.of(new ColumnName(ORDERS, "ID")),
                kind,
                Instant.EPOCH,
                "SELECT * FROM ORDERS",
                List.of(ColumnDiff.of(
                        STATUS,
                        new NotSerializable(1),
                        new NotSerializable(2),
                        ColumnDiff.NOT_WRITTEN,
                        Set.of(Side.OTHERS))),
                Operation.UPDATE);
    }

    /** A value of a driver that cannot be serialized. */
    private record NotSerializable(int number) {
        @Override
        public String toString() {
            return "NotSerializable[" + number + "]";
        }
    }
}
