package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that the application gives in another type, or spells in another way, than it read them. */
class KeySpellingTest {
    private interface Key {
        void set(PreparedStatement statement) throws SQLException;
    }

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb:mem:keytypes", "h2:mem:keytypes;DB_CLOSE_DELAY=-1"})
    void update_byAKeyOfAnotherType_isGuarded(String real) throws SQLException {
        guards(real, "VARCHAR(10)", "'7'", update -> update.setInt(1, 7));
        guards(real, "DATE", "DATE '2024-01-01'", u -> u.setTimestamp(1, Timestamp.valueOf("2024-01-01 00:00:00")));
        guards(real, "TIME", "TIME '10:00:00'", update -> update.setTime(1, Time.valueOf("10:00:00")));
        guards(real, "TIME", "TIME '10:00:00'", update -> update.setString(1, "10:00:00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb:mem:zones", "h2:mem:zones;DB_CLOSE_DELAY=-1"})
    void update_byAKeyWithATimeZone_isGuarded(String real) throws SQLException {
        String type = "TIMESTAMP WITH TIME ZONE";
        String ten = "TIMESTAMP '2024-01-01 10:00:00+00:00'";
        guards(real, type, ten, update -> update.setObject(1, OffsetDateTime.parse("2024-01-01T10:00:00Z")));
        guards(real, type, ten, update -> update.setObject(1, OffsetDateTime.parse("2024-01-01T12:00:00+02:00")));
        guards(real, type, ten, update -> update.setString(1, "2024-01-01 10:00:00+00:00"));
        guards(
                real,
                type,
                "TIMESTAMP '2024-01-01 10:00:00.25-03:30'",
                update -> update.setObject(1, OffsetDateTime.parse("2024-01-01T13:30:00.25Z")));
    }

    /** The key as the application gives it addresses the row that was read, and the row has changed. */
    private static void guards(String real, String type, String literal, Key key) throws SQLException {
        try (Connection driver = DriverManager.getConnection("jdbc:" + real);
                Connection connection = DriverManager.getConnection("jdbc:noclobber:" + real);
                Statement bare = driver.createStatement();
                Statement plain = connection.createStatement()) {
            bare.execute("CREATE TABLE K (CODE " + type + " NOT NULL PRIMARY KEY, A INT)");
            bare.executeUpdate("INSERT INTO K VALUES (" + literal + ", 10)");
            read(plain, "SELECT * FROM K");
            try (PreparedStatement update = connection.prepareStatement("UPDATE K SET A = A + 1 WHERE CODE = ?")) {
                key.set(update);
                assertThat(update.executeUpdate()).as(type).isEqualTo(1);
                read(plain, "SELECT * FROM K");
                bare.executeUpdate("UPDATE K SET A = 50");
                assertThatThrownBy(update::executeUpdate).as(type).isInstanceOf(ConcurrencyConflictException.class);
            }
            bare.execute("DROP TABLE K");
        }
    }

    /** A number may address several texts. */
    @ParameterizedTest
    @ValueSource(strings = {"h2:mem:several;DB_CLOSE_DELAY=-1"})
    void update_byAKeyThatAddressesSeveralRows_runsAsTheBareDriverDoes(String real) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:noclobber:" + real);
                Statement plain = connection.createStatement()) {
            plain.execute("CREATE TABLE K (CODE VARCHAR(10) NOT NULL PRIMARY KEY, A INT)");
            plain.executeUpdate("INSERT INTO K VALUES ('7', 10), ('07', 10), ('8', 10)");
            read(plain, "SELECT * FROM K");
            assertThat(plain.executeUpdate("UPDATE K SET A = 11 WHERE CODE = 7"))
                    .isEqualTo(2);
            plain.execute("DROP TABLE K");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb:mem:spelled", "h2:mem:spelled;DB_CLOSE_DELAY=-1"})
    void update_ofARowReadUnderTwoSpellings_knowsOneImage(String real) throws SQLException {
        try (Connection driver = DriverManager.getConnection("jdbc:" + real);
                Connection connection = DriverManager.getConnection("jdbc:noclobber:" + real);
                Statement bare = driver.createStatement();
                Statement plain = connection.createStatement()) {
            bare.execute("CREATE TABLE K (CODE VARCHAR_IGNORECASE(10) NOT NULL PRIMARY KEY, A INT, B INT)");
            bare.executeUpdate("INSERT INTO K VALUES ('ABC', 10, 1)");
            read(plain, "SELECT A FROM K WHERE CODE = 'abc'");
            read(plain, "SELECT * FROM K");
            assertThat(plain.executeUpdate("UPDATE K SET A = 11 WHERE CODE = 'abc'"))
                    .isEqualTo(1);
            assertThat(plain.executeUpdate("UPDATE K SET A = 12 WHERE CODE = 'ABC'"))
                    .isEqualTo(1);
            read(plain, "SELECT A FROM K WHERE CODE = 'abc'");
            bare.executeUpdate("UPDATE K SET A = 50");
            read(plain, "SELECT CODE, A FROM K");
            assertThat(plain.executeUpdate("UPDATE K SET A = 51 WHERE CODE = 'abc'"))
                    .isEqualTo(1);
            read(plain, "SELECT A FROM K WHERE CODE = 'aBc'");
            bare.executeUpdate("UPDATE K SET B = 2");
            assertThatThrownBy(() -> plain.executeUpdate("UPDATE K SET B = 3 WHERE CODE = 'Abc'"))
                    .isInstanceOf(ConcurrencyConflictException.class);
            bare.execute("DROP TABLE K");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb:mem:pinned", "h2:mem:pinned;DB_CLOSE_DELAY=-1"})
    void update_afterAnOwnWriteUnderAnotherSpelling_isGuarded(String real) throws SQLException {
        try (Connection driver = DriverManager.getConnection("jdbc:" + real);
                Connection connection = DriverManager.getConnection("jdbc:noclobber:" + real);
                Statement bare = driver.createStatement();
                Statement plain = connection.createStatement()) {
            bare.execute("CREATE TABLE K (CODE VARCHAR_IGNORECASE(10) NOT NULL PRIMARY KEY, A INT)");
            bare.executeUpdate("INSERT INTO K VALUES ('ABC', 10)");
            read(plain, "SELECT A FROM K WHERE CODE = 'abc'");
            assertThat(plain.executeUpdate("UPDATE K SET A = 11 WHERE CODE = 'abc'"))
                    .isEqualTo(1);
            bare.executeUpdate("UPDATE K SET A = 50");
            assertThatThrownBy(() -> plain.executeUpdate("UPDATE K SET A = 12 WHERE CODE = 'abc'"))
                    .isInstanceOf(ConcurrencyConflictException.class);
            bare.execute("DROP TABLE K");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb:mem:exact", "h2:mem:exact;DB_CLOSE_DELAY=-1"})
    void update_ofRowsWhoseKeysDifferInCase_keepsThemApart(String real) throws SQLException {
        try (Connection driver = DriverManager.getConnection("jdbc:" + real);
                Connection connection = DriverManager.getConnection("jdbc:noclobber:" + real);
                Statement bare = driver.createStatement();
                Statement plain = connection.createStatement()) {
            bare.execute("CREATE TABLE K (CODE VARCHAR(10) NOT NULL PRIMARY KEY, A INT)");
            bare.executeUpdate("INSERT INTO K VALUES ('ABC', 10)");
            bare.executeUpdate("INSERT INTO K VALUES ('abc', 20)");
            read(plain, "SELECT A FROM K WHERE CODE = 'abc'");
            read(plain, "SELECT A FROM K WHERE CODE = 'ABC'");
            bare.executeUpdate("UPDATE K SET A = 50 WHERE CODE = 'ABC'");
            assertThat(plain.executeUpdate("UPDATE K SET A = 21 WHERE CODE = 'abc'"))
                    .isEqualTo(1);
            assertThatThrownBy(() -> plain.executeUpdate("UPDATE K SET A = 51 WHERE CODE = 'ABC'"))
                    .isInstanceOf(ConcurrencyConflictException.class);
            bare.execute("DROP TABLE K");
        }
    }

    private static void read(Statement statement, String text) throws SQLException {
        try (ResultSet rows = statement.executeQuery(text)) {
            while (rows.next()) {
                rows.getObject(1);
            }
        }
    }
}
