package io.noclobber.conformance.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import io.noclobber.dialect.Dialects;
import io.noclobber.internal.catalog.Catalog;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.KeyOption;
import io.noclobber.internal.catalog.KeySource;
import io.noclobber.internal.catalog.Lookup;
import io.noclobber.internal.catalog.NamePart;
import io.noclobber.internal.catalog.Table;
import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table is found under every name that the database finds it under, with the columns that tell its rows apart. */
public abstract class CatalogContract {
    private final Engine engine;
    private final Deque<String> undo = new ArrayDeque<>();
    private Connection connection;
    private Catalog catalog;
    private Lookup session;
    private String quote;

    /** The contract for {@code engine}. */
    protected CatalogContract(Engine engine) {
        this.engine = engine;
    }

    /** How a second place for tables is made and unmade, or {@code null} where the driver shows only one. */
    protected @Nullable Place place() {
        return new Place("CREATE SCHEMA ", "DROP SCHEMA ", "");
    }

    /** Opens the connection to test on. */
    protected Connection connect(Database database) throws SQLException {
        return database.connect();
    }

    /** The kind of place that qualifies a table. */
    protected record Place(String create, String drop, String dropSuffix) {}

    @BeforeEach
    void connect() throws SQLException {
        try {
            connection = connect(engine.database());
        } catch (EngineUnavailableException e) {
            abort(e.getMessage());
        }
        catalog = new Catalog(Dialects.of(connection), System::nanoTime);
        session = new Lookup(KeyOption.NONE);
        quote = catalog.dialect().naming(connection).quote();
    }

    @AfterEach
    void undo() throws SQLException {
        if (connection == null) {
            return;
        }
        try (Connection closed = connection) {
            assertThat(closed.isClosed()).isFalse();
            while (!undo.isEmpty()) {
                execute(undo.pop());
            }
        }
    }

    @Test
    void compositeKey_isFound_inKeyOrder() throws SQLException {
        table(
                "nc_line",
                "line_no INT NOT NULL, order_id INT NOT NULL, note VARCHAR(9), PRIMARY KEY (order_id, line_no)");

        Table table = find("nc_line");

        assertThat(table.keySource()).isEqualTo(KeySource.PRIMARY_KEY);
        assertThat(names(table.key()))
                .usingElementComparator(String::compareToIgnoreCase)
                .containsExactly("order_id", "line_no");
        assertThat(names(table.columns()))
                .usingElementComparator(String::compareToIgnoreCase)
                .containsExactly("line_no", "order_id", "note");
        assertThat(table.column("NOTE", false)).isSameAs(table.columns().get(2));
        assertThat(table.column("nope", false)).isNull();
        assertThat(table.view()).isFalse();
        assertReadable(table);
    }

    @Test
    void oddNames_areTakenLiterally() throws SQLException {
        for (String name :
                List.of("nc Mixed", "nc_a_b", "ncXaXb", "nc%b", "nc.a.b", "nc" + quote + "q", "nc\\_b", "nc'x")) {
            String quoted = quoted(name);
            table(quoted, "id INT NOT NULL PRIMARY KEY, " + quoted("of " + name) + " INT");
        }

        for (String name :
                List.of("nc Mixed", "nc_a_b", "ncXaXb", "nc%b", "nc.a.b", "nc" + quote + "q", "nc\\_b", "nc'x")) {
            Table table = find(new NamePart(name, true));

            assertThat(table.name().name()).isEqualTo(name);
            assertThat(table.key()).as("key of %s", name).hasSize(1);
            assertThat(table.column("of " + name, true))
                    .as("column of %s", name)
                    .isNotNull();
            assertReadable(table);
        }
    }

    @Test
    void quotedName_ofAnotherCase_isAsExactAsTheDatabase() throws SQLException {
        table(quoted("ncCase"), quoted("Id") + " INT NOT NULL PRIMARY KEY");

        for (NamePart spelling : List.of(
                new NamePart("ncCase", true),
                new NamePart("NCCASE", true),
                new NamePart("nccase", true),
                new NamePart("ncCase", false))) {
            boolean known = answers("SELECT 1 FROM " + spelled(spelling) + " WHERE 1 = 0");

            assertThat(catalog.find(connection, session, List.of(spelling)) != null)
                    .as("%s", spelling)
                    .isEqualTo(known);
        }
        Table table = find(new NamePart("ncCase", true));
        for (NamePart spelling : List.of(
                new NamePart("Id", true),
                new NamePart("ID", true),
                new NamePart("id", true),
                new NamePart("Id", false))) {
            boolean known = answers("SELECT " + spelled(spelling) + " + 0 FROM " + table.sqlName());

            assertThat(table.column(spelling.text(), spelling.quoted()) != null)
                    .as("%s", spelling)
                    .isEqualTo(known);
        }
    }

