package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.NoclobberDriver;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGRefCursorResultSet;
import org.postgresql.PGStatement;
import org.postgresql.core.BaseConnection;
import org.postgresql.util.PGobject;

/** What only PostgreSQL understands: its quotes and comments, RETURNING, search paths, functions that write. */
class PostgresTextsTest extends Contract {
    private static final String READ = "SELECT t.* FROM \"{Mixed}\" t";

    @Override
    protected Setting setting() {
        try {
            return new Setting(Engine.POSTGRESQL_18.database(), EntryPath.URL);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }

    @BeforeEach
    void create() throws SQLException {
        bob.writePlain("CREATE TABLE \"{Mixed}\" (\"Id\" INT PRIMARY KEY, \"a Name\" TEXT, plain TEXT)");
        cleanUp("DROP TABLE \"{Mixed}\" CASCADE");
        bob.writePlain("INSERT INTO \"{Mixed}\" VALUES (1, 'one', 'p'), (2, 'two', 'q')");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE \"{Mixed}\" SET plain = 'mine' WHERE \"Id\" = 1",
                "UPDATE ONLY \"{Mixed}\" SET plain = 'mine' WHERE \"Id\" = 1",
                "UPDATE \"public\".\"{Mixed}\" AS x SET plain = 'mine' WHERE x.\"Id\" = 1",
                "UPDATE \"{Mixed}\" SET plain = $$it's '?$$ WHERE \"Id\" = 1 /* a /* nested */ one */ -- end",
                "UPDATE \"{Mixed}\" SET plain = $tag$ WHERE \"Id\" = 2; $tag$ WHERE \"Id\" = 1",
                "UPDATE \"{Mixed}\" SET plain = E'q\\'s -- ' WHERE \"Id\" = 1",
                "/*+ SeqScan(x) */ UPDATE \"{Mixed}\" SET plain = 'mine' WHERE \"Id\" = '1'",
                "WITH x AS (SELECT 1) UPDATE \"{Mixed}\" SET plain = 'mine' WHERE \"Id\" = 1",
                "DELETE FROM \"{Mixed}\" WHERE \"Id\" = 1 /* gone */"
            })
    void text_anySpelling_isGuarded(String text) throws SQLException {
        alice.readPlain(READ);
        bob.writePlain("UPDATE \"{Mixed}\" SET \"a Name\" = 'theirs' WHERE \"Id\" = 1");

        refused(() -> alice.writePlain(text));
        refused(() -> alice.write(text));
        alice.readPlain(READ);
        assertThat(alice.writePlain(text)).isOne();
    }

    @Test
    void batch_ofOneObjectThatIsFilledAgain_storesEachValue() throws SQLException {
        bob.writePlain("ALTER TABLE \"{Mixed}\" ADD COLUMN doc JSONB");
        alice.readPlain(READ);
        PGobject doc = new PGobject();
        doc.setType("jsonb");
        try (PreparedStatement batch = alice.prepare("UPDATE \"{Mixed}\" SET doc = ? WHERE \"Id\" = ?")) {
            for (int id = 1; id <= 2; id++) {
                doc.setValue("[" + id + "]");
                batch.setObject(1, doc);
                batch.setInt(2, id);
                batch.addBatch();
            }
            assertThat(batch.executeBatch()).containsExactly(1, 1);
        }
        assertThat(bob.readPlain("SELECT \"Id\", doc FROM \"{Mixed}\" ORDER BY 1"))
                .containsExactly(List.of("1", "[1]"), List.of("2", "[2]"));
    }

