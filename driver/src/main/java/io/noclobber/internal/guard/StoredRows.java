package io.noclobber.internal.guard;

import io.noclobber.dialect.Dialect.NativeSignal;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.RowShape;
import io.noclobber.row.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what own writes have stored: what was set is not always what is stored. Reads the rows
 * again before the commit that publishes them, a page of rows of one table at a time. Confined to one connection.
 */
final class StoredRows {
    private static final int ATTEMPTS = 2;

    private final Session session;

    StoredRows(Session session) {
        this.session = session;
    }

    /**
     * Reads what is not known yet. A row that cannot be read loses its image; the commit goes on.
     *
     * @throws SQLException when the database has given the transaction up: a commit would report
     *     success for work that is gone
     */
    void confirm() throws SQLException {
        List<RowImage> unconfirmed = session.images().unconfirmed();
        if (unconfirmed.isEmpty()) {
            return;
        }
        Map<Group, List<RowImage>> groups = new LinkedHashMap<>();
        for (RowImage image : unconfirmed) {
            groups.computeIfAbsent(new Group(image.key().table(), Intent.columns(image)), g -> new ArrayList<>())
                    .add(image);
        }
        for (Map.Entry<Group, List<RowImage>> group : groups.entrySet()) {
            confirm(group.getKey(), group.getValue());
        }
    }

    private void confirm(Group group, List<RowImage> images) throws SQLException {
        int most = StoredQuery.most(session.dialect());
        for (int from = 0; from < images.size(); from += most) {
            List<RowImage> page = images.subList(from, Math.min(images.size(), from + most));
            try {
                if (session.dialect().failureEndsTransaction()) {
                    confirmWithoutHarm(group, page);
                } else {
                    confirmPage(group, page);
                }
            } catch (SQLException failure) {
                if (session.dialect().failedBefore(failure)) {
                    // the application was told, and what its commit does then is for the driver to say
                    page.forEach(image -> session.images().lost(image.key()));
                    continue;
                }
                if (session.signal(failure) != NativeSignal.NONE
                        || session.dialect().failureEndsTransaction()) {
                    throw failure;
                }
                lost(group, page, failure);
            } catch (RuntimeException failure) {
                lost(group, page, failure);
            }
        }
    }

    /**
     * Reads a page behind a savepoint: after a failure the commit would report success and store nothing. A query that was
     * prepared before another program altered the table fails once, so it is asked twice.
     *
     * @throws SQLException when the transaction is lost
     */
    private void confirmWithoutHarm(Group group, List<RowImage> page) throws SQLException {
        // of a transaction that was begun by a text the driver knows nothing, and takes no savepoint in it
        Savepoint before =
                session.transaction().autoCommit() || !session.dialect().hasSavepoints()
                        ? null
                        : session.raw().setSavepoint();
        for (int attempt = 1; ; attempt++) {
            try {
                confirmPage(group, page);
                break;
            } catch (SQLException failure) {
                if (before == null || session.signal(failure) != NativeSignal.NONE) {
                    throw failure;
                }
                session.raw().rollback(before);
                if (attempt == ATTEMPTS) {
                    lost(group, page, failure);
                    break;
                }
            }
        }
        if (before != null) {
            session.raw().releaseSavepoint(before);
        }
    }

    private void lost(Group group, List<RowImage> page, Exception failure) {
        session.counts()
                .defect(
                        group.table(),
                        "what was stored could not be read back: "
                                + failure.getClass().getSimpleName());
        page.forEach(image -> session.images().lost(image.key()));
    }

    private void confirmPage(Group group, List<RowImage> page) throws SQLException {
        Table table = session.tables().known(group.table());
        List<Column> columns = table == null ? List.of() : columns(table, group.columns());
        if (table == null || columns.size() != group.columns().size()) {
            page.forEach(image -> session.images().lost(image.key()));
            return;
        }
        Map<RowKey, RowImage> wanted = new LinkedHashMap<>();
        page.forEach(image -> wanted.put(image.key(), image));
        StoredQuery stored = StoredQuery.of(table, columns, page.size());
        session.queries().ask(stored.text(), query -> {
            stored.bind(query, page);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    confirm(stored.read(session.counts(), rows), table, columns.size(), wanted);
                }
            }
        });
        wanted.keySet().forEach(session.images()::lost);
    }

    static List<Column> columns(Table table, List<String> names) {
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            Column column = table.column(name);
            if (column != null) {
                columns.add(column);
            }
        }
        return columns;
    }

    private void confirm(StoredQuery.Row row, Table table, int width, Map<RowKey, RowImage> wanted) {
        RowKey key = KeyReader.of(table, row.key());
        RowImage image = key == null ? null : take(table, key, wanted);
        if (image != null) {
            RowImage stored = renewed(image, Arrays.copyOf(row.values(), width), session.millis());
            session.images().confirmed(image.key(), session.unverified().kept(image, stored));
        }
    }

    /** What was wanted of the row: of a row read by a key as the application spells it, the stored one is another. */
    static @Nullable RowImage take(Table table, RowKey stored, Map<RowKey, RowImage> wanted) {
        RowImage exact = wanted.remove(stored);
        if (exact != null || table.key().stream().noneMatch(KeyKind::spelledInManyWays)) {
            return exact;
        }
        List<RowKey> alike = wanted.keySet().stream()
                .filter(key -> AlikeKeys.alike(key, stored))
                .toList();
        return alike.size() == 1 ? wanted.remove(alike.get(0)) : null;
    }

    /**
     * The image of a row as the current row of {@code rows} shows it.
     *
     * @param columns the columns of {@link Intent#columns}, which stand from position {@code first} on
     */
    static RowImage renewed(Counts counts, RowImage image, ResultSet rows, List<Column> columns, int first, long now)
            throws SQLException {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = StoredValue.read(counts, columns.get(i), rows, first + i);
        }
        return renewed(image, values, now);
    }

    /** The image with other values for all its columns, older ones included. */
    static RowImage renewed(RowImage image, @Nullable Object[] values, long now) {
        if (image.older() == null) {
            return RowImage.of(image.shape(), image.key(), values, now);
        }
        List<ColumnName> names = new ArrayList<>();
        for (String column : Intent.columns(image)) {
            names.add(new ColumnName(image.key().table(), column));
        }
        RowShape all = new RowShape(
                image.key().table(),
                names,
                image.shape().statement(),
                image.shape().inexact());
        return RowImage.of(all, image.key(), values, now);
    }

    /** The image without the columns that the table does not have any more; itself where it has them all. */
    static RowImage reduced(RowImage image, Table table) {
        RowImage older = image.older();
        if (Intent.columns(image).stream().allMatch(name -> table.column(name) != null)) {
            return image;
        }
        RowImage newest = reducedAlone(image, table);
        return older == null ? newest : newest.over(reducedAlone(older, table));
    }

    private static RowImage reducedAlone(RowImage image, Table table) {
        List<ColumnName> names = image.shape().columns().stream()
                .filter(column -> table.column(column.name()) != null)
                .toList();
        @Nullable Object[] values = new @Nullable Object[names.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.value(image.shape().indexOf(names.get(i).name()));
        }
        RowShape shape = new RowShape(
                table.name(), names, image.shape().statement(), image.shape().inexact());
        return RowImage.of(shape, image.key(), values, image.readAtMillis());
    }

    private record Group(TableName table, List<String> columns) {}
}