    /** The metadata is asked for a place by a pattern, in which an underscore means any character; some drivers know no escape. */
    @Test
    void uniqueIndex_whereAPlaceAlikeHasAViewOfThatName_isTheKey() throws SQLException {
        Place place = place();
        assumeTrue(place != null, engine + " shows one place only");
        String own = quoted("nc_place");
        String alike = quoted("ncxplace");
        for (String each : List.of(own, alike)) {
            execute(place.create() + each);
            undo.push(place.drop() + each + place.dropSuffix());
        }
        table(own + ".nc_coded", "code INT NOT NULL UNIQUE");
        execute("CREATE VIEW " + alike + ".nc_coded AS SELECT code FROM " + own + ".nc_coded");
        undo.push("DROP VIEW " + alike + ".nc_coded");

        Table table = find(new NamePart("nc_place", true), new NamePart("nc_coded", false));

        assertThat(table.keySource()).isEqualTo(KeySource.UNIQUE_INDEX);
    }

    /** In a pattern it is an escape. */
    @Test
    void table_withABackslash_isFoundAndNotItsLikes() throws SQLException {
        table(quoted("nc\\back"), "id INT NOT NULL PRIMARY KEY");
        table(quoted("ncxback"), "code INT NOT NULL PRIMARY KEY");

        Table table = find(new NamePart("nc\\back", true));

        assertThat(table.name().name()).isEqualToIgnoringCase("nc\\back");
        assertThat(names(table.key()))
                .usingElementComparator(String::compareToIgnoreCase)
                .containsExactly("id");
        assertReadable(table);
    }

    @Test
    void namesake_inAnotherPlace_isToldApart() throws SQLException {
        Place place = place();
        assumeTrue(place != null, engine + " shows one place only");
        String other = quoted("nc Other");
        execute(place.create() + other);
        undo.push(place.drop() + other + place.dropSuffix());
        table("nc_twice", "id INT NOT NULL PRIMARY KEY");
        table(other + ".nc_twice", "code INT NOT NULL PRIMARY KEY");
        table(other + ".nc_there", "code INT NOT NULL PRIMARY KEY");

        Table here = find("nc_twice");
        Table there = find(new NamePart("nc Other", true), new NamePart("nc_twice", false));

        assertThat(names(here.key()))
                .usingElementComparator(String::compareToIgnoreCase)
                .containsExactly("id");
        assertThat(names(there.key()))
                .usingElementComparator(String::compareToIgnoreCase)
                .containsExactly("code");
        assertThat(here.name()).isNotEqualTo(there.name());
        assertReadable(here);
        assertReadable(there);
        assertThat(catalog.find(
                        connection, session, List.of(new NamePart("nc Other", true), new NamePart("nc_line", false))))
                .isNull();
    }

    @Test
    void table_withoutPrimaryKey_hasItsSmallestSureUniqueIndex() throws SQLException {
        table("nc_unique", "a INT NOT NULL, b INT NOT NULL, c INT NOT NULL, d INT");
        execute("CREATE UNIQUE INDEX nc_unique_1 ON nc_unique (a, b)");
        execute("CREATE UNIQUE INDEX nc_unique_2 ON nc_unique (c)");
        execute("CREATE INDEX nc_unique_3 ON nc_unique (b)");

        Table table = find("nc_unique");

        assertThat(table.keySource()).isEqualTo(KeySource.UNIQUE_INDEX);
        assertThat(names(table.key()))
                .usingElementComparator(String::compareToIgnoreCase)
                .containsExactly("c");
    }

    @Test
    void uniqueIndex_overNullableColumns_isNoKey() throws SQLException {
        table("nc_loose", "a INT NOT NULL, d INT");
        execute("CREATE UNIQUE INDEX nc_loose_1 ON nc_loose (d)");
        execute("CREATE UNIQUE INDEX nc_loose_2 ON nc_loose (a, d)");

        Table table = find("nc_loose");

        assertThat(table.keySource()).isEqualTo(KeySource.NONE);
        assertThat(table.key()).isEmpty();
    }

