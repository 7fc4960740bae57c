package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at rows as others see them, through a second connection: what our own transaction has made of them is not there.
 * Confined to one connection.
 */
final class OutsideView {
    /** A row of {@code table} as the application's own transaction shows it. */
    record Shown(Table table, RowImage row) {}

    private final Session session;

    OutsideView(Session session) {
        this.session = session;
    }

    /**
     * The rows as others see them: of each the columns that were read of the one shown. Looks a few times in each transaction,
     * and once where nobody can tell.
     *
     * @return one for each of {@code shown}, {@code null} for one that others do not see, or see twice; nothing where nobody can look
     */
    List<@Nullable RowImage> of(List<Shown> shown) {
        try {
            boolean reached = session.dialect()
                    .reachesSameDatabase(session.raw().getMetaData().getURL());
            if (!reached || !session.transaction().mayLookOutside()) {
                return List.of();
            }
            return session.secondLook().look(connection -> {
                List<@Nullable RowImage> outside = new ArrayList<>();
                for (Shown one : shown) {
                    outside.add(look(connection, one));
                }
                return outside;
            });
        } catch (SQLException failure) {
            session.transaction().noneCanTell();
            session.counts()
                    .defect(
                            shown.get(0).table().name(),
                            "could not look whether a difference is our own uncommitted work: " + failure);
            return List.of();
        }
    }

    private @Nullable RowImage look(Connection connection, Shown shown) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < shown.row().shape().columns().size(); i++) {
            ColumnName column = shown.row().shape().columns().get(i);
            if (shown.row().value(i) != RowImage.NOT_READ) {
                names.add(column.name());
            }
        }
        List<Column> columns = StoredRows.columns(shown.table(), names);
        StoredQuery query = StoredQuery.of(shown.table(), columns, 1);
        try (PreparedStatement statement = connection.prepareStatement(query.text())) {
            statement.setQueryTimeout(session.secondLook().timeoutSeconds());
            query.bind(statement, List.of(shown.row()));
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return null;
                }
                RowImage outside =
                        StoredQuery.image(shown.row(), columns, query.read(session.counts(), rows), session.millis());
                return rows.next() ? null : outside; // of two rows with the key nobody knows which is meant
            }
        }
    }
}
