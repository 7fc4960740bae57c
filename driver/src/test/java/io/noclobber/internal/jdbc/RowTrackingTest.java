package io.noclobber.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Blob;
import java.sql.Clob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTrackingTest {
    private static final String QUERY = "SELECT ID, NAME FROM T ORDER BY ID";

    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void cursor_readToTheEnd_leavesEachRowOnce(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            try (Statement statement = made.connection.createStatement();
                    ResultSet rows = statement.executeQuery(QUERY)) {
                while (rows.next()) {
                    assertThat(rows.getString(2)).isNotEmpty();
                }
            }
            assertThat(made.guard.events)
                    .containsExactly(
                            "arrived true", "leaving 1", "arrived true", "leaving 2", "arrived false", "closed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void row_underTheCursor_isLeftWhenAnythingCloses(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            PreparedStatement statement = made.connection.prepareStatement(QUERY);
            statement.executeQuery().next();
            statement.executeQuery().next();
            statement.close();
            assertThat(made.guard.events)
                    .containsExactly("arrived true", "leaving 1", "closed", "arrived true", "leaving 1", "closed");
        }
    }

    @Test
    void resultSet_fetchedLater_isTrackedAsWell() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.HSQLDB)) {
            Statement statement = made.connection.createStatement();
            assertThat(statement.execute(QUERY)).isTrue();
            ResultSet rows = statement.getResultSet();
            assertThat(rows).isNotNull();
            assertThat(rows.next()).isTrue();
            rows.close();
            statement.close();
            assertThat(made.guard.events).containsExactly("arrived true", "leaving 1", "closed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void cursor_movedAnywhere_leavesWhereItStood(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            Statement statement =
                    made.connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
            ResultSet rows = statement.executeQuery(QUERY);
            assertThat(rows.last()).isTrue();
            assertThat(rows.previous()).isTrue();
            assertThat(rows.absolute(2)).isTrue();
            assertThat(rows.relative(-1)).isTrue();
            rows.afterLast();
            assertThat(rows.first()).isTrue();
            rows.beforeFirst();
            assertThat(made.guard.events)
                    .containsExactly(
                            "arrived true",
                            "leaving 2",
                            "arrived true",
                            "leaving 1",
                            "arrived true",
                            "leaving 2",
                            "arrived true",
                            "leaving 1",
                            "arrived false",
                            "arrived true",
                            "leaving 1",
                            "arrived false");
        }
    }

    @Test
    void largeObject_givenInAnyWay_isTold() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            made.driver.createStatement().execute("CREATE TABLE L (ID INT PRIMARY KEY, C CLOB, B BLOB)");
            made.driver.createStatement().execute("INSERT INTO L VALUES (1, 'text', X'00')");
            ResultSet rows = made.connection.createStatement().executeQuery("SELECT ID, C, B FROM L");
            rows.next();
            made.guard.events.clear();
            rows.getString(2);
            rows.getBytes("B");
            rows.getObject(1);
            assertThat(made.guard.events).isEmpty();
            rows.getCharacterStream(2);
            rows.getAsciiStream("C");
            rows.getBinaryStream(3);
            rows.getBlob("B");
            rows.getClob(2);
            assertThat(made.guard.events).hasSize(5).containsOnly("streams");
            made.guard.events.clear();
            rows.getObject(2);
            rows.getObject("B");
            rows.getObject(2, Clob.class);
            rows.getObject("B", Blob.class);
            assertThat(made.guard.events).hasSize(4).containsOnly("lends");
        }
    }

    @Test
    void row_ofAResultThatIsReadOnly_isNotLookedAtBeforeTheDriverRefuses() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            ResultSet rows = made.connection.createStatement().executeQuery(QUERY);
            rows.next();
            made.guard.events.clear();
            assertThatThrownBy(rows::deleteRow).isInstanceOf(SQLException.class);
            assertThatThrownBy(rows::updateRow).isInstanceOf(SQLException.class);
            assertThat(made.guard.events).containsExactly("failed 90140", "failed 90140");
        }
    }

    @Test
    void row_writtenThroughTheCursor_isNotCapturedAgain() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2)) {
            Statement statement =
                    made.connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
            ResultSet rows = statement.executeQuery("SELECT ID, NAME, NOTE FROM T ORDER BY ID");
            rows.next();
            rows.updateString(2, "changed");
            rows.updateRow();
            rows.moveToInsertRow();
            rows.updateInt(1, 3);
            rows.updateString(2, "three");
            rows.insertRow();
            rows.moveToCurrentRow();
            rows.next();
            rows.moveToInsertRow();
            rows.moveToCurrentRow();
            rows.close();
            assertThat(made.name(1)).isEqualTo("changed");
            assertThat(made.name(3)).isEqualTo("three");
            assertThat(made.guard.events)
                    .containsExactly(
                            "arrived true",
                            "changing",
                            "updates {2=changed}",
                            "leaving 1",
                            "arrived false",
                            "inserted",
                            "arrived true",
                            "leaving 1",
                            "arrived true",
                            "leaving 2",
                            "arrived false",
                            "arrived true",
                            "leaving 2",
                            "closed");
        }
    }
}