    @Test
    void keyOption_servesWhatDeclaresNone_andNothingElse() throws SQLException {
        table("nc_keyed", "id INT NOT NULL PRIMARY KEY, other INT NOT NULL");
        table("nc_keyless", "id INT, other INT NOT NULL");
        execute("CREATE VIEW nc_view AS SELECT id, other FROM nc_keyed");
        undo.push("DROP VIEW nc_view");
        assertThat(find("nc_view").view()).isTrue();
        assertThat(find("nc_view").key()).isEmpty();

        session = new Lookup((schema, table) -> List.of("other"));

        assertThat(find("nc_keyed").keySource()).isEqualTo(KeySource.PRIMARY_KEY);
        assertThat(find("nc_view").keySource()).isEqualTo(KeySource.OPTION);
        assertThat(names(find("nc_keyless").key()))
                .usingElementComparator(String::compareToIgnoreCase)
                .containsExactly("other");
        session = new Lookup((schema, table) -> List.of("other", "missing"));
        assertThat(find("nc_keyless").keySource()).isEqualTo(KeySource.NONE);
    }

    @Test
    void changedTable_isReadAnew_afterInvalidate() throws SQLException {
        List<NamePart> path = List.of(new NamePart("nc_late", false));
        assertThat(catalog.find(connection, session, path)).isNull();
        table("nc_late", "id INT NOT NULL PRIMARY KEY");
        assertThat(catalog.find(connection, session, path))
                .as("the answer that there is none")
                .isNull();

        catalog.invalidate();
        assertThat(find("nc_late").columns()).hasSize(1);

        execute("ALTER TABLE nc_late ADD more INT");
        assertThat(find("nc_late").columns()).hasSize(1);
        catalog.invalidate();
        assertThat(find("nc_late").columns()).hasSize(2);
    }

    @Test
    void foreignKeys_thatCarryChanges_areFollowed() throws SQLException {
        table("nc_parent", "id INT NOT NULL PRIMARY KEY");
        table(
                "nc_child",
                "id INT NOT NULL PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES nc_parent (id) ON DELETE CASCADE");
        table(
                "nc_grandchild",
                "id INT NOT NULL PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES nc_child (id) ON DELETE SET NULL");
        table(
                "nc_bystander",
                "id INT NOT NULL PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES nc_parent (id)");

        assertThat(catalog.cascades(connection, find("nc_parent")))
                .containsExactlyInAnyOrder(
                        find("nc_child").name(), find("nc_grandchild").name());
        assertThat(catalog.cascades(connection, find("nc_grandchild"))).isEmpty();
    }

    /** Creates a table that is dropped after the test. */
    protected final void table(String name, String definition) throws SQLException {
        execute("CREATE TABLE " + name + " (" + definition + ")");
        undo.push("DROP TABLE " + name);
    }

    /** Runs {@code sql}, and {@code back} after the test. */
    protected final void execute(String sql, String back) throws SQLException {
        execute(sql);
        undo.push(back);
    }

    /** Runs {@code sql}. */
    protected final void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The table of that bare name. */
    protected final Table find(String bare) throws SQLException {
        return find(new NamePart(bare, false));
    }

    /** The table of that name. */
    protected final Table find(NamePart... path) throws SQLException {
        Table table = catalog.find(connection, session, List.of(path));
        assertThat(table).as("%s", List.of(path)).isNotNull();
        return table;
    }

    /** Whether the name leads to no table that can be guarded. */
    protected final boolean unknown(String bare) throws SQLException {
        return catalog.find(connection, session, List.of(new NamePart(bare, false))) == null;
    }

    /** Forgets what this connection has found, as after a change of its schema. */
    protected final void forget() {
        session.forget();
    }

    /** Something was created or changed. */
    protected final void invalidate() {
        catalog.invalidate();
    }

    /** The names of columns as they are stored. */
    protected static List<String> names(List<Column> columns) {
        return columns.stream().map(column -> column.name().name()).toList();
    }

    private void assertReadable(Table table) throws SQLException {
        TableName name = table.name();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT " + table.key().get(0).sqlName() + " FROM " + table.sqlName() + " WHERE 1 = 0")) {
            assertThat(rows.next()).as("%s", name).isFalse();
        }
    }

    private boolean answers(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.getMetaData().getColumnCount() == 1;
        } catch (SQLException unknown) {
            return false;
        }
    }

    private String spelled(NamePart part) {
        return part.quoted() ? quoted(part.text()) : part.text();
    }

    private String quoted(String name) {
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
