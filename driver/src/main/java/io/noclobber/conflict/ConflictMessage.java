package io.noclobber.conflict;

import io.noclobber.row.ColumnName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells a person who never heard of us what was not saved, why, what differs and what to do next. Thread-safe.
 */
final class ConflictMessage {
    private static final int MOST_ROWS = 10;
    private static final int MOST_COLUMNS = 10;
    private static final int LONGEST_NAME = 128;
    private static final String MASKED = "***";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final MessageStyle style;
    private final Clock clock;
    private final ZoneId zone;

    ConflictMessage(MessageStyle style, Clock clock, ZoneId zone) {
        this.style = style;
        this.clock = clock;
        this.zone = zone;
    }

    String render(List<RowConflict> rows, TransactionState state, boolean diffRead) {
        Instant now = clock.instant();
        StringBuilder text = new StringBuilder();
        if (rows.size() == 1) {
            one(text, rows.get(0), now, diffRead);
        } else {
            several(text, rows, now, diffRead);
        }
        switch (state) {
            case ALIVE -> {}
            case MUST_ROLL_BACK ->
                text.append(" Nothing else of this transaction can be saved either: it must be rolled back.");
            case ROLLED_BACK ->
                text.append(" The database has rolled back the whole transaction: nothing of it was saved.");
        }
        if (style.helpText() != null) {
            text.append(' ').append(style.helpText());
        }
        return text.toString();
    }

    /** Of one row that was read once more. */
    String render(RowConflict row) {
        return render(List.of(row), TransactionState.ALIVE, true);
    }

    private void one(StringBuilder text, RowConflict row, Instant now, boolean diffRead) {
        boolean deleted = row.kind() == ConflictKind.DELETED;
        switch (row.operation()) {
            case UPDATE -> text.append("Your change to ").append(name(row)).append(" was not saved");
            case DELETE -> text.append(capital(name(row))).append(" was not deleted");
            case READ -> text.append(capital(name(row))).append(" is no longer as you saw it");
        }
        text.append(", because someone else ")
                .append(deleted ? "deleted" : "changed")
                .append(" it after you read it (")
                .append(when(row.readAt(), now))
                .append(").");
        if (deleted) {
            text.append(
                    switch (row.operation()) {
                        case UPDATE -> " It no longer exists; enter it again if it is still needed.";
                        case DELETE -> " It no longer exists, so there is nothing left to delete.";
                        case READ -> " It no longer exists.";
                    });
            return;
        }
        columns(text, row);
        if (!diffRead) {
            text.append(" What was changed could not be found out.");
        }
        text.append(" Read it again to see the current values.");
    }

    private void several(StringBuilder text, List<RowConflict> rows, Instant now, boolean diffRead) {
        boolean anyChanged = rows.stream().anyMatch(row -> row.kind() == ConflictKind.UPDATED);
        boolean anyDeleted = rows.stream().anyMatch(row -> row.kind() == ConflictKind.DELETED);
        boolean anyUpdate = rows.stream().anyMatch(row -> row.operation() == Operation.UPDATE);
        boolean anyDelete = rows.stream().anyMatch(row -> row.operation() == Operation.DELETE);
        boolean anyWrite = anyUpdate || anyDelete;
        text.append(anyUpdate ? "Your changes to " : "")
                .append(rows.size())
                .append(
                        anyUpdate
                                ? " rows were not saved"
                                : anyWrite ? " rows were not deleted" : " rows are no longer as you saw them")
                .append(", because someone else ")
                .append(!anyDeleted ? "changed" : anyChanged ? "changed or deleted" : "deleted")
                .append(" them after you read them.");
        rows.stream().limit(MOST_ROWS).forEach(row -> {
            text.append(' ')
                    .append(capital(name(row)))
                    .append(row.kind() == ConflictKind.DELETED ? " was deleted" : " was changed")
                    .append(" (you read it ")
                    .append(when(row.readAt(), now))
                    .append(").");
            columns(text, row);
        });
        if (rows.size() > MOST_ROWS) {
            text.append(" And ").append(rows.size() - MOST_ROWS).append(" more.");
        }
        if (anyChanged) {
            text.append(diffRead ? "" : " What was changed could not be found out.")
                    .append(" Read them again to see the current values.");
        } else {
            text.append(" They no longer exist")
                    .append(
                            !anyDelete
                                    ? "; enter them again if they are still needed."
                                    : anyUpdate ? "." : ", so there is nothing left to delete.");
        }
    }

    private String name(RowConflict row) {
        String table = row.table().name();
        if (!style.values()) {
            return "a row of " + shorten(table);
        }
        List<Object> values = row.key().values();
        StringBuilder text = new StringBuilder(shorten(table)).append(" [");
        for (int i = 0; i < values.size(); i++) {
            ColumnName column = row.keyColumns().get(i);
            text.append(i == 0 ? "" : ", ")
                    .append(shorten(column.name()))
                    .append('=')
                    .append(value(column, values.get(i)));
        }
        return text.append(']').toString();
    }

    private void columns(StringBuilder text, RowConflict row) {
        List<ColumnDiff> changed =
                row.columns().stream().filter(ColumnDiff::changedByOthers).toList();
        if (changed.isEmpty() || row.kind() == ConflictKind.DELETED) {
            return;
        }
        text.append(style.values() ? " " : " Changed: ")
                .append(changed.stream()
                        .limit(MOST_COLUMNS)
                        .map(column -> style.values()
                                ? describe(column)
                                : shorten(column.column().name()))
                        .collect(Collectors.joining(style.values() ? "; " : ", ")));
        int more = changed.size() - MOST_COLUMNS;
        if (more > 0) {
            text.append(" and ").append(more).append(more == 1 ? " more column" : " more columns");
        }
        text.append('.');
    }

    private String describe(ColumnDiff diff) {
        ColumnName column = diff.column();
        List<String> parts = new ArrayList<>();
        if (diff.isOriginalKnown()) {
            parts.add("was " + value(column, diff.original()));
        }
        parts.add(diff.isCurrentKnown() ? "is now " + value(column, diff.current()) : "has changed");
        // a column that is merely written back as it was read is nothing that anybody wanted
        if (diff.isAttemptedKnown() && diff.changedByYou()) {
            parts.add("you wanted " + value(column, diff.attempted()));
        }
        return shorten(column.name()) + ": " + String.join(", ", parts);
    }

    private String value(ColumnName column, @Nullable Object value) {
        return style.redacted().test(column) ? MASKED : ValueText.render(value, style.maxLength());
    }

    private static String shorten(String name) {
        return ValueText.cut(name, LONGEST_NAME);
    }

    private static String capital(String text) {
        return text.startsWith("a row of ") ? "A" + text.substring(1) : text;
    }

    private String when(Instant readAt, Instant now) {
        ZonedDateTime read = readAt.atZone(zone);
        LocalDate today = now.atZone(zone).toLocalDate();
        return (read.toLocalDate().equals(today) ? TIME : DATE_TIME).format(read) + ", "
                + ago(Duration.between(readAt, now));
    }

    static String ago(Duration elapsed) {
        long seconds = elapsed.toSeconds();
        // clocks may be set back between read and write
        if (seconds < 1) {
            return "just now";
        }
        if (seconds < 60) {
            return count(seconds, "second");
        }
        if (seconds < 3600) {
            return count(elapsed.toMinutes(), "minute");
        }
        return elapsed.toDays() < 1 ? count(elapsed.toHours(), "hour") : count(elapsed.toDays(), "day");
    }

    private static String count(long amount, String unit) {
        return amount + " " + unit + (amount == 1 ? "" : "s") + " ago";
    }
}
