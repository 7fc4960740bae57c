package io.noclobber.internal.guard;

import io.noclobber.conflict.RowConflict;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.RowImages;
import io.noclobber.internal.sql.Identifier;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows that were read with the database, before anybody writes them: a query for each page of rows of one
 * table, those apart of which large objects were read. Locks nothing, renews nothing, and rows that the transaction itself has written are left out. Confined to one
 * connection.
 */
final class EarlyCheck {
    private final Session session;

    EarlyCheck(Session session) {
        this.session = session;
    }

    /** The rows that others have changed or deleted, each with what a refused write would tell. */
    List<RowConflict> run() throws SQLException {
        List<RowConflict> found = new ArrayList<>();
        for (TableName name : session.images().tables()) {
            Table table = table(name);
            if (table != null) {
                check(table, found);
            }
        }
        return found;
    }

    /** Another connection may have read the row, so that this one has not met the table yet. */
    private @Nullable Table table(TableName name) {
        Table known = session.tables().known(name);
        if (known != null) {
            return known;
        }
        List<Identifier> path = new ArrayList<>();
        if (name.qualifier() != null && !name.qualifier().isEmpty()) {
            path.add(new Identifier(name.qualifier(), true));
        }
        path.add(new Identifier(name.name(), true));
        Table found = session.tables().find(path);
        return found != null && found.name().equals(name) ? found : null;
    }

    private void check(Table table, List<RowConflict> found) throws SQLException {
        Map<Set<String>, Group> groups = new LinkedHashMap<>();
        RowImages images = session.images();
        for (RowImage image : images.images(table.name())) {
            if (!images.held(image.key()) && !images.isDoubtful(image.key())) {
                Set<String> columns = columns(image, table);
                groups.computeIfAbsent(largeObjects(columns, table), large -> new Group())
                        .add(image, columns);
            }
        }
        RowComparison comparison = new RowComparison(table, session.settings());
        int most = StoredQuery.most(session.dialect());
        for (Group group : groups.values()) {
            List<Column> columns = StoredRows.columns(table, List.copyOf(group.columns));
            for (int from = 0; from < group.images.size(); from += most) {
                List<RowImage> page = group.images.subList(from, Math.min(group.images.size(), from + most));
                check(page, table, columns, comparison, found);
            }
        }
    }

    /** What was read of the row and the table still has. */
    private static Set<String> columns(RowImage image, Table table) {
        Set<String> names = new LinkedHashSet<>();
        for (RowImage holder = image; holder != null; holder = holder.older()) {
            for (int i = 0; i < holder.shape().columns().size(); i++) {
                String name = holder.shape().columns().get(i).name();
                if (holder.value(i) != RowImage.NOT_READ && table.column(name) != null) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** These stay unread where nobody has read them of the row: that costs memory and time. */
    private static Set<String> largeObjects(Set<String> columns, Table table) {
        return columns.stream()
                .filter(name -> {
                    Column column = table.column(name);
                    return column != null && Delivery.of(column) == Delivery.LARGE_OBJECT;
                })
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Rows that are asked for together, with all that was read of any: of each row only what was read of it is compared. */
    private static final class Group {
        private final List<RowImage> images = new ArrayList<>();
        private final Set<String> columns = new LinkedHashSet<>();

        void add(RowImage image, Set<String> read) {
            images.add(image);
            columns.addAll(read);
        }
    }

    private void check(
            List<RowImage> page, Table table, List<Column> columns, RowComparison comparison, List<RowConflict> found)
            throws SQLException {
        Map<RowKey, RowImage> wanted = new LinkedHashMap<>();
        page.forEach(image -> wanted.put(image.key(), image));
        StoredQuery query = StoredQuery.of(table, columns, page.size());
        session.queries().ask(query.text(), statement -> {
            query.bind(statement, page);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    StoredQuery.Row row = query.read(session.counts(), rows);
                    RowKey key = KeyReader.of(table, row.key());
                    RowImage image = key == null ? null : StoredRows.take(table, key, wanted);
                    RowConflict conflict = image == null
                            ? null
                            : comparison.changed(image, StoredQuery.image(image, columns, row, session.millis()));
                    if (conflict != null) {
                        found.add(conflict);
                    }
                }
            }
        });
        wanted.values().forEach(image -> found.add(comparison.deleted(image)));
    }
}
