package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.NoclobberDriver;
import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import io.noclobber.conformance.database.MySqlDriver;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A session whose driver gives less of a value than the database holds, so that two values look alike: the column is named
 * or the write is refused, never overwritten in silence; and all that does show is compared.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(LossyReadTest.Lossy.class)
class LossyReadTest extends Contract {
    private static final String READ = "SELECT id, rough, other, note FROM {measures} WHERE id = 1";
    private static final String WRITE = "UPDATE {measures} SET note = 'mine' WHERE id = 1";

    private final Lossy lossy;

    LossyReadTest(Lossy lossy) {
        this.lossy = lossy;
    }

    /** A way to lose something, with two values that look alike by it, and one that does not. */
    enum Lossy {
        POSTGRESQL_SHORT_FLOATS(
                "double precision", "0.1", "0.1000000000000000056", "0.2", "SET extra_float_digits = 0") {
            @Override
            Database database() {
                return Engine.POSTGRESQL_18.database();
            }

            @Override
            String literal(String value) {
                // 0.1 and its neighbour have the same 15 digits
                return value.equals(alike) ? "0.1::float8 + 1.3877787807814457e-17" : value;
            }
        },
        POSTGRESQL_SHORT_FLOATS_IN_ARRAYS(
                "double precision[]", "{0.1}", "{0.10000000000000002}", "{0.2}", "SET extra_float_digits = 0") {
            @Override
            Database database() {
                return Engine.POSTGRESQL_18.database();
            }
        },
        MARIADB_RESULTS_IN_LATIN1("varchar(20) CHARACTER SET utf8mb4", "x\u0416", "x\u0417", "y", "") {
            @Override
            Database database() {
                return MySqlDriver.CONNECTOR_J.to(Engine.MARIADB.database(), "characterSetResults=latin1");
            }
        },
        MYSQL_RESULTS_IN_LATIN1("varchar(20) CHARACTER SET utf8mb4", "x\u0416", "x\u0417", "y", "") {
            @Override
            Database database() {
                return MySqlDriver.CONNECTOR_J.to(Engine.MYSQL_56.database(), "characterSetResults=latin1");
            }
        },
        MARIADB_CHARACTERS_WITH_TWO_CODES("varchar(20) CHARACTER SET cp932", "81CA", "EEF9", "61", "") {
            @Override
            Database database() {
                return Engine.MARIADB.database();
            }

            @Override
            String literal(String value) {
                return "CONVERT(x'" + value + "' USING cp932)";
            }
        };

        final String type;
        final String value;
        final String alike;
        final String different;
        final String setting;

        Lossy(String type, String value, String alike, String different, String setting) {
            this.type = type;
            this.value = value;
            this.alike = alike;
            this.different = different;
            this.setting = setting;
        }

        abstract Database database();

        String literal(String value) {
            return "'" + value + "'";
        }
    }

    @Override
    protected Setting setting() {
        try {
            return new Setting(lossy.database(), EntryPath.URL);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }

    @BeforeEach
    void create() throws SQLException {
        create(
                "measures",
                "id INT NOT NULL PRIMARY KEY, rough " + lossy.type + ", other varchar(20), note varchar(20)");
        for (int id = 1; id <= 2; id++) {
            bob.writePlain("INSERT INTO {measures} (id, rough, other, note) VALUES (" + id + ", "
                    + lossy.literal(lossy.value) + ", 'other', 'first')");
        }
        set(alice);
    }

    private Session set(Session session) throws SQLException {
        if (!lossy.setting.isEmpty()) {
            try (Statement statement = session.connection().createStatement()) {
                statement.execute(lossy.setting);
            }
        }
        return session;
    }

    private void change(String value) throws SQLException {
        assertThat(bob.writePlain("UPDATE {measures} SET rough = " + lossy.literal(value) + " WHERE id = 1"))
                .isOne();
    }

    private String note() throws SQLException {
        return String.valueOf(bob.value("SELECT note FROM {measures} WHERE id = 1"));
    }

    private Map.Entry<String, String> excluded() {
        return NoclobberDriver.counts().columnsExcluded().entrySet().stream()
                .filter(entry -> entry.getKey().table().name().equalsIgnoreCase(alice.sql("{measures}")))
                .map(entry -> Map.entry(entry.getKey().name(), entry.getValue()))
                .findFirst()
                .orElse(Map.entry("", ""));
    }

    @Test
    void exclude_changeThatDoesNotShow_namesTheColumn() throws SQLException {
        alice.read(READ);
        change(lossy.alike);

        assertThat(alice.write(WRITE)).isOne();

        assertThat(excluded().getKey()).isEqualToIgnoringCase("rough");
        assertThat(excluded().getValue()).contains("overwritten");
    }

    @Test
    void refuse_changeThatDoesNotShow_isRefused() throws SQLException {
        Session carol = set(guarded("inexact=refuse"));
        carol.read(READ);
        change(lossy.alike);

        assertThatThrownBy(() -> carol.write(WRITE))
                .isNotInstanceOf(ConcurrencyConflictException.class)
                .hasMessageContaining("rough")
                .hasMessageContaining("exclude")
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("NC003"));
        assertThat(note()).isEqualTo("first");
    }