    /** The driver takes the texts of an updatable query that it has run as a batch for binary values. */
    @Test
    void row_thatTheDriverCannotRead_disturbsNoWrite() throws SQLException {
        bob.writePlain("INSERT INTO \"{Mixed}\" VALUES (3, NULL, NULL)");
        String query = alice.sql("SELECT * FROM \"{Mixed}\" WHERE \"Id\" = 3");
        try (PreparedStatement read = alice.connection()
                .prepareStatement(query, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
            for (int elements = 2; elements > 0; elements--) {
                for (int i = 0; i < elements; i++) {
                    read.addBatch();
                }
                read.executeBatch();
            }
            try (ResultSet rows = read.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThatThrownBy(() -> rows.getInt(1)).isInstanceOf(ArrayIndexOutOfBoundsException.class);

                assertThat(alice.writePlain("UPDATE \"{Mixed}\" SET plain = 'mine' WHERE \"Id\" = 1"))
                        .isOne();
            }
        }
    }

    @Test
    void batch_withATextOnSavepoints_isUndoneAsAWhole() throws SQLException {
        for (Session session : List.of(bob, alice)) {
            try (Statement batch = session.connection().createStatement()) {
                batch.addBatch(session.sql("UPDATE \"{Mixed}\" SET plain = 'mine' WHERE \"Id\" = 1"));
                batch.addBatch("ROLLBACK TO SAVEPOINT nowhere");
                assertThatThrownBy(batch::executeBatch).isInstanceOf(BatchUpdateException.class);
            }
            assertThat(session.value("SELECT plain FROM \"{Mixed}\" WHERE \"Id\" = 1"))
                    .isEqualTo("p");
        }
    }

    @Test
    void update_thatReturnsRowsToTheMethodForCounts_isKnown() throws SQLException {
        alice.readPlain(READ);
        String text = "UPDATE \"{Mixed}\" SET plain = 'mine' WHERE \"Id\" = 1 RETURNING \"Id\"";
        assertThatThrownBy(() -> alice.writePlain(text)).hasMessageContaining("result was returned");
        assertThat(bob.value("SELECT plain FROM \"{Mixed}\" WHERE \"Id\" = 1")).isEqualTo("mine");
        assertThat(alice.writePlain("UPDATE \"{Mixed}\" SET plain = 'again' WHERE \"Id\" = 1"))
                .isOne();
        bob.writePlain("UPDATE \"{Mixed}\" SET plain = 'theirs' WHERE \"Id\" = 1");
        refused(() -> alice.writePlain(text));
    }

    @Test
    void statement_askedForKeysByNumber_keepsItsRowsAndKeys() throws SQLException {
        String write = "UPDATE \"{Mixed}\" SET plain = 'mine' WHERE \"Id\" = ";
        try (Statement statement = alice.connection().createStatement()) {
            ResultSet rows = statement.executeQuery(alice.sql(READ + " ORDER BY \"Id\""));
            assertThat(rows.next()).isTrue();
            refusesKeysByNumber(statement, alice.sql(write + 1));
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(2)).isEqualTo("two");
            bob.writePlain("UPDATE \"{Mixed}\" SET \"a Name\" = 'theirs' WHERE \"Id\" = 2");
            refused(() -> alice.writePlain(write + 2));

            assertThat(statement.executeUpdate(alice.sql(write + 1), new String[] {"Id"}))
                    .isOne();
            refusesKeysByNumber(statement, alice.sql(write + 1));
            assertThat(Session.all(statement.getGeneratedKeys())).containsExactly(List.of("1"));
        }
    }

    @Test
    void statement_askedForKeysOfNoColumn_isGuarded() throws SQLException {
        alice.readPlain(READ);
        bob.writePlain("UPDATE \"{Mixed}\" SET \"a Name\" = 'theirs' WHERE \"Id\" = 1");
        String write = alice.sql("UPDATE \"{Mixed}\" SET plain = 'mine' WHERE \"Id\" = 1");
        try (Statement statement = alice.connection().createStatement()) {
            refused(() -> statement.executeUpdate(write, new int[0]));
            refused(() -> statement.execute(write, new int[0]));
            refused(() -> statement.executeLargeUpdate(write, new int[0]));
        }
    }

