package io.noclobber.observe;

import io.noclobber.conflict.ColumnDiff;
import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conflict.ConflictKind;
import io.noclobber.conflict.Conflicts;
import io.noclobber.conflict.MessageStyle;
import io.noclobber.conflict.Operation;
import io.noclobber.conflict.RowConflict;
import io.noclobber.conflict.TransactionState;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Conflicts to watch. */
final class Samples {
    static final TableName ORDERS = new TableName(null, "PUBLIC", "ORDERS");

    private Samples() {}

    /** A conflict of one row for each kind; all of its values are "secret" or 4711. */
    static ConcurrencyConflictException conflict(ConflictKind... kinds) {
        List<RowConflict> rows = Arrays.stream(kinds).map(Samples::row).toList();
        return new Conflicts(MessageStyle.DEFAULT, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), ZoneOffset.UTC)
                .refuse(rows, TransactionState.ALIVE, true, null);
    }

    private static RowConflict row(ConflictKind kind) {
        return new RowConflict(
                RowKey.of(ORDERS, 4711),
                List.of(new ColumnName(ORDERS, "ID")),
                kind,
                Instant.EPOCH,
                "SELECT * FROM ORDERS WHERE NAME = 'secret'",
                List.of(ColumnDiff.of(
                        new ColumnName(ORDERS, "NAME"), "secret", "secret", "secret", Set.of(ColumnDiff.Side.OTHERS))),
                Operation.UPDATE);
    }
}