    @Test
    void refuse_listOfKeys_isRefused() throws SQLException {
        Session carol = set(guarded("inexact=refuse"));
        carol.read("SELECT id, rough, other, note FROM {measures}");
        change(lossy.alike);

        assertThatThrownBy(() -> carol.write("UPDATE {measures} SET note = 'mine' WHERE id IN (1, 2)"))
                .hasMessageContaining("rough");
        assertThat(note()).isEqualTo("first");
    }

    @Test
    void refuse_inATransaction_isRefusedAndTheTransactionIsAlive() throws SQLException {
        Session carol = set(guarded("inexact=refuse"));
        carol.begin().read(READ);
        carol.write("INSERT INTO {measures} (id, note) VALUES (3, 'kept')");
        carol.commit();
        change(lossy.alike);
        carol.write("UPDATE {measures} SET note = 'kept too' WHERE id = 3");
        assertThatThrownBy(() -> carol.write(WRITE)).hasMessageContaining("rough");
        carol.commit();

        assertThat(note()).isEqualTo("first");
        assertThat(bob.value("SELECT note FROM {measures} WHERE id = 3")).isEqualTo("kept too");
    }

    @Test
    void refuse_batch_failsWithTheCountsOfItsElements() throws SQLException {
        Session carol = set(guarded("inexact=refuse"));
        carol.read("SELECT id, note FROM {measures} WHERE id = 2");
        carol.read(READ);
        change(lossy.alike);

        try (PreparedStatement batch = carol.prepare("UPDATE {measures} SET note = ? WHERE id = ?")) {
            for (int id = 2; id >= 1; id--) {
                batch.setString(1, "mine");
                batch.setInt(2, id);
                batch.addBatch();
            }
            assertThatThrownBy(batch::executeBatch)
                    .hasMessageContaining("rough")
                    .isInstanceOfSatisfying(
                            BatchUpdateException.class,
                            e -> assertThat(e.getUpdateCounts()).containsExactly(1, Statement.EXECUTE_FAILED));
        }
        assertThat(note()).isEqualTo("first");
        assertThat(bob.value("SELECT note FROM {measures} WHERE id = 2")).isEqualTo("mine");
    }

    @Test
    void exclude_changeThatShows_isRefused() throws SQLException {
        change(lossy.alike);
        alice.read(READ);
        change(lossy.different);

        refused(() -> alice.write(WRITE));
        assertThat(note()).isEqualTo("first");
    }

    @Test
    void exclude_otherColumnChanged_isRefusedAgainAndAgain() throws SQLException {
        change(lossy.alike);
        for (String other : new String[] {"his", "hers"}) {
            alice.read(READ);
            assertThat(alice.write(WRITE)).isOne();
            bob.write("UPDATE {measures} SET other = ? WHERE id = 1", other);

            refused(() -> alice.write("UPDATE {measures} SET note = 'late' WHERE id = 1"));
        }
        assertThat(note()).isEqualTo("mine");
    }

    @Test
    void exclude_unchangedRow_isWrittenWithItsCount() throws SQLException {
        change(lossy.alike);
        alice.read(READ);

        assertThat(alice.write(WRITE)).isOne();
        assertThat(alice.write("UPDATE {measures} SET note = 'again' WHERE id = 1"))
                .isOne();
        assertThat(alice.write("DELETE FROM {measures} WHERE id = 1 AND note = 'again'"))
                .isOne();
    }

    @Test
    void exclude_listOfKeysAndBatch_nameTheColumn() throws SQLException {
        alice.read(READ);
        change(lossy.alike);
        assertThat(alice.write("UPDATE {measures} SET note = 'mine' WHERE id IN (1, 2)"))
                .isEqualTo(2);
        assertThat(excluded().getKey()).isEqualToIgnoringCase("rough");
    }

    /** The setting concerns this session alone. */
    @Test
    void otherSession_withoutTheSetting_isGuardedAsEver() throws SQLException {
        alice.read(READ);
        change(lossy.alike);
        assertThat(alice.write(WRITE)).isOne();
        if (lossy.setting.isEmpty()) {
            return;
        }

        Session carol = guarded();
        carol.read(READ);
        change(lossy.value);
        refused(() -> carol.write("UPDATE {measures} SET note = 'late' WHERE id = 1"));
    }
}