    /** What is stored comes back along with the write, as rows that are no part of the count. */
    @Test
    void write_ofAStatementThatGivesRowsByAndBy_hasItsCount() throws SQLException {
        bob.writePlain("ALTER TABLE \"{Mixed}\" ADD COLUMN code CHAR(5)");
        alice.readPlain(READ);
        String write = alice.sql("UPDATE \"{Mixed}\" SET code = 'a' WHERE \"Id\" = ");
        alice.begin();
        try (Statement statement = alice.connection().createStatement();
                PreparedStatement prepared = alice.connection().prepareStatement(write + '?')) {
            statement.setFetchSize(1);
            assertThat(statement.executeUpdate(write + 1)).isOne();
            statement.addBatch(write + 1);
            statement.addBatch(write + 2);
            assertThat(statement.executeBatch()).containsExactly(1, 1);
            prepared.setFetchSize(1);
            prepared.setInt(1, 1);
            assertThat(prepared.executeLargeUpdate()).isOne();
            assertThat(prepared.getFetchSize()).isOne();
            statement.setFetchSize(0);
            statement.setMaxRows(1);
            assertThat(statement.executeUpdate(write + 1)).isOne();
        }
        alice.commit();
        bob.writePlain("UPDATE \"{Mixed}\" SET plain = 'theirs'");
        refused(() -> alice.writePlain(write + 1));
    }

    private static void refusesKeysByNumber(Statement statement, String sql) {
        assertThatThrownBy(() -> statement.executeUpdate(sql, new int[] {1}))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("by column index");
    }

    @Test
    void transaction_begunByTheMethodForQueries_isOne() throws SQLException {
        alice.readPlain(READ);
        assertThatThrownBy(() -> alice.readPlain("START TRANSACTION")).hasMessageContaining("No results");
        assertThat(alice.writePlain("UPDATE \"{Mixed}\" SET plain = 'mine' WHERE \"Id\" = 1"))
                .isOne();
        alice.writePlain("ROLLBACK");
        assertThat(bob.value("SELECT plain FROM \"{Mixed}\" WHERE \"Id\" = 1")).isEqualTo("p");
        assertThat(alice.writePlain("UPDATE \"{Mixed}\" SET plain = 'again' WHERE \"Id\" = 1"))
                .isOne();
    }

