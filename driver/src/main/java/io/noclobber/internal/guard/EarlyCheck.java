package io.noclobber.internal.guard;

import io.noclobber.conflict.RowConflict;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.RowImages;
import io.noclobber.internal.sql.Identifier;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.RowShape;
import io.noclobber.row.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows that were read with the database, before anybody writes them: a query for each page of rows of one
 * table. Locks nothing, renews nothing, and rows that the transaction itself has written are left out. Confined to one
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
        Table known = session.known(name);
        if (known != null) {
            return known;
        }
        List<Identifier> path = new ArrayList<>();
        if (name.qualifier() != null && !name.qualifier().isEmpty()) {
            path.add(new Identifier(name.qualifier(), true));
        }
        path.add(new Identifier(name.name(), true));
        Table found = session.find(path);
        return found != null && found.name().equals(name) ? found : null;
    }

    private void check(Table table, List<RowConflict> found) throws SQLException {
        Map<List<String>, List<RowImage>> groups = new LinkedHashMap<>();
        RowImages images = session.images();
        for (RowImage image : images.images(table.name())) {
            if (!images.held(image.key()) && !images.isDoubtful(image.key())) {
                groups.computeIfAbsent(columns(image, table), columns -> new ArrayList<>())
                        .add(image);
            }
        }
        RowComparison comparison = new RowComparison(table, session.settings());
        for (Map.Entry<List<String>, List<RowImage>> group : groups.entrySet()) {
            List<RowImage> all = group.getValue();
            int most = StoredQuery.most(session.dialect());
            for (int from = 0; from < all.size(); from += most) {
                List<RowImage> page = all.subList(from, Math.min(all.size(), from + most));
                check(page, table, group.getKey(), comparison, found);
            }
        }
    }

    /** What was read of the row and the table still has; large objects that nobody has read stay unread. */
    private static List<String> columns(RowImage image, Table table) {
        List<String> names = new ArrayList<>();
        for (RowImage holder = image; holder != null; holder = holder.older()) {
            for (int i = 0; i < holder.shape().columns().size(); i++) {
                String name = holder.shape().columns().get(i).name();
                if (holder.value(i) != RowImage.NOT_READ && table.column(name) != null && !names.contains(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private void check(
            List<RowImage> page, Table table, List<String> names, RowComparison comparison, List<RowConflict> found)
            throws SQLException {
        List<Column> columns = StoredRows.columns(table, names);
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
                            : comparison.changed(image, now(image, columns, row, session.millis()));
                    if (conflict != null) {
                        found.add(conflict);
                    }
                }
            }
        });
        wanted.values().forEach(image -> found.add(comparison.deleted(image)));
    }

    private static RowImage now(RowImage image, List<Column> columns, StoredQuery.Row row, long millis) {
        return RowImage.of(
                new RowShape(
                        image.key().table(),
                        columns.stream().map(Column::name).toList(),
                        image.shape().statement()),
                image.key(),
                Arrays.copyOf(row.values(), columns.size()),
                millis);
    }
}
