package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Settings of a session that change how PostgreSQL writes its values, changed between reading a row and writing it. */
class PostgresSettingsTest extends Contract {
    private static final List<String> STYLES = List.of("postgres", "postgres_verbose", "sql_standard", "iso_8601");

    private static final List<String> INTERVALS = List.of(
            "0",
            "1 day",
            "24 hours",
            "1 mon",
            "30 days",
            "1 year 2 mons 3 days 04:05:06.789",
            "-1 years -2 mons -3 days -04:05:06.789012",
            "-1 days -02:03:04",
            "-1 days +02:03:04",
            "1 day -02:03:04",
            "1 year -3 days",
            "-1 years +3 days",
            "-14 mons",
            "-00:00:00.000001",
            "00:00:00.5",
            "1 mon -1 days +01:00",
            "-1 mons +1 day",
            "-1 mons +1 day -00:00:01",
            "-2 days",
            "1000000 hours",
            "178000000 years",
            "1 mon 00:00:01");

    private static final List<String> CHANGES = List.of(
            "SET DateStyle = 'ISO, DMY'",
            "SET TimeZone = 'Australia/Lord_Howe'",
            "SET bytea_output = 'escape'",
            "SET lc_monetary = 'C.utf8'",
            "SET IntervalStyle = 'sql_standard'",
            "SET IntervalStyle = 'iso_8601'",
            "SET IntervalStyle = 'postgres_verbose'",
            "SET xmlbinary = 'hex'",
            "SET xmloption = 'document'",
            "SET search_path = pg_catalog, public",
            "SET lc_time = 'C'");

    private static final String VALUES = "DATE '2024-05-06', TIMESTAMP '2024-05-06 07:08:09.123',"
            + " TIMESTAMPTZ '2024-05-06 07:08:09.123+02', TIMETZ '07:08:09+02', '\\x00ff41'::bytea, '$-1,234.50'::money,"
            + " ARRAY['\\x00ff'::bytea], ARRAY[TIMESTAMPTZ '2024-05-06 07:08:09+02'],"
            + " tstzrange('2024-05-06 07:08:09+02', '2024-05-07 07:08:09+02'), ARRAY[DATE '2024-05-06'],"
            + " ARRAY['-1 days -02:03:04'::interval, NULL], '<a>b</a>'::xml, ARRAY['12.30'::money],"
            + " '-1 days -02:03:04'::interval";

