package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Place;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What this program has made in a database, known by its names alone, so that another run finds what one that was killed has left.
 * Confined to one thread.
 */
final class OwnObjects {
    private final Database database;
    private final Predicate<String> isOne;
    private final Predicate<Found> isMeant;

    /** @param isOne whether something is ours that is called so */
    OwnObjects(Database database, Predicate<String> isOne) {
        this(database, isOne, each -> true);
    }

    private OwnObjects(Database database, Predicate<String> isOne, Predicate<Found> isMeant) {
        this.database = database;
        this.isOne = isOne;
        this.isMeant = isMeant;
    }

    /** What the run has made whose tables have their place there. */
    static OwnObjects ofThisRun(Database database) {
        return new OwnObjects(database, new OwnNames(database.place().prefix())::ofThisRun);
    }

    /** What any run has made; the place of its tables has no mark. */
    static OwnObjects ofAnyRun(Database database) {
        return new OwnObjects(database, new OwnNames(database.place().prefix())::ofAnyRun);
    }

    /** Those of them that were seen before, as far as they are still there. */
    OwnObjects only(Set<Found> seen) {
        return new OwnObjects(database, isOne, Set.copyOf(seen)::contains);
    }

    /**
     * One of them.
     *
     * @param kind as DROP calls it
     * @param qualified its quoted name
     */
    record Found(String kind, String qualified) {
        @Override
        public String toString() {
            return kind.toLowerCase(Locale.ROOT) + " " + qualified;
        }
    }

    /** All that are there. */
    List<Found> find(Connection connection) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        Place place = database.place();
        String catalog = connection.getCatalog();
        String schema = schema(connection, place);
        List<Found> found = new ArrayList<>();
        String pattern = SearchPattern.of(metaData, schema);
        try (ResultSet rows = metaData.getTables(catalog, pattern, "%", null)) {
            while (rows.next()) {
                String type = String.valueOf(rows.getString("TABLE_TYPE"));
                String kind = type.contains("VIEW") ? "VIEW" : type.contains("TABLE") ? "TABLE" : sequence(type);
                String of = rows.getString("TABLE_SCHEM");
                // some drivers take the catalog for a pattern as well
                if (isIn(schema, of) && SearchPattern.isOf(catalog, rows.getString("TABLE_CAT"))) {
                    add(found, kind, of, rows.getString("TABLE_NAME"), metaData);
                }
            }
        }
        if (database.engine().isPostgres()) {
            functions(found, catalog, schema, pattern, metaData);
            types(found, connection);
        }
        return found;
    }

    private static boolean isIn(@Nullable String schema, @Nullable String of) {
        return schema == null || schema.equals(of);
    }

    /** The schema in which a connection is; {@code null} where the place is what JDBC calls a catalog. */
    static @Nullable String schema(Connection connection, Place place) throws SQLException {
        return place.isCatalog() ? null : connection.getSchema();
    }

    /** The metadata leaves enumerations out. */
    private void types(List<Found> found, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT n.nspname, t.typname, t.typtype FROM pg_type t"
                        + " JOIN pg_namespace n ON n.oid = t.typnamespace"
                        + " WHERE n.nspname = current_schema() AND t.typtype IN ('d', 'e')")) {
            while (rows.next()) {
                String kind = rows.getString(3).equals("d") ? "DOMAIN" : "TYPE";
                add(found, kind, rows.getString(1), rows.getString(2), connection.getMetaData());
            }
        }
    }

    private static @Nullable String sequence(String type) {
        return type.equals("SEQUENCE") ? "SEQUENCE" : null;
    }

    private void functions(
            List<Found> found,
            @Nullable String catalog,
            @Nullable String schema,
            @Nullable String pattern,
            DatabaseMetaData metaData)
            throws SQLException {
        try (ResultSet rows = metaData.getFunctions(catalog, pattern, "%")) {
            while (rows.next()) {
                String of = rows.getString("FUNCTION_SCHEM");
                if (isIn(schema, of)) {
                    add(found, "FUNCTION", of, rows.getString("FUNCTION_NAME"), metaData);
                }
            }
        }
    }

    private void add(
            List<Found> found, @Nullable String kind, @Nullable String schema, String name, DatabaseMetaData metaData)
            throws SQLException {
        if (kind == null || !isOne.test(name)) {
            return;
        }
        String quote = metaData.getIdentifierQuoteString().strip();
        String qualified = quoted(name, quote);
        if (schema != null && !schema.isEmpty()) {
            qualified = quoted(schema, quote) + "." + qualified;
        }
        Found one = new Found(kind, qualified);
        if (isMeant.test(one)) {
            found.add(one);
        }
    }

    private static String quoted(String name, String quote) {
        return quote.isEmpty() ? name : quote + name.replace(quote, quote + quote) + quote;
    }

    /**
     * Drops them, in whatever order the database takes them.
     *
     * @param removal is told what becomes of each
     */
    void drop(Removal removal) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            List<Found> todo = find(connection);
            removal.found(todo);
            boolean moving = true;
            while (moving && !todo.isEmpty()) {
                moving = false;
                List<Found> later = new ArrayList<>();
                for (Found each : todo) {
                    try {
                        statement.executeUpdate("DROP " + each.kind() + " " + each.qualified());
                        removal.dropped(each);
                        moving = true;
                    } catch (SQLException refused) {
                        removal.refused(each, refused);
                        later.add(each);
                    }
                }
                todo = later;
            }
        }
    }
}