    @Test
    void returning_quotedNames_isGuardedAndGivesItsRows() throws SQLException {
        String text = "UPDATE \"{Mixed}\" SET plain = ? WHERE \"Id\" = ? RETURNING \"a Name\", plain AS \"Plain\"";
        alice.readPlain(READ);
        assertThat(alice.read(text, "mine", 1)).containsExactly(List.of("one", "mine"));
        assertThat(alice.read(text, "again", 1)).containsExactly(List.of("one", "again"));
        bob.writePlain("UPDATE \"{Mixed}\" SET \"a Name\" = 'theirs' WHERE \"Id\" = 1");

        refused(() -> alice.read(text, "late", 1));
        refused(() -> alice.readPlain("DELETE FROM \"{Mixed}\" WHERE \"Id\" = 1 RETURNING *"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path TO {other}",
                "SELECT set_config('search_path', '{other}', false)",
                "SELECT pg_catalog.set_config('search_path', '{other}', false)"
            })
    void searchPath_changedByText_meansTheTableOfThatSchema(String text) throws SQLException {
        bob.writePlain("CREATE SCHEMA {other}");
        cleanUp("DROP SCHEMA {other} CASCADE");
        bob.writePlain("CREATE TABLE {other}.\"{Mixed}\" (\"Id\" INT PRIMARY KEY, plain TEXT)");
        bob.writePlain("INSERT INTO {other}.\"{Mixed}\" VALUES (1, 'other')");
        String read = "SELECT * FROM \"{Mixed}\" WHERE \"Id\" = 1";
        String write = "UPDATE \"{Mixed}\" SET plain = 'mine' WHERE \"Id\" = 1";
        alice.readPlain(read);
        alice.readPlain("SELECT 1 FROM (VALUES (1)) v");
        run(alice, text);
        bob.writePlain("UPDATE public.\"{Mixed}\" SET plain = 'theirs' WHERE \"Id\" = 1");

        assertThat(alice.writePlain(write)).isOne();
        alice.readPlain(read);
        bob.writePlain("UPDATE {other}.\"{Mixed}\" SET plain = 'theirs'");
        refused(() -> alice.writePlain(write));
    }

    private static void run(Session session, String text) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(session.sql(text));
        }
    }

    @Test
    void functionThatWrites_calledByAQuery_isNotTakenForSomebodyElse() throws SQLException {
        bob.writePlain("CREATE FUNCTION {touch}(row_id INT) RETURNS TEXT LANGUAGE sql AS"
                + " 'UPDATE \"{Mixed}\" SET \"a Name\" = \"a Name\" || ''+'' WHERE \"Id\" = row_id RETURNING plain'");
        cleanUp("DROP FUNCTION {touch}(INT)");
        String write = "UPDATE \"{Mixed}\" SET plain = ? WHERE \"Id\" = ?";
        alice.begin().readPlain(READ);
        alice.read("SELECT {touch}(?)", 1);
        assertThat(alice.write(write, "mine", 1)).isOne();
        alice.read("SELECT {touch}(?)", 1);
        assertThat(alice.write(write, "again", 1)).isOne();
        alice.read("SELECT {touch}(?)", 1);
        alice.commit();
        assertThat(alice.write(write, "third", 1)).isOne();
        alice.commit();
        assertThat(bob.value("SELECT \"a Name\" FROM \"{Mixed}\" WHERE \"Id\" = 1"))
                .isEqualTo("one+++");
        bob.writePlain("UPDATE \"{Mixed}\" SET \"a Name\" = 'theirs' WHERE \"Id\" = 1");

        refused(() -> alice.write(write, "late", 1));
    }

    /** How applications spell a key that their driver only knows as a string. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE {keyed} SET note = 'mine' WHERE id = ?::uuid",
                "UPDATE {keyed} SET note = 'mine' WHERE CAST(? AS uuid) = id",
                "DELETE FROM {keyed} k WHERE (k.id = ?::UUID)"
            })
    void key_castFromText_isGuarded(String text) throws SQLException {
        String id = "6f1d2c3b-0000-4000-8000-00000000000a";
        create("keyed", "id UUID PRIMARY KEY, note TEXT");
        bob.write("INSERT INTO {keyed} VALUES (?::uuid, 'first')", id);
        alice.read("SELECT note FROM {keyed} WHERE id = ?::uuid", id);
        bob.write("UPDATE {keyed} SET note = 'theirs' WHERE id = ?::uuid", id);

        refused(() -> alice.write(text, id));
        refused(() -> alice.write(text, id.toUpperCase(Locale.ROOT)));
        refused(() -> alice.writePlain(text.replace("?", "'{" + id + "}'")));

        alice.read("SELECT id, note FROM {keyed}");
        assertThat(alice.write(text, id)).isOne();
    }

    @Test
    void key_castFromTextToNumber_isGuarded() throws SQLException {
        alice.readPlain(READ);
        bob.writePlain("UPDATE \"{Mixed}\" SET \"a Name\" = 'theirs' WHERE \"Id\" = 1");

        refused(() -> alice.write("UPDATE \"{Mixed}\" SET plain = 'mine' WHERE \"Id\" = ?::int", "1"));
        refused(() -> alice.writePlain("UPDATE \"{Mixed}\" SET plain = 'mine' WHERE \"Id\" = '1'::bigint"));
    }

    /** An application may cast them; what is written by methods of the driver's own is not seen, and that is counted. */
    @Test
    void objects_canBeCastAsThoseOfTheDriver_andWhatPassesByIsCounted() throws SQLException {
        PGConnection connection = (PGConnection) alice.connection();
        assertThat(connection.getBackendPID()).isPositive();
        try (PreparedStatement query = alice.prepare(READ);
                ResultSet rows = query.executeQuery()) {
            assertThat(((PGStatement) query).getPrepareThreshold()).isEqualTo(connection.getPrepareThreshold());
            assertThat(rows).isInstanceOf(PGRefCursorResultSet.class);
        }
        long before = unwrapped();

        ((BaseConnection) connection).execSQLUpdate(alice.sql("UPDATE \"{Mixed}\" SET plain = 'unseen'"));

        assertThat(unwrapped()).isEqualTo(before + 1);
    }

    private static long unwrapped() {
        return NoclobberDriver.counts().elsewhere().unguarded().getOrDefault("UNWRAPPED", 0L);
    }
}