    @Override
    protected Setting setting() {
        try {
            return new Setting(Engine.POSTGRESQL_18.database(), EntryPath.URL);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }

    @BeforeEach
    void createTables() throws SQLException {
        create("spans", "id INT PRIMARY KEY, span INTERVAL, spans INTERVAL[], note TEXT");
        create(
                "all",
                "id INT PRIMARY KEY, d DATE, ts TIMESTAMP, tz TIMESTAMPTZ, t TIMETZ, b BYTEA, m MONEY, bs BYTEA[],"
                        + " tzs TIMESTAMPTZ[], r TSTZRANGE, ds DATE[], spans INTERVAL[], x XML, ms MONEY[],"
                        + " span INTERVAL, note TEXT");
        bob.writePlain("INSERT INTO {all} VALUES (1, " + VALUES + ", 'first'), (2, " + VALUES + ", 'first')");
        for (int id = 1; id <= INTERVALS.size(); id++) {
            String value = "'" + INTERVALS.get(id - 1) + "'::interval";
            bob.writePlain(
                    "INSERT INTO {spans} VALUES (" + id + ", " + value + ", ARRAY[" + value + ", NULL], 'first')");
        }
    }

    private static void set(Session session, String text) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(text);
        }
    }

    private static String style(String name) {
        return "SET IntervalStyle = '" + name + "'";
    }

    @Test
    void interval_unchanged_isWrittenInEveryStyle() throws SQLException {
        List<String> refused = new ArrayList<>();
        for (String reading : STYLES) {
            for (String writing : STYLES) {
                set(alice, style(reading));
                alice.readPlain("SELECT * FROM {spans}");
                set(alice, style(writing));
                for (int id = 1; id <= INTERVALS.size(); id++) {
                    try {
                        assertThat(alice.write("UPDATE {spans} SET note = 'mine' WHERE id = ?", id))
                                .isOne();
                    } catch (SQLException refusal) {
                        refused.add(reading + ", " + writing + ": " + INTERVALS.get(id - 1) + " " + refusal);
                    }
                }
            }
        }
        assertThat(refused).isEmpty();
    }

    @Test
    void interval_unchanged_isWrittenThroughACursorAndByAListOfKeys() throws SQLException {
        for (String reading : STYLES) {
            for (String writing : STYLES) {
                set(alice, style(reading));
                alice.readPlain("SELECT * FROM {spans}");
                set(alice, style(writing));
                assertThat(alice.write("UPDATE {spans} SET note = 'mine' WHERE id IN (8, 9, 10)"))
                        .isEqualTo(3);
                set(alice, style(reading));
                try (Statement statement = alice.connection()
                                .createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE);
                        ResultSet rows = statement.executeQuery(alice.sql("SELECT * FROM {spans} WHERE id = 7"))) {
                    assertThat(rows.next()).isTrue();
                    set(alice, style(writing));
                    rows.updateString("note", "cursor");
                    rows.updateRow();
                }
            }
        }
    }

    /** A text of one style that means something else in another. */
    @Test
    void interval_changedToWhatTheTextMeansInAnotherStyle_isRefused() throws SQLException {
        for (String reading : STYLES) {
            for (String writing : STYLES) {
                set(alice, style(reading));
                bob.writePlain("UPDATE {spans} SET span = '-1 days -02:03:04', spans = NULL WHERE id = 1");
                alice.readPlain("SELECT * FROM {spans} WHERE id = 1");
                bob.writePlain("UPDATE {spans} SET span = '-1 days +02:03:04' WHERE id = 1");
                set(alice, style(writing));

                refused(() -> alice.write("UPDATE {spans} SET note = 'mine' WHERE id = 1"));
            }
        }
    }

    @Test
    void interval_changedALittle_isRefusedInEveryStyle() throws SQLException {
        for (String style : STYLES) {
            set(alice, style(style));
            for (int id = 1; id <= INTERVALS.size(); id++) {
                for (String change : List.of("1 microsecond", "-1 day", "1 month")) {
                    alice.readPlain("SELECT id, span, note FROM {spans} WHERE id = " + id);
                    bob.writePlain("UPDATE {spans} SET span = span + '" + change + "'::interval WHERE id = " + id);
                    int row = id;
                    refused(() -> alice.write("UPDATE {spans} SET note = 'mine' WHERE id = ?", row));
                }
            }
        }
    }

    @Test
    void anySetting_changedInBetween_refusesNothing() throws SQLException {
        List<String> refused = new ArrayList<>();
        for (String change : CHANGES) {
            for (String write : List.of(
                    "UPDATE {all} SET note = 'mine' WHERE id = 1",
                    "UPDATE {all} SET note = 'mine' WHERE id IN (1, 2)")) {
                try (Session carol = guarded()) {
                    carol.readPlain("SELECT * FROM {all}");
                    set(carol, change);
                    assertThat(carol.write(write)).isPositive();
                } catch (SQLException refusal) {
                    refused.add(change + ": " + write + ": " + refusal);
                }
                try (Session carol = guarded()) {
                    set(carol, change);
                    carol.readPlain("SELECT * FROM {all}");
                    set(carol, "RESET ALL");
                    assertThat(carol.write(write)).isPositive();
                } catch (SQLException refusal) {
                    refused.add(change + " before reading: " + write + ": " + refusal);
                }
            }
        }
        assertThat(refused).isEmpty();
    }
}
